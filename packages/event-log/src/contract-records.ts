import { randomUUID } from 'node:crypto';
import type { EventLog, LogRecord, NewRecord, SubscribeOptions, Subscription } from './event-log.ts';

export interface OpenLogs {
  openLog(storage: string): Promise<EventLog>;
  /** A log over a storage that is new. */
  fresh(): Promise<{ storage: string; log: EventLog }>;
}

export function record(
  key: string,
  value: Uint8Array = new TextEncoder().encode(`value of ${key}`),
): NewRecord {
  return { key, id: randomUUID(), type: 'qipei.catalog.v1.PartChanged', value };
}

export function many(count: number, key?: string): NewRecord[] {
  return Array.from({ length: count }, (_, i) => record(key ?? `k${i % 4}`));
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

export function ids(records: readonly { id: string }[]): string[] {
  return records.map((each) => each.id);
}

export function idsByKey(records: readonly { key: string; id: string }[]): Record<string, string[]> {
  const keys = [...new Set(records.map((each) => each.key))].sort();
  return Object.fromEntries(keys.map((key) => [key, ids(records.filter((each) => each.key === key))]));
}

/** Everything the group has not seen, by a subscription that is disposed afterwards. */
export async function collect(
  log: EventLog,
  options: Omit<SubscribeOptions, 'handler'>,
  also: (records: readonly LogRecord[]) => void = () => {},
): Promise<LogRecord[]> {
  const seen: LogRecord[] = [];
  const handler = (records: readonly LogRecord[]) => {
    also(records);
    seen.push(...records);
  };
  await using subscription: Subscription = await log.subscribe({ ...options, handler });
  await subscription.caughtUp();
  return seen;
}

export function deferred(): { promise: Promise<void>; resolve: () => void } {
  return Promise.withResolvers<void>();
}

export async function timer(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** mulberry32: small, and the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
