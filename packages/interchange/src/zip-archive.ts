import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { compoundFileFault } from './compound-file.ts';
import { type GrowthGuard, growthGuard } from './growth-guard.ts';
import { UnreadableFile } from './unreadable-file.ts';

const MAX_ENTRIES = 10_000;
/** Bytes of an entry's own header, without its name: 4.3.7 of the APPNOTE. */
const LOCAL_HEADER_BYTES = 30;

export interface ZipArchive extends AsyncDisposable {
  /** Bytes of the file. */
  readonly size: number;
  /** Where it lies until it is disposed of. */
  readonly file: string;
  /** In the order of the directory. */
  readonly names: readonly string[];
  /** Bytes that the entry takes up in the file. */
  packedSize(name: string): number;
  /** Bytes that the directory claims for the entry. */
  unpackedSize(name: string): number;
  /**
   * The inflated bytes of an entry, with its checksum proved at the end. What really comes out is counted, over all entries
   * that are read: what the directory claims is only claimed. `apart`: an entry that is gone through twice is counted by itself then.
   * @throws UnreadableFile `zip-bomb`, `zip-damaged`, `unpacked-too-large`
   */
  read(name: string, options?: { apart: boolean }): AsyncGenerator<Buffer>;
}

/**
 * A zip. Its directory is at its end: what arrives as a stream is written to a file of its own first, what lies in a file
 * already is read there. Nothing is ever written under a name of the archive.
 * @throws UnreadableFile `zip-damaged`, `zip-unsafe`; where it is a workbook of another kind why that isn’t read
 */
export async function openZip(
  source: AsyncIterable<Uint8Array> & { readonly path?: string },
  { maxBytes = Number.POSITIVE_INFINITY }: { maxBytes?: number } = {},
): Promise<ZipArchive> {
  await using opened = new AsyncDisposableStack();
  const file = source.path ?? (await copied(source, opened));
  const { size } = await stat(file);
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch(async (cause) => {
    throw (await compoundFileFault(file)) ?? damaged(cause);
  });
  opened.defer(() => zip.close());
  const entries = await entriesOf(zip);
  refuseOverlaps(entries);
  const newGuard = () => growthGuard('zip-bomb', maxBytes, size);
  const resources = opened.move();
  return archiveOf({ zip, entries, size, file, newGuard, resources });
}

async function copied(source: AsyncIterable<Uint8Array>, opened: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qipei-zip-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'upload.zip');
  await pipeline(source, createWriteStream(file, { mode: 0o600 }));
  return file;
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const done = Promise.withResolvers<void>();
  zip.on('entry', (entry: Entry) => {
    if (entries.has(entry.fileName)) return done.reject(damaged(`'${entry.fileName}' is in it twice`));
    if (isLink(entry)) return done.reject(unsafe(`'${entry.fileName}' is a link`));
    entries.set(entry.fileName, entry);
    if (entries.size > MAX_ENTRIES) return done.reject(damaged(`it has more than ${MAX_ENTRIES} entries`));
    return zip.readEntry();
  });
  zip.on('end', () => done.resolve());
  zip.on('error', (error: Error) => {
    done.reject(
      /^(?:absolute path|invalid relative path)/.test(error.message) ? unsafe(error) : damaged(error),
    );
  });
  zip.readEntry();
  await done.promise;
  return entries;
}

/** A Unix link, by the mode that the archive keeps for it. */
function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  return versionMadeBy >> 8 === 3 && ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

/** Entries that share bytes are how a small archive inflates without end. */
function refuseOverlaps(entries: ReadonlyMap<string, Entry>): void {
  const inOrder = [...entries.values()].sort(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  );
  let end = 0;
  for (const entry of inOrder) {
    if (entry.relativeOffsetOfLocalHeader < end)
      throw damaged(`'${entry.fileName}' shares bytes with another file`);
    end =
      entry.relativeOffsetOfLocalHeader + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize;
  }
}

function archiveOf({
  zip,
  entries,
  size,
  file,
  newGuard,
  resources,
}: {
  zip: ZipFile;
  entries: ReadonlyMap<string, Entry>;
  size: number;
  file: string;
  newGuard: () => GrowthGuard;
  resources: AsyncDisposable;
}): ZipArchive {
  const ofAll = newGuard();
  return {
    size,
    file,
    names: [...entries.keys()],
    packedSize: (name) => entries.get(name)?.compressedSize ?? 0,
    unpackedSize: (name) => entries.get(name)?.uncompressedSize ?? 0,
    async *read(name, { apart } = { apart: false }) {
      const guard = apart ? newGuard() : ofAll;
      const entry = entries.get(name);
      if (entry === undefined) throw damaged(`it has no '${name}'`);
      if (entry.isEncrypted())
        throw new UnreadableFile('zip-encrypted', 1, 'The file is protected by a password; send it without.');
      const stream = await zip.openReadStreamPromise(entry).catch((cause) => {
        throw damaged(cause);
      });
      try {
        let checksum = 0;
        for await (const chunk of stream as AsyncIterable<Buffer>) {
          guard.inflated(chunk.length);
          checksum = crc32(chunk, checksum);
          yield chunk;
        }
        if (checksum !== entry.crc32) throw damaged(`'${name.slice(0, 80)}' isn’t what its checksum says`);
      } catch (error) {
        throw error instanceof UnreadableFile ? error : damaged(error);
      } finally {
        stream.destroy();
      }
    },
    [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
  };
}

function damaged(cause: unknown): UnreadableFile {
  return new UnreadableFile('zip-damaged', 1, `The file isn’t a whole zip archive: ${whyOf(cause)}.`);
}

function unsafe(cause: unknown): UnreadableFile {
  const message = `The zip archive names what lies outside of it: ${whyOf(cause)}.`;
  return new UnreadableFile('zip-unsafe', 1, message);
}

function whyOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 200).replace(/\.$/, '');
}
