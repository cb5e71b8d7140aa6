import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import { drawnSize, type Look, looksAt } from './looks.ts';
import type { FromReader, ToReader } from './reader-messages.ts';
import { vinsOfCode } from './vin-text.ts';

// A thread of its own, so that the page answers while a photo is searched. It is served under a policy that lets it compile the
// reader and reach nothing: what it is shown stays here.

declare const self: {
  postMessage(message: FromReader): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToReader>) => void): void;
};

const OPTIONS: ReaderOptions = {
  formats: ['Code39', 'Code128', 'DataMatrix', 'QRCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  maxNumberOfSymbols: 16,
};
const MAX_CODES = 20;
/** So long somebody waits for a photo; what is looked at last finds least. */
const MAX_SEARCH_MS = 15_000;

self.addEventListener('message', async ({ data }) => {
  try {
    if ('wasm' in data)
      await prepareZXingModule({ overrides: { wasmBinary: data.wasm }, fireImmediately: true });
    else self.postMessage({ id: data.id, texts: await textsIn(data.picture, data.thorough) });
  } catch (error) {
    const id = 'id' in data ? data.id : 0;
    self.postMessage({ id, failed: error instanceof Error ? error.message : String(error) });
  }
});

/** The texts of the codes in a picture; a thorough search ends at the first VIN. */
async function textsIn(picture: ImageBitmap, thorough: boolean): Promise<string[]> {
  const found = new Set<string>();
  const end = performance.now() + MAX_SEARCH_MS;
  try {
    for (const look of looksAt(picture, { thorough })) {
      if (performance.now() > end) break;
      const codes = await readBarcodes(drawn(picture, look), OPTIONS);
      for (const { text } of codes) if (text !== '' && found.size < MAX_CODES) found.add(text);
      if ([...found].some((text) => vinsOfCode(text).length > 0)) break;
    }
  } finally {
    picture.close();
  }
  return [...found];
}

function drawn(picture: ImageBitmap, look: Look): ImageData {
  const { width, height } = drawnSize(look);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('there is no canvas to draw on');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate((look.turned * Math.PI) / 180);
  context.scale(look.scale, look.scale);
  const [x, y] = [-look.width / 2, -look.height / 2];
  context.drawImage(picture, look.left, look.top, look.width, look.height, x, y, look.width, look.height);
  return context.getImageData(0, 0, width, height);
}
