import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import {
  type ColumnSpec,
  fileSource,
  type ReadRowsOptions,
  type RowBatch,
  readRows,
  UnreadableFile,
  type UnreadableFileCode,
} from '@qipei/interchange';
import { JobFault } from './import-failure.ts';

interface ReadingTask extends Omit<ReadRowsOptions, 'source'> {
  path: string;
}

type ReadingAnswer =
  /** A RowBatch as JSON, which takes half the time of a structured clone. */
  | { batch: string }
  | { end: true }
  | { unreadable: { code: string; message: string; details: Record<string, unknown> } }
  | { failed: { code: string; message: string; stack: string } };

export interface RowReading extends ReadRowsOptions {
  /** Length of the file as it was sent. */
  bytes: number;
  /** Files from this length on are read by a thread of their own. */
  threadFrom: number;
}

/** Batches that a thread reads ahead of who takes them. */
const AHEAD = 2;
/** A batch has 4 Mi characters at most, and so has what is read of a piece of the file. */
const LIMITS = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 512 };
/**
 * What the thread begins with. This module is in the compile cache of a process that ran before, as its thread's own first file
 * would not be: to load TypeScript that isn't takes 25 MB of a thread.
 */
const ENTRY = `import(require('node:worker_threads').workerData.module).then(({ readForParent }) => readForParent())`;

/**
 * The rows of an upload, as `readRows` gives them. Taking a large file apart costs as much of a processor as taking its rows in:
 * where it lies on a disk, a thread does it meanwhile.
 */
export function rowBatches({ bytes, threadFrom, ...options }: RowReading): AsyncGenerator<RowBatch> {
  const { source, ...rest } = options;
  const path = 'path' in source ? source.path : undefined;
  if (typeof path !== 'string' || bytes < threadFrom || !options.columns.every(isPlain))
    return readRows(options);
  return readInThread({ ...rest, path });
}

/** Functions don't go from one thread to another. */
function isPlain({ units, convert }: ColumnSpec): boolean {
  return units === undefined && convert === undefined;
}

async function* readInThread(task: ReadingTask): AsyncGenerator<RowBatch> {
  const worker = new Worker(ENTRY, {
    eval: true,
    workerData: { task, module: import.meta.url },
    resourceLimits: LIMITS,
  });
  const answers: ReadingAnswer[] = [];
  let ended: { cause: unknown } | undefined;
  let changed = Promise.withResolvers<void>();
  const tell = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  worker.on('message', (answer: ReadingAnswer) => {
    answers.push(answer);
    tell();
  });
  worker.on('error', (cause: unknown) => {
    ended ??= { cause };
    tell();
  });
  worker.on('exit', (code) => {
    ended ??= { cause: new Error(`the thread that reads the file ended with code ${code}`) };
    tell();
  });
  try {
    for (let asked = 0; asked < AHEAD; asked += 1) worker.postMessage('more');
    for (;;) {
      const answer = answers.shift();
      if (answer === undefined) {
        // Reading it again would take as much memory again.
        if (ended !== undefined) throw new JobFault('the file could not be read', { cause: ended.cause });
        await changed.promise;
        continue;
      }
      if (!('batch' in answer)) {
        if ('end' in answer) return;
        throw failureOf(answer);
      }
      const batch = JSON.parse(answer.batch) as RowBatch;
      worker.postMessage('more');
      yield batch;
    }
  } finally {
    if (ended === undefined) {
      const gone = once(worker, 'exit');
      void worker.terminate();
      await gone;
    }
  }
}

/**
 * In the thread: takes one file apart, a batch each time it is asked for one.
 * @public to what the thread begins with
 */
export async function readForParent(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('this is for a thread of its own');
  const { path, ...options } = (workerData as { task: ReadingTask }).task;
  const answer = (said: ReadingAnswer) => port.postMessage(said);
  let wanted = 0;
  port.on('message', () => {
    wanted += 1;
  });
  try {
    for await (const batch of readRows({ ...options, source: fileSource(path) })) {
      while (wanted === 0) await once(port, 'message');
      wanted -= 1;
      answer({ batch: JSON.stringify(batch) });
    }
    answer({ end: true });
  } catch (error) {
    if (error instanceof UnreadableFile) {
      const { code, message, details } = error;
      answer({ unreadable: { code, message, details } });
    } else {
      const { code = '', message, stack = '' } = error as NodeJS.ErrnoException;
      answer({ failed: { code, message, stack } });
    }
  } finally {
    port.close();
  }
}

function failureOf(answer: Exclude<ReadingAnswer, { batch: string } | { end: true }>): Error {
  if ('unreadable' in answer) {
    const { code, message, details } = answer.unreadable;
    return new UnreadableFile(code as UnreadableFileCode, Number(details.line ?? 1), message, details);
  }
  const { code, message, stack } = answer.failed;
  const error = Object.assign(new Error(message), code === '' ? {} : { code });
  error.stack = stack;
  return error;
}
