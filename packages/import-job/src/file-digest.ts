import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';

export interface FileDigestOptions {
  /** Length of the file. */
  bytes: number;
  /** Files from this length on are gone through by a thread of their own. Default 8 MiB. */
  threadFromBytes?: number;
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
  { bytes, threadFromBytes = THREAD_FROM_BYTES }: FileDigestOptions,
): Promise<string> {
  if (source.path !== undefined && bytes >= threadFromBytes) return await inTurn(source.path);
  const digest = createHash('sha256');
  for await (const chunk of source) digest.update(chunk);
  return digest.digest('hex');
}

let last: Promise<unknown> = Promise.resolve();

/** One after another: however many uploads end at a time, the others keep a processor. */
function inTurn(path: string): Promise<string> {
  const own = last.then(() => digestInThread(path));
  last = own.catch(() => {});
  return own;
}

async function digestInThread(path: string): Promise<string> {
  const worker = new Worker(THREAD, { eval: true, workerData: path, resourceLimits: LIMITS });
  const answer = await new Promise<Answer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread of a digest ended with code ${code}`)));
  });
  if ('digest' in answer) return answer.digest;
  throw Object.assign(new Error(answer.failure.message), { code: answer.failure.code });
}
