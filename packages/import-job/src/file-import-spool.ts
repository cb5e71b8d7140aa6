import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@qipei/kernel';
import { UploadTooLarge } from './import-job.ts';
import { DEFAULT_MAX_UPLOAD_BYTES, type ImportSpool, requireUploadName } from './import-spool.ts';

export interface FileImportSpoolOptions {
  directory: string;
  /** Default 4 GiB. */
  maxBytes?: number;
}

const PARTIAL = '.part';
const WRITE_BYTES = 1024 * 1024;

/**
 * Uploads on disk, a file each. Those that were written since this process began are no orphans: their jobs may be just
 * being made.
 */
export function fileImportSpool(options: FileImportSpoolOptions): ImportSpool {
  const { directory, maxBytes = DEFAULT_MAX_UPLOAD_BYTES } = options;
  const pathOf = (upload: string) => join(directory, requireUploadName(upload));

  return {
    async store(upload, source) {
      const path = pathOf(upload);
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
    async size(upload) {
      try {
        return (await stat(pathOf(upload))).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    read: (upload) => createReadStream(pathOf(upload), { highWaterMark: 256 * 1024 }),
    remove: (upload) => rm(pathOf(upload), { force: true }),
    async removeOrphans(needed) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const began = Date.now() - process.uptime() * 1000;
      let removed = 0;
      for (const name of await readdir(directory)) {
        if (needed.has(name)) continue;
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
