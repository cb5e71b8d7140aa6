import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RulePack } from '../rule-packs/rule-pack.ts';
import type { SharedVinTable } from '../shared-vin-table.ts';
import type { BlockOptions, DecodedBlock } from './decode-block.ts';
import type { ThreadAnswer, ThreadTask } from './decode-thread.ts';
import type { LineBlock } from './line-blocks.ts';
import { PACKS_KEPT, TABLES_KEPT, ThreadMemory } from './thread-memory.ts';

/** Threads that decode blocks of VINs. None runs before the first block, nor for long after the last. */
export interface DecodePool extends AsyncDisposable {
  readonly threads: number;
  /**
   * The answers to a block, by a table. A block whose thread dies is given to another one, and rejected where no thread
   * outlives it.
   */
  decode(table: SharedVinTable, block: LineBlock, options: BlockOptions): Promise<DecodedBlock>;
}

export interface DecodePoolOptions {
  /** By default one for each core, at most 8. */
  threads?: number;
  /** Threads that had nothing to do for as long are ended. Default 20,000. */
  idleMs?: number;
  /** Told of a thread that died; its work goes on in another one. */
  onDeath?: (error: unknown) => void;
  /** What the threads run; another module for tests. */
  entry?: URL;
}

/** The next task lies ready when a thread has finished one. */
const TASKS_A_THREAD = 2;
/** A block that has brought down as many threads is not tried again. */
const MOST_DEATHS = 3;
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 192 };

interface Task {
  message: Omit<ThreadTask, 'table' | 'packs'>;
  table: SharedVinTable;
  packs: readonly RulePack[];
  deaths: number;
  resolve: (decoded: DecodedBlock) => void;
  reject: (error: unknown) => void;
}

interface Thread {
  worker: Worker;
  tasks: Map<number, Task>;
  tables: ThreadMemory<SharedVinTable>;
  packs: ThreadMemory<readonly RulePack[]>;
}

export function createDecodePool(options: DecodePoolOptions = {}): DecodePool {
  const most = options.threads ?? Math.max(1, Math.min(8, availableParallelism()));
  const threads = new Set<Thread>();
  const queue: Task[] = [];
  let lastId = 0;
  let closed = false;
  let idle: NodeJS.Timeout | undefined;

  function start(): Thread {
    const thread: Thread = {
      worker: new Worker(options.entry ?? new URL('./decode-thread.ts', import.meta.url), {
        resourceLimits: LIMITS,
      }),
      tasks: new Map(),
      tables: new ThreadMemory(TABLES_KEPT),
      packs: new ThreadMemory(PACKS_KEPT),
    };
    let cause: unknown;
    threads.add(thread);
    thread.worker.on('message', (answer: ThreadAnswer) => settle(thread, answer));
    thread.worker.on('error', (error) => {
      cause = error;
    });
    thread.worker.on('exit', (code) => {
      // Ended on purpose: taken out of the set before.
      if (!threads.delete(thread)) return;
      died(thread, cause ?? new Error(`a decode thread ended with code ${code}`));
    });
    return thread;
  }

  function settle(thread: Thread, answer: ThreadAnswer): void {
    const task = thread.tasks.get(answer.id);
    if (task === undefined) return;
    thread.tasks.delete(answer.id);
    if (thread.tasks.size === 0) thread.worker.unref();
    if ('decoded' in answer) task.resolve(answer.decoded);
    else task.reject(answer.failure);
    assign();
  }

  function died(thread: Thread, error: unknown): void {
    options.onDeath?.(error);
    const again: Task[] = [];
    // Which of its tasks it died of isn't known; the one it was at is the first.
    for (const task of thread.tasks.values()) {
      if (again.length === 0) task.deaths += 1;
      if (task.deaths < MOST_DEATHS) again.push(task);
      else task.reject(error);
    }
    queue.unshift(...again);
    assign();
  }

  function assign(): void {
    clearTimeout(idle);
    while (queue.length > 0) {
      const thread = freest();
      const task = thread === undefined ? undefined : queue.shift();
      if (thread === undefined || task === undefined) return;
      thread.tasks.set(task.message.id, task);
      thread.worker.ref();
      // Copied, not moved: it is sent again where the thread dies.
      const message: ThreadTask = {
        ...task.message,
        table: thread.tables.tell(task.table),
        ...(task.packs.length > 0 && { packs: thread.packs.tell(task.packs) }),
      };
      thread.worker.postMessage(message);
    }
    if ([...threads].every(({ tasks }) => tasks.size === 0)) {
      idle = setTimeout(endThreads, options.idleMs ?? 20_000);
      idle.unref();
    }
  }

  function freest(): Thread | undefined {
    let found: Thread | undefined;
    for (const thread of threads) {
      if (found === undefined || thread.tasks.size < found.tasks.size) found = thread;
    }
    if ((found === undefined || found.tasks.size > 0) && threads.size < most) return start();
    return found !== undefined && found.tasks.size < TASKS_A_THREAD ? found : undefined;
  }

  async function endThreads(): Promise<void> {
    const ended = [...threads];
    threads.clear();
    await Promise.all(ended.map(({ worker }) => worker.terminate()));
  }

  return {
    threads: most,
    decode(table, block, { packs = [], ...blockOptions }) {
      if (closed) return Promise.reject(new Error('the decode pool is closed'));
      lastId += 1;
      const message = { id: lastId, block, options: blockOptions };
      return new Promise((resolve, reject) => {
        queue.push({ message, table, packs, deaths: 0, resolve, reject });
        assign();
      });
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      clearTimeout(idle);
      const open = [...queue.splice(0), ...[...threads].flatMap(({ tasks }) => [...tasks.values()])];
      for (const task of open) task.reject(new Error('the decode pool is closed'));
      await endThreads();
    },
  };
}
