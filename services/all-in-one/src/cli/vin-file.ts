import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type LineFormat, lineFormatOf } from '@qipei/vin/batch';

export interface VinFile extends AsyncDisposable {
  format: LineFormat;
  /** UTF-8, whatever the file is in. */
  chunks: AsyncIterable<Uint8Array>;
  /** How much of it was read, from 0 to 1; undefined for what is piped in. */
  fraction(): number | undefined;
}

/** What the form and the encoding are told by. */
const HEAD_BYTES = 64 * 1024;

/** A file of VINs, or what is piped in where it is called `-`. @throws VinColumnUnknown, or what the file system says */
export async function openVinFile(path: string, column: string | undefined): Promise<VinFile> {
  const piped = path === '-';
  const size = piped ? undefined : (await stat(path)).size;
  const stream = piped ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 });
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let head = Buffer.alloc(0);
  let read = 0;
  while (head.length < HEAD_BYTES) {
    const next = await source.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  read = head.length;
  const encoding = encodingOf(head);
  const lines = new TextDecoder(encoding).decode(head.subarray(0, HEAD_BYTES)).split(/\r?\n/);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
    const encoder = new TextEncoder();
    const asUtf8 = (bytes: Buffer) =>
      decoder === undefined ? bytes : encoder.encode(decoder.decode(bytes, { stream: true }));
    yield asUtf8(head);
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      read += next.value.length;
      yield asUtf8(next.value);
    }
    if (decoder !== undefined) yield encoder.encode(decoder.decode());
  }
  return {
    format: lineFormatOf(lines, column),
    chunks: chunks(),
    fraction: () => (size === undefined || size === 0 ? undefined : read / size),
    async [Symbol.asyncDispose]() {
      stream.destroy();
    },
  };
}

/** UTF-8, UTF-16 with its mark, or else GB18030, in which Excel writes CSV in China. */
function encodingOf(head: Buffer): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    // A character may be cut at the end of what was read.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
