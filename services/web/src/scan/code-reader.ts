import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import ReaderWorker from './code-reader.worker.ts?worker';
import { type CodeReader, pictureReader } from './picture-reader.ts';

/** The browser's own, where it has one: https://wicg.github.io/shape-detection-api/#barcode-detection-api */
interface BarcodeDetector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>;
}
interface BarcodeDetectorClass {
  new (options: { formats: string[] }): BarcodeDetector;
  getSupportedFormats(): Promise<string[]>;
}

const OWN_FORMATS = ['code_39', 'code_128', 'data_matrix', 'qr_code'];

/** The browser's own reader, and one of the page's for what that doesn't find. */
export function openCodeReader(): CodeReader {
  return pictureReader({
    async own() {
      const detector = await ownDetector();
      if (detector === undefined) return undefined;
      return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
    },
    thread: () => new ReaderWorker(),
    async wasm() {
      const answer = await fetch(wasmUrl);
      if (!answer.ok) throw new Error(`the reader could not be loaded: ${answer.status}`);
      return await answer.arrayBuffer();
    },
  });
}

async function ownDetector(): Promise<BarcodeDetector | undefined> {
  const Detector = (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector;
  try {
    const known = (await Detector?.getSupportedFormats()) ?? [];
    const formats = OWN_FORMATS.filter((format) => known.includes(format));
    return Detector === undefined || formats.length === 0 ? undefined : new Detector({ formats });
  } catch {
    return undefined;
  }
}
