import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import ReaderWorker from './code-reader.worker.ts?worker';
import type { FromReader, ToReader } from './reader-messages.ts';
import { vinsOfCode } from './vin-text.ts';

export interface CodeReader extends Disposable {
  /**
   * The texts of the codes in a picture, which it closes. `thorough`: looked at nearer and aslant, too, which takes a second or more.
   * @throws Error where the reader can't be loaded or run
   */
  read(picture: ImageBitmap, options: { thorough: boolean }): Promise<string[]>;
}

/** The browser's own, where it has one: https://wicg.github.io/shape-detection-api/#barcode-detection-api */
interface BarcodeDetector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>;
}
interface BarcodeDetectorClass {
  new (options: { formats: string[] }): BarcodeDetector;
  getSupportedFormats(): Promise<string[]>;
}

const OWN_FORMATS = ['code_39', 'code_128', 'data_matrix', 'qr_code'];

/** Nothing of it is loaded before a picture is there to be read; no picture leaves the browser. */
export function openCodeReader(): CodeReader {
  let own: Promise<BarcodeDetector | undefined> | undefined;
  let reader: ReturnType<typeof openWorker> | undefined;
  return {
    async read(picture, options) {
      own ??= ownDetector();
      const detector = await own;
      const texts = await detector?.detect(picture).then(
        (codes) => codes.map(({ rawValue }) => rawValue),
        // It fails by itself on some systems; the other one does it then.
        () => [],
      );
      if (texts?.some((text) => vinsOfCode(text).length > 0) === true) {
        picture.close();
        return texts;
      }
      reader ??= openWorker();
      return [...new Set([...(texts ?? []), ...(await reader.read(picture, options))])];
    },
    [Symbol.dispose]() {
      reader?.end();
      reader = undefined;
    },
  };
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

function openWorker() {
  const worker = new ReaderWorker();
  const waiting = new Map<number, { resolve(texts: string[]): void; reject(error: Error): void }>();
  let last = 0;
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromReader>) => {
    if (data.id === 0) return fail(new Error('failed' in data ? data.failed : 'the reader failed'));
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('texts' in data) asked?.resolve(data.texts);
    else asked?.reject(new Error(data.failed));
  });
  worker.addEventListener('error', () => fail(new Error('the reader could not be loaded')));
  const post = (message: ToReader, moved: Transferable[]) => worker.postMessage(message, moved);
  // From the page, as the reader itself may reach nothing.
  const ready = fetch(wasmUrl).then(async (answer) => {
    if (!answer.ok) throw new Error(`the reader could not be loaded: ${answer.status}`);
    const wasm = await answer.arrayBuffer();
    post({ wasm }, [wasm]);
  });
  return {
    async read(picture: ImageBitmap, { thorough }: { thorough: boolean }): Promise<string[]> {
      await ready;
      if (failure !== undefined) throw failure;
      last += 1;
      const id = last;
      return await new Promise<string[]>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        post({ id, picture, thorough }, [picture]);
      });
    },
    end() {
      worker.terminate();
      fail(new Error('the reader was closed'));
    },
  };
}
