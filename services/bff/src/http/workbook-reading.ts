import type { WorkbookRows } from '@qipei/interchange/workbook-rows';
import { DomainError } from '@qipei/kernel';
import type { Logger } from '@qipei/service-kit';
import { Piscina } from 'piscina';
import type { WorkbookAnswer, WorkbookTask } from './workbook-thread.ts';

export interface WorkbookReading extends AsyncDisposable {
  /**
   * The rows of a workbook, read by a thread of its own. The bytes are given away.
   * @throws DomainError of what can't be read, by the codes of `readWorkbookRows`, or `workbook-too-costly`; `workbooks-unavailable`
   * where no thread takes it
   */
  rows(task: Omit<WorkbookTask, 'taken'>, signal: AbortSignal | undefined): Promise<WorkbookRows>;
}

export interface WorkbookReadingLimits {
  /** At once; further ones wait. */
  threads: number;
  /** What a thread may hold beside what it reads. */
  heapMb: number;
  /** For one workbook, once it is its turn. */
  ms: number;
}

export interface WorkbookReadingOptions extends WorkbookReadingLimits {
  logger: Pick<Logger, 'error'>;
  /** What a thread runs. The one beside this unless given. */
  thread?: URL;
}

/** A thread takes ten times as long to begin as most lists take to be read: it waits so long for another. */
const IDLE_MS = 30_000;
/** On a machine that has much else to do; what isn't taken by then is refused. */
const TAKEN_WITHIN_MS = 15_000;
const THREAD = new URL('./workbook-thread.ts', import.meta.url);

export function createWorkbookReading(options: WorkbookReadingOptions): WorkbookReading {
  const { threads, heapMb, ms, logger, thread = THREAD } = options;
  let pool: Piscina<WorkbookTask, WorkbookAnswer> | undefined;
  /** Of those that may still wait for a thread: what gives them up. */
  const waiting = new Set<() => void>();
  const begun = () => {
    const opened = new Piscina<WorkbookTask, WorkbookAnswer>({
      filename: thread.href,
      ...{ minThreads: 0, maxThreads: threads, idleTimeout: IDLE_MS },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 8 },
    });
    // Without a listener it would end the process. The pool begins no other thread for those that wait for this one.
    opened.on('error', (error) => {
      logger.error({ err: error }, 'a thread that reads workbooks failed while it had none');
      for (const giveUp of waiting) giveUp();
    });
    return opened;
  };
  return {
    async rows(given, caller) {
      pool ??= begun();
      const task = { ...given, taken: new Int32Array(new SharedArrayBuffer(4)) };
      const isTaken = () => Atomics.load(task.taken, 0) === 1;
      const [lost, late] = [new AbortController(), new AbortController()];
      const giveUp = () => {
        if (!isTaken()) lost.abort();
      };
      waiting.add(giveUp);
      let timer = setTimeout(giveUp, TAKEN_WITHIN_MS);
      void onceChanged(task.taken).then(() => {
        if (!waiting.has(giveUp)) return;
        clearTimeout(timer);
        timer = setTimeout(() => late.abort(), ms);
      });
      const signals = [lost.signal, late.signal, ...(caller === undefined ? [] : [caller])];
      const answer = await pool
        .run(task, { signal: AbortSignal.any(signals), transferList: [task.bytes.buffer] })
        .catch((cause: Error & { code?: string }) => {
          // Nobody waits for it any more.
          if (caller?.aborted === true) throw cause;
          if (lost.signal.aborted) throw noThread(cause);
          if (late.signal.aborted)
            throw tooCostly(`It takes longer than ${ms / 1_000} seconds to read.`, cause);
          if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY')
            throw tooCostly('It takes more memory to read than there is for one.', cause);
          throw cause;
        })
        .finally(() => {
          waiting.delete(giveUp);
          clearTimeout(timer);
          Atomics.notify(task.taken, 0);
        });
      if ('rows' in answer) return answer;
      const { code, message, details } = answer.unreadable;
      throw new DomainError({ kind: 'invalid', code, message, details });
    },
    async [Symbol.asyncDispose]() {
      await pool?.destroy();
    },
  };
}

async function onceChanged(shared: Int32Array<SharedArrayBuffer>): Promise<void> {
  await Atomics.waitAsync(shared, 0, 0).value;
}

function noThread(cause: Error): DomainError {
  const message = 'Workbooks can’t be read at the moment; try again later.';
  return new DomainError({ kind: 'unavailable', code: 'workbooks-unavailable', message, cause });
}

function tooCostly(why: string, cause: Error): DomainError {
  const message = `The workbook is too much work. ${why} Send the sheet with the list alone.`;
  return new DomainError({ kind: 'invalid', code: 'workbook-too-costly', message, cause });
}
