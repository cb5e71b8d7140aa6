import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { createGzip } from 'node:zlib';
import { DomainError } from '@qipei/kernel';

/** The files of exports. One is there whole or not at all. */
export interface ExportFiles {
  /** Durable when it resolves; replaces what an earlier turn left. */
  write(
    id: string,
    pieces: AsyncIterable<Uint8Array | string>,
    options: { gzip: boolean },
  ): Promise<{ bytes: number; sha256: string }>;
  /** @param length undefined: to the end */
  read(id: string, offset: number, length: number | undefined): AsyncIterable<Uint8Array>;
  remove(id: string): Promise<void>;
  /** Removes what none of these jobs has, half-written ones included. */
  removeOrphans(needed: ReadonlySet<string>): Promise<void>;
}

const PARTIAL = '.part';
const WRITE_BYTES = 256 * 1024;
const ID = /^exp-[a-z]+_[0-9a-z]{26}$/;

/** A file each in a folder of the service's own. */
export function exportFiles({ directory }: { directory: string }): ExportFiles {
  const pathOf = (id: string) => {
    if (!ID.test(id)) throw new Error('an export has an id that no export has');
    return join(directory, id);
  };
  return {
    async write(id, pieces, { gzip }) {
      const path = pathOf(id);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const file = await open(path + PARTIAL, 'w', 0o600);
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        for await (const chunk of gathered(gzip ? packed(pieces) : pieces)) {
          hash.update(chunk);
          bytes += chunk.length;
          await file.writeFile(chunk);
        }
        await file.sync();
      } catch (error) {
        await rm(path + PARTIAL, { force: true });
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        const message = 'There is no room for the file; try again later.';
        throw new DomainError({ kind: 'exhausted', code: 'exports-full', message, cause: error });
      } finally {
        await file.close();
      }
      await rename(path + PARTIAL, path);
      await syncDirectory(directory);
      return { bytes, sha256: hash.digest('hex') };
    },
    read: (id, offset, length) =>
      createReadStream(pathOf(id), {
        start: offset,
        ...(length !== undefined && { end: offset + length - 1 }),
        highWaterMark: WRITE_BYTES,
      }),
    async remove(id) {
      await rm(pathOf(id), { force: true });
    },
    async removeOrphans(needed) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      for (const name of await readdir(directory))
        if (!needed.has(name)) await rm(join(directory, name), { force: true });
    },
  };
}

async function* gathered(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    held.push(bytes);
    size += bytes.length;
    if (size < WRITE_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

/** A gzip header without a time in it: the same content is the same file. */
async function* packed(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const zip = createGzip();
  let failure: unknown;
  const fed = feed(pieces, zip).catch((error) => {
    failure = error;
    zip.destroy(error as Error);
  });
  try {
    yield* zip as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw failure ?? error;
  } finally {
    zip.destroy();
    await fed;
  }
}

async function feed(pieces: AsyncIterable<Uint8Array | string>, zip: Transform): Promise<void> {
  for await (const piece of Readable.from(pieces)) {
    if (zip.destroyed) return;
    if (!zip.write(piece)) await Promise.race([once(zip, 'drain'), once(zip, 'close')]);
  }
  zip.end();
}

async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
