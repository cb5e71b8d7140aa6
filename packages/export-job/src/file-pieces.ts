import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** Small pieces together, each of `least` bytes or more but for the last one. */
export async function* gathered(
  pieces: AsyncIterable<Uint8Array | string>,
  least: number,
): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    held.push(bytes);
    size += bytes.length;
    if (size < least) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

/** The same bytes in chunks of `size`, but for the last one. */
export async function* sliced(
  pieces: AsyncIterable<Uint8Array | string>,
  size: number,
): AsyncGenerator<Buffer> {
  let left: Buffer = Buffer.alloc(0);
  for await (const piece of gathered(pieces, size)) {
    left = left.length === 0 ? piece : Buffer.concat([left, piece]);
    for (; left.length >= size; left = left.subarray(size)) yield left.subarray(0, size);
  }
  if (left.length > 0) yield left;
}

/** A gzip header without a time in it: the same content is the same file. */
export async function* packed(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const zip = createGzip();
  // What goes wrong with the pieces comes out of the other end.
  const fed = pipeline(Readable.from(pieces), zip).catch(() => {});
  try {
    yield* zip as AsyncIterable<Uint8Array>;
  } finally {
    zip.destroy();
    await fed;
  }
}
