import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { crc32, createGunzip } from 'node:zlib';
import { type Entry, fromFdPromise } from 'yauzl';
import { VpicDumpError } from './vpic-dump-error.ts';

const CHUNK_BYTES = 1 << 20;
/** NHTSA's archive has one file in it. */
const MOST_ENTRIES = 100;

export interface DumpFile extends AsyncDisposable {
  /** Of the text itself: the archive's file, or the file without `.gz`. */
  readonly name: string;
  /** Of the file as it lies there, packed or not. */
  readonly sha256: string;
  /** The unpacked bytes, once. @throws VpicDumpError also after the last, where the file was changed meanwhile. */
  bytes(): AsyncIterable<Buffer>;
}

export interface DumpFileOptions {
  /** Most unpacked bytes. */
  maxBytes: number;
  /** Part of the file that has been read, 0 to 1. */
  onProgress: (fraction: number) => void;
  signal?: AbortSignal | undefined;
}

interface Unpacked {
  name: string;
  chunks: AsyncIterable<Buffer>;
}

/** Opens a dump that lies there as text, in gzip or in a ZIP archive, which the first bytes tell apart. */
export async function openDumpFile(path: string, options: DumpFileOptions): Promise<DumpFile> {
  const { maxBytes, signal } = options;
  const handle = await open(path, 'r');
  try {
    const before = await stateOf(handle);
    if (!before.isFile) throw new VpicDumpError('vpic-dump-foreign', `${path} is not a file.`);
    const sha256 = await hashOf(handle, signal);
    const { name, chunks } = await unpack(handle, path, before.size, options);
    return {
      name,
      sha256,
      async *bytes() {
        let total = 0;
        try {
          for await (const chunk of chunks) {
            signal?.throwIfAborted();
            total += chunk.length;
            if (total > maxBytes) {
              const limit = `The dump has more than ${maxBytes} bytes when it is unpacked.`;
              throw new VpicDumpError('vpic-dump-too-large', limit);
            }
            yield chunk;
          }
        } catch (cause) {
          // Of a file that was written to meanwhile that is the reason for whatever else is wrong with it.
          await refuseChanged(handle, before.mark);
          throw readingFault(cause);
        }
        await refuseChanged(handle, before.mark);
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw cause;
  }
}

async function stateOf(handle: FileHandle) {
  const stats = await handle.stat({ bigint: true });
  const mark = `${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`;
  return { isFile: stats.isFile(), size: Number(stats.size), mark };
}

async function refuseChanged(handle: FileHandle, mark: string): Promise<void> {
  if ((await stateOf(handle)).mark !== mark)
    throw new VpicDumpError('vpic-dump-changed', 'The file was changed while it was read.');
}

async function* chunksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function hashOf(handle: FileHandle, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunksOf(handle)) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return hash.digest('hex');
}

/** What zlib and the archive's reader say of damaged bytes. */
function readingFault(cause: unknown): unknown {
  if (cause instanceof VpicDumpError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR' || message === 'unexpected end of file')
    return new VpicDumpError('vpic-dump-truncated', 'The packed file ends too early.', { cause });
  if (code?.startsWith('Z_') === true || /bytes in the stream/.test(message))
    return new VpicDumpError('vpic-dump-corrupt', `The packed file is damaged: ${message}.`, { cause });
  return cause;
}

async function* told(
  chunks: AsyncIterable<Buffer>,
  total: number,
  onProgress: (fraction: number) => void,
): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of chunks) {
    yield chunk;
    read += chunk.length;
    onProgress(total === 0 ? 1 : Math.min(1, read / total));
  }
}

async function unpack(
  handle: FileHandle,
  path: string,
  size: number,
  { onProgress }: DumpFileOptions,
): Promise<Unpacked> {
  const start = Buffer.alloc(4);
  await handle.read(start, 0, start.length, 0);
  if (start.readUInt16BE(0) === 0x1f8b) {
    const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
    // Its errors reach who reads it.
    pipeline(told(chunksOf(handle), size, onProgress), gunzip, () => {});
    return { name: basename(path).replace(/\.gz$/i, ''), chunks: gunzip };
  }
  if (start.readUInt32BE(0) !== 0x504b0304)
    return { name: basename(path), chunks: told(chunksOf(handle), size, onProgress) };
  try {
    const { entry, stream } = await openArchive(handle);
    const chunks = told(checked(stream, entry), entry.uncompressedSize, onProgress);
    return { name: basename(entry.fileName), chunks };
  } catch (cause) {
    if (cause instanceof VpicDumpError) throw cause;
    const message = `The archive can't be read: ${(cause as Error).message}.`;
    throw new VpicDumpError('vpic-dump-corrupt', message, { cause });
  }
}

async function openArchive(handle: FileHandle) {
  // The reader refuses names that are absolute or lead out of the folder, and sizes that aren't the ones declared.
  const archive = await fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true });
  const files: Entry[] = [];
  for await (const entry of archive.eachEntry()) {
    if (!entry.fileName.endsWith('/')) files.push(entry);
    if (files.length > MOST_ENTRIES) {
      const message = `The archive holds more than ${MOST_ENTRIES} files; NHTSA's holds one.`;
      throw new VpicDumpError('vpic-dump-foreign', message);
    }
  }
  const texts = files.length === 1 ? files : files.filter(({ fileName }) => /\.sql$/i.test(fileName));
  const [entry] = texts;
  if (entry === undefined || texts.length > 1) {
    const names = files.map(({ fileName }) => fileName).join(', ');
    const message = `The archive should hold one .sql file and holds ${names === '' ? 'none' : names}.`;
    throw new VpicDumpError('vpic-dump-foreign', message);
  }
  if (!entry.canDecodeFileData()) {
    const message = `${entry.fileName} is encrypted or packed in an unknown way.`;
    throw new VpicDumpError('vpic-dump-foreign', message);
  }
  return { entry, stream: await archive.openReadStreamPromise(entry) };
}

async function* checked(chunks: AsyncIterable<Buffer>, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of chunks) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32)
    throw new VpicDumpError('vpic-dump-corrupt', "The archive's checksum is wrong: it is damaged.");
}
