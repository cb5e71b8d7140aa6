import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@qipei/kernel';
import { UploadTooLarge } from './import-job.ts';

export interface ImportSpoolOptions {
  directory: string;
  /** Default 4 GiB. */
  maxBytes?: number;
}

/** Uploads on disk, one file for each job that hasn't ended. */
export interface ImportSpool {
  /**
   * Resolves with the number of bytes once they would survive a power cut. Where the source fails nothing stays.
   * @throws UploadTooLarge; DomainError `spool-full`
   */
  store(jobId: string, source: AsyncIterable<Uint8Array>): Promise<number>;
  /** Undefined where there is no such upload. */
  size(jobId: string): Promise<number | undefined>;
  read(jobId: string): AsyncIterable<Uint8Array>;
  remove(jobId: string): Promise<void>;
  /**
   * Removes what no open job needs, and uploads that were broken off by a crash. Files that were written since this process
   * began are left: they may belong to a job that is just being made. Returns how many were removed.
   */
  removeOrphans(openIds: ReadonlySet<string>): Promise<number>;
}

const PARTIAL = '.part';
const WRITE_BYTES = 1024 * 1024;

export function importSpool(options: ImportSpoolOptions): ImportSpool {
  const { directory, maxBytes = 4 * 1024 ** 3 } = options;

  function pathOf(jobId: string): string {
    if (!/^[a-z][a-z-]*_[0-9a-z]{26}$/.test(jobId))
      throw new Error(`'${jobId.slice(0, 80)}' is not the id of a job.`);
    return join(directory, jobId);
  }

  return {
    async store(jobId, source) {
      const path = pathOf(jobId);
      await mkdir(directory, { recursive: true, mode: 0o700 });
      try {
        const file = await open(path + PARTIAL, 'wx', 0o600);
        let bytes: number;
        try {
          bytes = await writeAll(file, source, maxBytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(path + PARTIAL, path);
        await syncDirectory(directory);
        return bytes;
      } catch (error) {
        await rm(path + PARTIAL, { force: true });
        await rm(path, { force: true });
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        const message = 'There is no room for the upload; try again later.';
        throw new DomainError({ kind: 'exhausted', code: 'spool-full', message, cause: error });
      }
    },
    async size(jobId) {
      try {
        return (await stat(pathOf(jobId))).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    read: (jobId) => createReadStream(pathOf(jobId), { highWaterMark: 256 * 1024 }),
    remove: (jobId) => rm(pathOf(jobId), { force: true }),
    async removeOrphans(openIds) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const began = Date.now() - process.uptime() * 1000;
      let removed = 0;
      for (const name of await readdir(directory)) {
        if (openIds.has(name)) continue;
        const path = join(directory, name);
        const found = await stat(path).catch(() => undefined);
        if (found === undefined || !found.isFile() || found.mtimeMs >= began) continue;
        await rm(path, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

/** Small chunks are gathered, so that an upload in pieces of a few bytes doesn't cost a system call each. */
async function writeAll(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<number> {
  let total = 0;
  let gathered: Uint8Array[] = [];
  let size = 0;
  const flush = async () => {
    if (size > 0) await file.writeFile(Buffer.concat(gathered));
    gathered = [];
    size = 0;
  };
  for await (const chunk of source) {
    total += chunk.length;
    if (total > maxBytes) throw new UploadTooLarge(maxBytes);
    gathered.push(chunk);
    size += chunk.length;
    if (size >= WRITE_BYTES || gathered.length >= 1000) await flush();
  }
  await flush();
  return total;
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
