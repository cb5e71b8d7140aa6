import { createReadStream } from 'node:fs';

/** Bytes that lie in a file of their own, which can so be read in any order, too. */
export interface StoredFile extends AsyncIterable<Uint8Array> {
  readonly path: string;
}

export function fileSource(path: string): StoredFile {
  return {
    path,
    [Symbol.asyncIterator]: () =>
      createReadStream(path, { highWaterMark: 256 * 1024 })[
        Symbol.asyncIterator
      ]() as AsyncIterator<Uint8Array>,
  };
}
