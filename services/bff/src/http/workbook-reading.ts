import type { WorkbookRows } from '@qipei/interchange/workbook-rows';
import { DomainError } from '@qipei/kernel';
import { Piscina } from 'piscina';
import type { WorkbookAnswer, WorkbookTask } from './workbook-thread.ts';

export interface WorkbookReading extends AsyncDisposable {
  /**
   * The rows of a workbook, read by a thread of its own. The bytes are given away.
   * @throws DomainError of what can't be read, by the codes of `readWorkbookRows`, or `workbook-too-costly`
   */
  rows(task: WorkbookTask, signal: AbortSignal | undefined): Promise<WorkbookRows>;
}

export interface WorkbookReadingLimits {
  /** At once; further ones wait. */
  threads: number;
  /** What a thread may hold beside what it reads. */
  heapMb: number;
  /** For one workbook, once it is its turn. */
  ms: number;
}

/** A thread takes ten times as long to begin as most lists take to be read: it waits so long for another. */
const IDLE_MS = 30_000;

export function createWorkbookReading({ threads, heapMb, ms }: WorkbookReadingLimits): WorkbookReading {
  let pool: Piscina<WorkbookTask, WorkbookAnswer> | undefined;
  const begun = () =>
    new Piscina<WorkbookTask, WorkbookAnswer>({
      filename: new URL('./workbook-thread.ts', import.meta.url).href,
      ...{ minThreads: 0, maxThreads: threads, idleTimeout: IDLE_MS },
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 8 },
    });
  return {
    async rows(task, caller) {
      pool ??= begun();
      const late = AbortSignal.timeout(ms);
      const signal = caller === undefined ? late : AbortSignal.any([caller, late]);
      const answer = await pool
        .run(task, { signal, transferList: [task.bytes.buffer] })
        .catch((cause: Error & { code?: string }) => {
          // Nobody waits for it any more.
          if (caller?.aborted === true) throw cause;
          if (late.aborted) throw tooCostly(`It takes longer than ${ms / 1_000} seconds to read.`, cause);
          if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY')
            throw tooCostly('It takes more memory to read than there is for one.', cause);
          throw cause;
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

function tooCostly(why: string, cause: Error): DomainError {
  const message = `The workbook is too much work. ${why} Send the sheet with the list alone.`;
  return new DomainError({ kind: 'invalid', code: 'workbook-too-costly', message, cause });
}
