import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';

export interface FileDigestOptions {
  /** Length of the file. */
  bytes: number;
  /** Files from this length on are gone through by a thread of their own. Default 8 MiB. */
  threadFromBytes?: number;
  /** Of who waits for it: nothing is gone through for who has left. */
  signal?: AbortSignal | undefined;
}

/** To begin a thread takes longer than a shorter file does. */
const THREAD_FROM_BYTES = 8 * 1024 * 1024;
const LIMITS = { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 16 };

/** Needs nothing but Node's own modules, so that the thread is there at once and takes little. One buffer holds all that is read. */
const THREAD = `
const { createHash } = require('node:crypto');
const { openSync, readSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
try {
  const [digest, file, buffer] = [createHash('sha256'), openSync(workerData), Buffer.allocUnsafeSlow(1024 * 1024)];
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) digest.update(buffer.subarray(0, read));
  parentPort.postMessage({ digest: digest.digest('hex') });
} catch ({ code, message }) {
  parentPort.postMessage({ failure: { code, message } });
}`;

type Answer = { digest: string } | { failure: { code: string | undefined; message: string } };

/**
 * SHA-256 in hex. A gigabyte takes seconds of a processor: where it lies on a disk, another thread than the one that answers calls gives them.
 */
export async function fileDigest(
  source: AsyncIterable<Uint8Array> & { readonly path?: string },
  { bytes, threadFromBytes = THREAD_FROM_BYTES, signal }: FileDigestOptions,
): Promise<string> {
  if (source.path !== undefined && bytes >= threadFromBytes) {
    const ofThread = await inTurn(source.path, signal);
    if (ofThread !== undefined) return ofThread;
  }
  const digest = createHash('sha256');
  for await (const chunk of source) digest.update(chunk);
  return digest.digest('hex');
}

let last: Promise<unknown> = Promise.resolve();

/** One after another: however many uploads end at a time, the others keep a processor. Undefined where there is no thread for it. */
function inTurn(path: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  const own = last.then(() => {
    signal?.throwIfAborted();
    return digestInThread(path);
  });
  last = own.catch(() => {});
  return own;
}

async function digestInThread(path: string): Promise<string | undefined> {
  const answer = await new Promise<Answer | undefined>((resolve, reject) => {
    const worker = new Worker(THREAD, {
      ...{ eval: true, workerData: path, resourceLimits: LIMITS },
      // What this process was told to load ahead of its own code is nothing for so short a life, and may take more than there is.
      ...{ execArgv: [], env: {} },
    });
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code?.startsWith('ERR_WORKER_') === true) resolve(undefined);
      else reject(error);
    });
    worker.once('exit', (code) => reject(new Error(`the thread of a digest ended with code ${code}`)));
  });
  if (answer === undefined || 'digest' in answer) return answer?.digest;
  throw Object.assign(new Error(answer.failure.message), { code: answer.failure.code });
}
