import { isSqliteError } from '@qipei/sqlite';
import { pause } from '../backoff.ts';
import { type Delivery, deliver, type Progress } from '../deliver.ts';
import { SubscriptionSuperseded } from '../errors.ts';
import type { LogRecord, SubscribeOptions } from '../event-log.ts';
import { wakeSignal } from '../wake-signal.ts';
import type { GroupStore, Position } from './group-store.ts';
import type { RecordStore } from './record-store.ts';
import type { TurnCommit } from './turn-commit.ts';

export interface Partition {
  topic: string;
  wake(): void;
  /** Delivers until it is told to stop. Rejects when it can't go on. */
  run(): Promise<void>;
  /** Resolves when what is in the topic now has been handled or parked. */
  caughtUp(): Promise<void>;
}

export interface PartitionOptions {
  topic: string;
  topicId: number;
  claimed: Position;
  options: SubscribeOptions;
  records: RecordStore;
  group: GroupStore;
  commits: TurnCommit;
  exclusive: Delivery['exclusive'];
  stopping: AbortSignal;
}

/** How long another connection may hold the write lock before a subscription gives up. */
const LOCK_PATIENCE_MS = 60_000;
/** How often it is looked whether a full disk has room again. Nothing is given up for that: it would come back to the same disk. */
const FULL_PAUSE_MS = 1_000;

/** One topic of one subscription: reads behind the group's position, delivers, moves it on. */
export function partition(deps: PartitionOptions): Partition {
  const { topic, topicId, options, records, group, commits, exclusive, stopping } = deps;
  const signal = wakeSignal();
  let at = deps.claimed;
  let waiters: { head: number; putBack: number; resolve: () => void; reject: (error: unknown) => void }[] =
    [];

  const superseded = () => new SubscriptionSuperseded(options.group, topic);

  async function save(work: () => void): Promise<void> {
    const deadline = Date.now() + LOCK_PATIENCE_MS;
    for (;;) {
      try {
        return await commits.run(work);
      } catch (error) {
        const isFull = isSqliteError(error, 'SQLITE_FULL') && !stopping.aborted;
        const isHeld = isSqliteError(error, 'SQLITE_BUSY') && Date.now() <= deadline;
        if (!isFull && !isHeld) throw error;
        await pause(isFull ? FULL_PAUSE_MS : 100, stopping);
      }
    }
  }

  async function advance(record: LogRecord, also?: () => void): Promise<void> {
    await save(() => {
      if (!group.advance(at, record.offset)) throw superseded();
      also?.();
    });
    at = { ...at, position: record.offset, failing_offset: null, failures: 0 };
  }

  const log: Progress = {
    handled: (record) => advance(record),
    failed: (record) =>
      save(() => {
        if (!group.countFailure(at.generation, record.offset, record.attempt)) throw superseded();
      }),
    parked: (record, error) => advance(record, () => group.park(record, error)),
  };

  const replay = (sequence: number): Progress => {
    const guarded = (work: () => void) =>
      save(() => {
        if (group.position()?.generation !== at.generation) throw superseded();
        work();
      });
    return {
      handled: () => guarded(() => group.replayed(sequence)),
      failed: (record) => guarded(() => group.countReplay(sequence, record.attempt)),
      parked: (record, error) => guarded(() => group.parkAgain(sequence, record.attempt, error)),
    };
  };

  const delivery = (progress: Progress, maxAttempts: number): Delivery => ({
    options,
    progress,
    maxAttempts,
    exclusive,
    stopping,
  });
  const maxAttempts = options.maxAttempts ?? 8;
  const maxBatch = options.maxBatch ?? 500;

  async function step(): Promise<boolean> {
    const stored = group.position();
    if (stored?.generation !== at.generation) throw superseded();
    const parked = group.nextPutBack();
    if (parked !== undefined) {
      const before = parked.record.attempt - 1;
      await deliver([parked.record], delivery(replay(parked.sequence), before + maxAttempts));
      return true;
    }
    const batch = records.read(topic, topicId, at.position, maxBatch);
    const [first] = batch;
    if (first === undefined) return false;
    const suspect = stored.failing_offset === first.offset;
    const next = suspect ? [{ ...first, attempt: stored.failures + 1 }] : batch;
    await deliver(next, delivery(log, maxAttempts));
    return true;
  }

  function settleWaiters(): void {
    const done = waiters.filter((each) => at.position >= each.head && group.countPutBack(each.putBack) === 0);
    waiters = waiters.filter((each) => !done.includes(each));
    for (const each of done) each.resolve();
  }

  return {
    topic,
    wake: signal.wake,
    async run() {
      stopping.addEventListener('abort', signal.wake, { once: true });
      try {
        while (!stopping.aborted) {
          const delivered = await step();
          if (waiters.length > 0) settleWaiters();
          if (!delivered) await signal.wait();
        }
      } finally {
        for (const each of waiters) each.reject(new Error(`The subscription to '${topic}' has ended.`));
        waiters = [];
      }
    },
    caughtUp: () =>
      new Promise((resolve, reject) => {
        if (stopping.aborted) return reject(new Error(`The subscription to '${topic}' has ended.`));
        waiters.push({ head: records.head(topicId), putBack: group.lastPutBack(), resolve, reject });
        settleWaiters();
        signal.wake();
      }),
  };
}
