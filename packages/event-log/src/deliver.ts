import { backoffMs, pause } from './backoff.ts';
import type { DeliveryFailure, LogRecord, SubscribeOptions } from './event-log.ts';

/** Where an adapter keeps what has become of the records. Each call resolves when that is durable. */
export interface Progress {
  /** Everything up to this record is done. */
  handled(record: LogRecord): Promise<void>;
  /** The delivery failed and will be tried again. */
  failed(record: LogRecord): Promise<void>;
  /** The record becomes a dead letter, and is done, in one step. */
  parked(record: LogRecord, error: unknown): Promise<void>;
}

export interface Delivery {
  options: SubscribeOptions;
  progress: Progress;
  maxAttempts: number;
  /** Keeps handler calls of one subscription apart. */
  exclusive: <T>(run: () => Promise<T>) => Promise<T>;
  stopping: AbortSignal;
}

/**
 * Gives a topic's next records to the handler until each is handled or parked, or the subscription is stopping. The
 * topic waits while one of its records is retried, so that no later record of the same key overtakes it and an outage
 * of what the handler needs parks few records instead of all.
 */
export async function deliver(records: readonly LogRecord[], delivery: Delivery): Promise<void> {
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined) return;
  if (first === last) return await deliverOne(first, delivery);
  const outcome = await callHandler(records, delivery);
  if (outcome === 'stopped') return;
  if (outcome === 'handled') return await delivery.progress.handled(last);
  report(delivery, first, outcome.error, false);
  for (const record of records) {
    if (delivery.stopping.aborted) return;
    await deliverOne({ ...record, attempt: record.attempt + 1 }, delivery);
  }
}

async function deliverOne(record: LogRecord, delivery: Delivery): Promise<void> {
  const { options, progress, maxAttempts, stopping } = delivery;
  for (
    let current = record, failures = 1;
    ;
    current = { ...current, attempt: current.attempt + 1 }, failures += 1
  ) {
    const outcome = await callHandler([current], delivery);
    if (outcome === 'stopped') return;
    if (outcome === 'handled') return await progress.handled(current);
    if (current.attempt >= maxAttempts) {
      await progress.parked(current, outcome.error);
      report(delivery, current, outcome.error, true);
      return;
    }
    await progress.failed(current);
    report(delivery, current, outcome.error, false);
    await pause(backoffMs(failures, options.backoffMs ?? 50, options.maxBackoffMs ?? 10_000), stopping);
  }
}

type Outcome = 'handled' | 'stopped' | { error: unknown };

async function callHandler(records: readonly LogRecord[], delivery: Delivery): Promise<Outcome> {
  return await delivery.exclusive(async () => {
    if (delivery.stopping.aborted) return 'stopped';
    try {
      await delivery.options.handler(records);
      return 'handled';
    } catch (error) {
      return { error };
    }
  });
}

function report(delivery: Delivery, record: LogRecord, error: unknown, parked: boolean): void {
  const failure: DeliveryFailure = { group: delivery.options.group, record, error, parked };
  delivery.options.onFailure?.(failure);
}

/** Runs one after the other, in the order of the calls. */
export function exclusively(): Delivery['exclusive'] {
  let tail: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = tail.then(run);
    tail = result.catch(() => undefined);
    return result;
  };
}
