import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { UnreadableFile } from './unreadable-file.ts';

/** An archive that inflates to more than so many times its size is taken for a bomb, unless it is small all the same. */
const MAX_RATIO = 200;
const ALWAYS_ALLOWED_BYTES = 64 * 1024 ** 2;
const MAX_ENTRIES = 10_000;

export interface ZipArchive extends AsyncDisposable {
  /** Bytes of the file. */
  readonly size: number;
  /** In the order of the directory. */
  readonly names: readonly string[];
  /** Bytes that the entry takes up in the file. */
  packedSize(name: string): number;
  /**
   * The inflated bytes of an entry. What really comes out is counted, over all entries that are read: what the directory
   * claims is only claimed.
   * @throws UnreadableFile `zip-bomb`, `zip-damaged`
   */
  read(name: string): AsyncGenerator<Buffer>;
}

/**
 * A zip that arrives as a stream: its directory is at its end, so it is written to a file of its own first.
 * @throws UnreadableFile `zip-damaged`
 */
export async function openZip(source: AsyncIterable<Uint8Array>): Promise<ZipArchive> {
  const folder = await mkdtemp(join(tmpdir(), 'qipei-zip-'));
  const removed = () => rm(folder, { recursive: true, force: true });
  try {
    const file = join(folder, 'upload.zip');
    await pipeline(source, createWriteStream(file, { mode: 0o600 }));
    const { size } = await stat(file);
    const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch((cause) => {
      throw damaged(cause);
    });
    try {
      return archiveOf(zip, await entriesOf(zip), size, removed);
    } catch (error) {
      zip.close();
      throw error;
    }
  } catch (error) {
    await removed();
    throw error;
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const done = Promise.withResolvers<void>();
  zip.on('entry', (entry: Entry) => {
    if (entries.has(entry.fileName)) return done.reject(damaged(`'${entry.fileName}' is in it twice`));
    entries.set(entry.fileName, entry);
    if (entries.size > MAX_ENTRIES) return done.reject(damaged(`it has more than ${MAX_ENTRIES} entries`));
    return zip.readEntry();
  });
  zip.on('end', () => done.resolve());
  zip.on('error', (error) => done.reject(damaged(error)));
  zip.readEntry();
  await done.promise;
  return entries;
}

function archiveOf(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  size: number,
  removed: () => Promise<void>,
): ZipArchive {
  const allowed = Math.max(ALWAYS_ALLOWED_BYTES, size * MAX_RATIO);
  let inflated = 0;
  return {
    size,
    names: [...entries.keys()],
    packedSize: (name) => entries.get(name)?.compressedSize ?? 0,
    async *read(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw damaged(`it has no '${name}'`);
      if (entry.isEncrypted())
        throw new UnreadableFile('zip-encrypted', 1, 'The file is protected by a password; send it without.');
      const stream = await zip.openReadStreamPromise(entry).catch((cause) => {
        throw damaged(cause);
      });
      try {
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          inflated += chunk.length;
          if (inflated > allowed) throw bomb(allowed);
          yield chunk;
        }
      } catch (error) {
        throw error instanceof UnreadableFile ? error : damaged(error);
      } finally {
        stream.destroy();
      }
    },
    async [Symbol.asyncDispose]() {
      zip.close();
      await removed();
    },
  };
}

function damaged(cause: unknown): UnreadableFile {
  const why = (cause instanceof Error ? cause.message : String(cause)).slice(0, 200);
  return new UnreadableFile('zip-damaged', 1, `The file isn’t a whole zip archive: ${why}.`);
}

function bomb(allowed: number): UnreadableFile {
  const message = `The file inflates to more than ${Math.floor(allowed / 1024 ** 2)} MiB, far more than its size tells.`;
  return new UnreadableFile('zip-bomb', 1, message);
}
