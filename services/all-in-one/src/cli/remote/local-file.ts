import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '../command.ts';
import { CommandFault, EXIT } from './command-fault.ts';

const CHUNK_BYTES = 256 * 1024;

/** A file to be sent. It stays open: what lies under its name may be another one meanwhile. */
export interface LocalFile extends AsyncDisposable {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** From `start` to before `end`. @throws CommandFault where it has become shorter; AbortError */
  chunks(start: number, end: number, signal: AbortSignal): AsyncGenerator<Buffer>;
  /** SHA-256 in hex. @throws AbortError */
  digest(signal: AbortSignal, onProgress: (bytes: number) => void): Promise<string>;
  /** @throws CommandFault where it was written to since it was opened */
  requireUnchanged(): Promise<void>;
}

/** @throws UsageError, the system's error */
export async function openLocalFile(path: string): Promise<LocalFile> {
  if (path === '-')
    throw new UsageError('what is piped in can’t be sent again when a line breaks: name a file');
  const handle = await open(path, 'r');
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new UsageError(`'${path}' is no file`);
    if (found.size === 0) throw new UsageError(`'${path}' is empty`);
    async function* chunks(start: number, end: number, signal: AbortSignal): AsyncGenerator<Buffer> {
      for (let at = start; at < end; ) {
        signal.throwIfAborted();
        const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - at));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
        if (bytesRead === 0) throw fileChanged(path);
        yield buffer.subarray(0, bytesRead);
        at += bytesRead;
      }
    }
    return {
      ...{ path, chunks, bytes: found.size, name: basename(path).toWellFormed().slice(0, 255) },
      async digest(signal, onProgress) {
        const hash = createHash('sha256');
        let bytes = 0;
        for await (const chunk of chunks(0, found.size, signal)) {
          hash.update(chunk);
          bytes += chunk.length;
          onProgress(bytes);
        }
        return hash.digest('hex');
      },
      async requireUnchanged() {
        const now = await handle.stat();
        if (now.size === found.size && now.mtimeMs === found.mtimeMs) return;
        throw fileChanged(path);
      },
      [Symbol.asyncDispose]: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function fileChanged(path: string): CommandFault {
  const message = `'${path}' was written to while it was sent. Nothing of it was taken; send it again when it is whole.`;
  return new CommandFault({ code: 'file-changed', message, exitCode: EXIT.usage });
}
