import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFull } from '@qipei/import-job';
import { DomainError } from '@qipei/kernel';
import type { ExportJob } from './export-job.ts';
import { gathered, packed } from './file-pieces.ts';

/** The files of exports. One is there whole or not at all. */
export interface ExportFiles {
  /** Durable when it resolves; replaces what an earlier turn left. */
  write(
    id: string,
    pieces: AsyncIterable<Uint8Array | string>,
    options: { gzip: boolean },
  ): Promise<{ bytes: number; sha256: string }>;
  /** Of a job that is done. @param length undefined: to the end */
  read(
    job: Pick<ExportJob, 'id' | 'sha256'>,
    offset: number,
    length: number | undefined,
  ): AsyncIterable<Uint8Array>;
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
        for await (const chunk of gathered(gzip ? packed(pieces) : pieces, WRITE_BYTES)) {
          hash.update(chunk);
          bytes += chunk.length;
          await file.writeFile(chunk);
        }
        await file.sync();
      } catch (error) {
        await rm(path + PARTIAL, { force: true });
        if (!isDiskFull(error)) throw error;
        throw noRoom(error);
      } finally {
        await file.close();
      }
      await rename(path + PARTIAL, path);
      await syncDirectory(directory);
      return { bytes, sha256: hash.digest('hex') };
    },
    read: ({ id }, offset, length) =>
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

export function noRoom(cause: unknown): DomainError {
  const message = 'There is no room for the file; try again later.';
  return new DomainError({ kind: 'exhausted', code: 'exports-full', message, cause });
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
