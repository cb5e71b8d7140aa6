import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSource } from '@qipei/interchange';
import { DomainError } from '@qipei/kernel';
import { DURABLE_EVERY_BYTES } from './append-limits.ts';
import { UploadTooLarge } from './import-job.ts';
import { DEFAULT_MAX_UPLOAD_BYTES, type ImportSpool, requireUploadName, uploadLost } from './import-spool.ts';

export interface FileImportSpoolOptions {
  directory: string;
  /** Default 20 GiB. */
  maxBytes?: number;
}

const PARTIAL = '.part';
/** Of an upload that comes in parts. */
const GROWING = '.growing';
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
        throw named(error);
      }
    },
    requireRoomFor(bytes) {
      if (bytes > maxBytes) throw new UploadTooLarge(maxBytes);
    },
    async append(upload, offset, source, durable) {
      const path = pathOf(upload) + GROWING;
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const file = await open(path, offset === 0 ? 'w' : 'r+', 0o600).catch((error) => {
        throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? uploadLost() : error;
      });
      try {
        if ((await file.stat()).size < offset) throw uploadLost();
        await file.truncate(offset);
        if (offset === 0) await syncDirectory(directory);
        await appendAll(file, { offset, source, durable, maxBytes });
      } catch (error) {
        throw named(error);
      } finally {
        await file.close();
      }
    },
    async finish(upload, bytes) {
      const path = pathOf(upload);
      const whole = await sizeOf(path);
      if (whole === bytes) return;
      const growing = await sizeOf(path + GROWING);
      if (growing === undefined || growing < bytes) throw uploadLost();
      const file = await open(path + GROWING, 'r+');
      try {
        await file.truncate(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(path + GROWING, path);
      await syncDirectory(directory);
    },
    size: (upload) => sizeOf(pathOf(upload)),
    read: (upload) => fileSource(pathOf(upload)),
    async remove(upload) {
      await rm(pathOf(upload), { force: true });
      await rm(pathOf(upload) + GROWING, { force: true });
    },
    async removeOrphans(needed) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const began = Date.now() - process.uptime() * 1000;
      let removed = 0;
      for (const name of await readdir(directory)) {
        if (needed.has(name.endsWith(GROWING) ? name.slice(0, -GROWING.length) : name)) continue;
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

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function named(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') return error;
  const message = 'There is no room for the upload; try again later.';
  return new DomainError({ kind: 'exhausted', code: 'spool-full', message, cause: error });
}

/** What came before the source fails is made durable, too. */
async function appendAll(
  file: FileHandle,
  {
    offset,
    source,
    durable,
    maxBytes,
  }: {
    offset: number;
    source: AsyncIterable<Uint8Array>;
    durable: (offset: number) => Promise<boolean>;
    maxBytes: number;
  },
): Promise<void> {
  let [at, told] = [offset, offset];
  const settle = async () => {
    if (at === told) return true;
    await file.datasync();
    told = at;
    return await durable(at);
  };
  try {
    for await (const chunk of source) {
      if (at + chunk.length > maxBytes) throw new UploadTooLarge(maxBytes);
      for (let done = 0; done < chunk.length; )
        done += (await file.write(chunk, done, chunk.length - done, at + done)).bytesWritten;
      at += chunk.length;
      if (at - told >= DURABLE_EVERY_BYTES && !(await settle())) return;
    }
  } finally {
    await settle();
  }
}

/** Small chunks are gathered, so that an upload in pieces of a few bytes doesn't cost a system call each; as many as one takes. */
async function writeAll(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<number> {
  let total = 0;
  let gathered: Uint8Array[] = [];
  let size = 0;
  const flush = async () => {
    // As they are: a copy of each upload would lie about until V8 next looks for what nobody needs.
    while (size > 0) {
      const { bytesWritten } = await file.writev(gathered);
      gathered = behind(gathered, bytesWritten);
      size -= bytesWritten;
    }
    gathered = [];
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

/** What is left of chunks when as many bytes of them are done. */
function behind(chunks: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let done = 0;
  for (const [at, chunk] of chunks.entries()) {
    if (done + chunk.length > bytes) return [chunk.subarray(bytes - done), ...chunks.slice(at + 1)];
    done += chunk.length;
  }
  return [];
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
