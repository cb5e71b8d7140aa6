import type { KafkaMessage } from 'kafkajs';
import { type Delivery, deliver, type Progress } from '../deliver.ts';
import type { LogRecord, SubscribeOptions } from '../event-log.ts';
import { wakeSignal } from '../wake-signal.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { OffsetCommitter } from './offset-committer.ts';
import { letterRecord, toLetter, toRecord } from './record-codec.ts';

/** One partition that this member has: delivers what is fetched of it and moves its position on. */
export interface PartitionWorker {
  /** Takes what has been fetched; what it already has is passed over. */
  push(messages: readonly KafkaMessage[], nextOffset: number): void;
  /** More waits than should be fetched. */
  isFull(): boolean;
  /** Resolves when there is room again. */
  room(): Promise<void>;
  /** The next offset to be fetched; undefined before the first. */
  fetched(): number | undefined;
  /** The partition is no longer this member's: no further handler call, no commit. */
  revoke(): void;
  /** Ends when it is revoked or stopped; rejects when it can't go on. */
  readonly ended: Promise<void>;
}

export interface PartitionWorkerOptions {
  /** As the log knows it. */
  topic: string;
  /** As the brokers know it: the topic's, or that of its dead letters. */
  name: string;
  partition: number;
  /** Where the group has got to; undefined where it has not begun. */
  offset: number | undefined;
  /** How often the record at `offset` has failed. */
  failures: number;
  options: SubscribeOptions;
  letters: DeadLetters;
  committer: OffsetCommitter;
  exclusive: Delivery['exclusive'];
  stopping: AbortSignal;
  onRoom: () => void;
}

const FULL_BYTES = 8 * 1024 * 1024;
const FULL_RECORDS = 20_000;

export function partitionWorker(deps: PartitionWorkerOptions): PartitionWorker {
  const { topic, name, partition, options, letters, committer, exclusive } = deps;
  const signal = wakeSignal();
  const revoked = new AbortController();
  const stopping = AbortSignal.any([deps.stopping, revoked.signal]);
  const isLetters = name === letters.name;
  const maxAttempts = options.maxAttempts ?? 8;
  const maxBatch = options.maxBatch ?? 500;
  let queue: KafkaMessage[] = [];
  let taken = 0;
  let bytes = 0;
  let fetched = deps.offset;
  let suspect = deps.failures > 0 ? deps.offset : undefined;
  let waiting: (() => void)[] = [];

  function stage(offset: number, failures: number): void {
    if (!revoked.signal.aborted) committer.stage({ topic: name, partition, offset, failures });
  }

  async function staged(offset: number, failures: number): Promise<void> {
    stage(offset, failures);
    await committer.settled(name, partition);
  }

  const progress: Progress = {
    // The commit follows: the next call of the handler need not wait for it.
    handled: async (record) => stage(record.offset + 1, 0),
    failed: (record) => staged(record.offset, record.attempt),
    async parked(record, error) {
      if (revoked.signal.aborted) return;
      await letters.park(partition, record, error);
      await staged(record.offset + 1, 0);
    },
  };

  const delivery = (of: Progress, attempts: number): Delivery => ({
    options,
    progress: of,
    maxAttempts: attempts,
    exclusive,
    stopping,
  });

  function take(most: number): KafkaMessage[] {
    const batch = queue.slice(taken, taken + most);
    taken += batch.length;
    for (const each of batch) bytes -= sizeOf(each);
    if (taken === queue.length) {
      queue = [];
      taken = 0;
    }
    if (!isFull() && waiting.length > 0) {
      for (const resolve of waiting) resolve();
      waiting = [];
      deps.onRoom();
    }
    return batch;
  }

  const isFull = () => bytes > FULL_BYTES || queue.length - taken > FULL_RECORDS;

  async function step(): Promise<boolean> {
    if (isLetters) {
      const [message] = take(1);
      if (message === undefined) return false;
      await replay(message);
      return true;
    }
    const first = queue[taken];
    if (first === undefined) return false;
    const failures = suspect === Number(first.offset) ? deps.failures : 0;
    suspect = undefined;
    const batch = take(failures > 0 ? 1 : maxBatch).map((message) => toRecord(topic, partition, message));
    const attempted: LogRecord[] =
      failures > 0 ? batch.map((each) => ({ ...each, attempt: failures + 1 })) : batch;
    await deliver(attempted, delivery(progress, maxAttempts));
    return true;
  }

  async function replay(message: KafkaMessage): Promise<void> {
    const at = Number(message.offset);
    const letter = toLetter(message, topic, options.group);
    if (letter?.state !== 'put-back') return stage(at + 1, 0);
    const known = suspect === at ? deps.failures : letter.attempts;
    const of: Progress = {
      async handled() {
        if (revoked.signal.aborted) return;
        await letters.handled(letter);
        await staged(at + 1, 0);
      },
      failed: (record) => staged(at, record.attempt),
      async parked(record, error) {
        if (revoked.signal.aborted) return;
        await letters.parkAgain(letter, record.attempt, error);
        await staged(at + 1, 0);
      },
    };
    const record = letterRecord({ ...letter, attempts: known });
    await deliver([record], delivery(of, letter.attempts + maxAttempts));
  }

  async function run(): Promise<void> {
    stopping.addEventListener('abort', signal.wake, { once: true });
    while (!stopping.aborted) if (!(await step())) await signal.wait();
  }

  return {
    ended: run(),
    push(messages, nextOffset) {
      for (const message of messages) {
        if (fetched !== undefined && Number(message.offset) < fetched) continue;
        queue.push(message);
        bytes += sizeOf(message);
      }
      if (fetched === undefined || nextOffset > fetched) fetched = nextOffset;
      signal.wake();
    },
    isFull,
    room: () =>
      new Promise((resolve) => {
        if (isFull() && !stopping.aborted) waiting.push(resolve);
        else resolve();
      }),
    fetched: () => fetched,
    revoke() {
      revoked.abort();
      committer.forget(name, partition);
    },
  };
}

function sizeOf(message: KafkaMessage): number {
  return (message.value?.length ?? 0) + 200;
}
