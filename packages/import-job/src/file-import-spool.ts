import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileSource } from '@qipei/interchange';
import { DomainError } from '@qipei/kernel';
import { DURABLE_EVERY_BYTES } from './append-limits.ts';
import { isDiskFull } from './import-failure.ts';
import { UploadTooLarge } from './import-job.ts';
import { DEFAULT_MAX_UPLOAD_BYTES, type ImportSpool, requireUploadName, uploadLost } from './import-spool.ts';

export interface FileImportSpoolOptions {
  directory: string;
  /** Default 20 GiB. */
  maxBytes?: number;
  /** How a file is opened to be written. Node's own unless given. */
  openFile?: (path: string, flags: string, mode: number) => Promise<FileHandle>;
}

const PARTIAL = '.part';
/** Of an upload that comes in parts. */
const GROWING = '.growing';
const WRITE_BYTES = 1024 * 1024;
/** What waits for the disk is no more than twice as much. Else the system gathers gigabytes, and every other write that is to be durable waits for them. */
const ON_ITS_WAY_BYTES = 16 * 1024 * 1024;

/**
 * Uploads on disk, a file each. Those that were written since this process began are no orphans: their jobs may be just
 * being made.
 */
export function fileImportSpool(options: FileImportSpoolOptions): ImportSpool {
  const { directory, maxBytes = DEFAULT_MAX_UPLOAD_BYTES, openFile = open } = options;
  const pathOf = (upload: string) => join(directory, requireUploadName(upload));

  return {
    store: (upload, source) =>
      naming(async () => {
        const path = pathOf(upload);
        await mkdir(directory, { recursive: true, mode: 0o700 });
        try {
          const file = await openFile(path + PARTIAL, 'wx', 0o600);
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
          throw error;
        }
      }),
    requireRoomFor(bytes) {
      if (bytes > maxBytes) throw new UploadTooLarge(maxBytes);
    },
    append: (upload, offset, source, durable) =>
      naming(async () => {
        const path = pathOf(upload) + GROWING;
        await mkdir(directory, { recursive: true, mode: 0o700 });
        const file = await openFile(path, offset === 0 ? 'w' : 'r+', 0o600).catch((error) => {
          throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? uploadLost() : error;
        });
        try {
          if ((await file.stat()).size < offset) throw uploadLost();
          await file.truncate(offset);
          if (offset === 0) await syncDirectory(directory);
          await appendAll(file, { offset, source, durable, maxBytes });
        } finally {
          await file.close();
        }
      }),
    finish: (upload, bytes) =>
      naming(async () => {
        const path = pathOf(upload);
        const whole = await sizeOf(path);
        if (whole === bytes) return;
        const growing = await sizeOf(path + GROWING);
        if (growing === undefined || growing < bytes) throw uploadLost();
        const file = await openFile(path + GROWING, 'r+', 0o600);
        try {
          await file.truncate(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(path + GROWING, path);
        await syncDirectory(directory);
      }),
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

/** A disk that is full, or what this process may take of it, by the name of that. */
async function naming<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    const message = 'There is no room for the upload; try again later.';
    throw new DomainError({ kind: 'exhausted', code: 'spool-full', message, cause: error });
  }
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
  const writer = gatheringWriter(file, offset);
  let told = offset;
  let goesOn = true;
  let isBroken = false;
  const settle = async () => {
    // Once it has failed, what the system gave up to write is lost, and the next one doesn't say so:
    // https://wiki.postgresql.org/wiki/Fsync_Errors
    if (isBroken || writer.written === told) return;
    await file.datasync().catch((error: unknown) => {
      isBroken = true;
      throw error;
    });
    told = writer.written;
    goesOn = await durable(told);
  };
  // The first thing that went wrong is what is told: on a full disk nothing can be noted behind it either.
  const failures: unknown[] = [];
  const attempt = (work: Promise<unknown>) => work.catch((cause: unknown) => void failures.push(cause));
  const takeIn = async () => {
    for await (const chunk of source) {
      if (writer.end + chunk.length > maxBytes) throw new UploadTooLarge(maxBytes);
      await writer.add(chunk);
      if (writer.written - told >= DURABLE_EVERY_BYTES) await settle();
      if (!goesOn) return;
    }
  };
  await attempt(takeIn());
  if (goesOn) await attempt(writer.flush());
  await attempt(settle());
  if (failures.length > 0) throw failures[0];
}

async function writeAll(
  file: FileHandle,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<number> {
  const writer = gatheringWriter(file, 0);
  let synced = 0;
  let syncing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of source) {
      if (writer.end + chunk.length > maxBytes) throw new UploadTooLarge(maxBytes);
      await writer.add(chunk);
      if (writer.written - synced < ON_ITS_WAY_BYTES) continue;
      await syncing;
      synced = writer.written;
      syncing = file.datasync();
      // It is awaited behind the next ones; until then its failure isn't an unhandled one.
      syncing.catch(() => {});
    }
    await writer.flush();
    await syncing;
  } finally {
    await syncing.catch(() => {});
  }
  return writer.written;
}

interface GatheringWriter {
  /** Where what has been written ends. */
  readonly written: number;
  /** Where what has come ends. */
  readonly end: number;
  add(chunk: Uint8Array): Promise<void>;
  flush(): Promise<void>;
}

/** Small chunks are gathered, so that an upload in pieces of a few bytes doesn't cost a system call each; as many as one takes. */
function gatheringWriter(file: FileHandle, offset: number): GatheringWriter {
  let written = offset;
  let gathered: Uint8Array[] = [];
  let size = 0;
  const flush = async () => {
    // As they are: a copy of each upload would lie about until V8 next looks for what nobody needs.
    while (size > 0) {
      const { bytesWritten } = await file.writev(gathered, written);
      gathered = behind(gathered, bytesWritten);
      size -= bytesWritten;
      written += bytesWritten;
    }
    gathered = [];
  };
  return {
    get written() {
      return written;
    },
    get end() {
      return written + size;
    },
    async add(chunk) {
      gathered.push(chunk);
      size += chunk.length;
      if (size >= WRITE_BYTES || gathered.length >= 1000) await flush();
    },
    flush,
  };
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
