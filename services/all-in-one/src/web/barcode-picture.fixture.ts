import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import { prepareZXingModule, type WriteInputBarcodeFormat, writeBarcode } from 'zxing-wasm/writer';

/** Grey pixels, row by row. */
interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

export interface PictureOptions {
  width: number;
  height: number;
  /** How wide the code stands in it, in pixels, and how high its bars are. */
  codeWidth: number;
  barHeight?: number;
  /** Where its middle is, from 0 to 1. */
  x?: number;
  y?: number;
  /** Degrees, clockwise. */
  turned?: number;
}

/** A photo of a label with a code on it: uneven light, another brightness of paper than of what is around. */
export async function pictureOfCode(
  text: string,
  format: WriteInputBarcodeFormat,
  options: PictureOptions,
): Promise<Picture> {
  prepareWriter();
  const { symbol, error } = await writeBarcode(text, { format });
  if (error !== '') throw new Error(`no code was made of '${text}': ${error}`);
  const { width, height, codeWidth, x = 0.5, y = 0.5, turned = 0 } = options;
  const isLinear = symbol.height === 1 || format.startsWith('Code');
  const module = codeWidth / symbol.width;
  const codeHeight = isLinear ? (options.barHeight ?? codeWidth / 5) : module * symbol.height;
  const quiet = module * 10;
  const [sin, cos] = [Math.sin((turned * Math.PI) / 180), Math.cos((turned * Math.PI) / 180)];
  const pixels = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const [dx, dy] = [column - x * width, row - y * height];
      const [left, top] = [dx * cos + dy * sin + codeWidth / 2, dy * cos - dx * sin + codeHeight / 2];
      const onPaper = left > -quiet && left < codeWidth + quiet && top > -quiet && top < codeHeight + quiet;
      const inCode = left >= 0 && left < codeWidth && top >= 0 && top < codeHeight;
      const line = isLinear ? 0 : Math.floor(top / module);
      const isDark = inCode && symbol.data[line * symbol.width + Math.floor(left / module)] === 0;
      const light = isDark ? 30 : onPaper ? 225 : 110 + ((column * 7 + row * 13) % 23);
      pixels[row * width + column] = Math.min(255, light + Math.floor((20 * column) / width));
    }
  return { width, height, pixels };
}

/** By itself it would fetch its WebAssembly from a host of others. */
function prepareWriter(): void {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm');
  wasm ??= new Uint8Array(readFileSync(file)).buffer;
  prepareZXingModule({ overrides: { wasmBinary: wasm } });
}
let wasm: ArrayBuffer | undefined;

/** https://www.w3.org/TR/png-3/: grey, 8 bits. */
export function pngOf({ width, height, pixels }: Picture): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1)
    rows.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(rows);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A video of two frames that are the same, as Chromium's camera that isn't one takes it: YUV4MPEG2. */
export function y4mOf({ width, height, pixels }: Picture): Buffer {
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), pixels, colours]);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`),
    frame,
    frame,
  ]);
}
