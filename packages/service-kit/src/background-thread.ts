import { once } from 'node:events';
import { flushCompileCache, getCompileCacheDir } from 'node:module';
import { parentPort, Worker } from 'node:worker_threads';
import { stepBack } from './step-back.ts';
import { startThreadTelemetry } from './telemetry/telemetry.ts';
import { followThreadMetrics } from './telemetry/thread-metrics.ts';

/** Work of a service that would keep its event loop busy (imports, indexing), in a thread of its own. */
export interface BackgroundThread extends AsyncDisposable {
  /** Rejects when the thread ends by itself; settles as resolved after disposal. */
  readonly ended: Promise<void>;
}

/** V8 sizes its heaps by the machine: a thread's young generation takes 130 MB of a large one. So imports are as fast. */
const LIMITS = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 768 };

/** What a thread begins with. */
const BEGIN = `const { entry, data } = require('node:worker_threads').workerData; import(entry).then(({ run }) => run(data))`;

/**
 * Starts `entry` (a module whose `run` calls `runBackground`, and is given `data`) and resolves when it says that it is ready. What
 * it measures is among the process's metrics, with its name as `thread`: that of the entry's package, if none is given.
 */
export async function startBackgroundThread(
  entry: URL,
  data: unknown,
  name = /([^/]+)\/src\//.exec(entry.pathname)?.[1] ?? 'background',
): Promise<BackgroundThread> {
  await compileHere(entry);
  const worker = new Worker(BEGIN, {
    ...{ eval: true, workerData: { entry: entry.href, data }, resourceLimits: LIMITS },
  });
  let closing = false;
  const ended = once(worker, 'exit').then(([code]) => {
    if (!closing)
      throw new Error(
        `the background thread ${entry.pathname.split('/').slice(-3).join('/')} ended with code ${code}`,
      );
  });
  ended.catch(() => {});
  await Promise.race([
    said(worker, 'ready'),
    ended.then(() => {
      throw new Error('the background thread ended before it was ready');
    }),
  ]);
  followThreadMetrics(name, worker);
  return {
    ended,
    async [Symbol.asyncDispose]() {
      closing = true;
      worker.postMessage('stop');
      const force = setTimeout(() => void worker.terminate(), 5_000);
      await ended.catch(() => {});
      clearTimeout(force);
    },
  };
}

/**
 * After an update nothing is in the compile cache. TypeScript that isn't there brings Node's compiler into a thread, where it stays
 * with its 20 MB: so it is done in the one that has it anyway.
 */
async function compileHere(entry: URL): Promise<void> {
  if (getCompileCacheDir() === undefined) return;
  await import(entry.href);
  flushCompileCache();
}

/** The other side: starts the work, says so, and closes it when it is told to. */
export async function runBackground(start: () => Promise<AsyncDisposable>): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('runBackground is for worker threads');
  stepBack();
  const stop = said(port, 'stop');
  await using _telemetry = await startThreadTelemetry(port);
  await using _work = await start();
  port.postMessage('ready');
  await stop;
}

interface Speaker {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Listens until the word is said: a thread ends when nothing is listened to. */
function said(speaker: Speaker, word: string): Promise<void> {
  return new Promise((resolve) => {
    const listener = (message: unknown) => {
      if (message !== word) return;
      speaker.off('message', listener);
      resolve();
    };
    speaker.on('message', listener);
  });
}
