import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openDatabase } from '@qipei/sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventLog, NewRecord } from '../event-log.ts';
import { EVENT_LOG_MIGRATIONS } from './schema.ts';
import { openSqliteEventLog } from './sqlite-event-log.ts';

let folder: string;
let file: string;
let logs: EventLog[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-event-log-'));
  file = join(folder, 'events.db');
  logs = [];
});
afterEach(async () => {
  for (const log of logs) await log[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function open(retentionDays = 7): EventLog {
  const log = openSqliteEventLog({ file, retentionDays });
  logs.push(log);
  return log;
}

function many(count: number): NewRecord[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `k${i % 3}`,
    id: randomUUID(),
    type: 't',
    value: new Uint8Array(300),
  }));
}

function countRows(): number {
  const db = openDatabase({ file, migrations: EVENT_LOG_MIGRATIONS });
  try {
    return Number(db.prepare('SELECT count(*) FROM record').pluck().get());
  } finally {
    db.close();
  }
}

test('of two subscriptions of a group the newer goes on, the older ends with an error', async () => {
  const log = open();
  const other = open();
  const handled: string[] = [];
  const older = await log.subscribe({
    topics: ['parts'],
    group: 'g',
    handler: () => void handled.push('older'),
  });
  const ended = older.ended.catch((error: unknown) => error);
  await log.append('parts', many(1));
  await older.caughtUp();
  const newer = await other.subscribe({
    topics: ['parts'],
    group: 'g',
    handler: () => void handled.push('newer'),
  });
  expect(await ended).toMatchObject({
    name: 'SubscriptionSuperseded',
    code: 'subscription-superseded',
    details: { group: 'g', topic: 'parts' },
  });
  await expect(older.caughtUp()).rejects.toThrow();
  await log.append('parts', many(1));
  await newer.caughtUp();
  expect(handled).toEqual(['older', 'newer']);
});

test('a subscription superseded while its handler runs commits nothing', async () => {
  const log = open();
  await log.append('parts', many(4));
  const entered = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const older = await log.subscribe({
    topics: ['parts'],
    group: 'g',
    handler: () => {
      entered.resolve();
      return release.promise;
    },
  });
  const ended = older.ended.catch((error: unknown) => error);
  await entered.promise;
  const seen: number[] = [];
  const newer = await log.subscribe({
    topics: ['parts'],
    group: 'g',
    handler: (records) => {
      seen.push(...records.map((each) => each.attempt));
    },
  });
  await newer.caughtUp();
  release.resolve();
  expect(await ended).toMatchObject({ code: 'subscription-superseded' });
  expect(seen).toEqual([1, 1, 1, 1]);
  expect(await log.lag('parts', 'g')).toBe(0);
});

test('counts failed deliveries from before a restart', async () => {
  const attempts: number[] = [];
  const subscribe = async (log: EventLog) =>
    await log.subscribe({
      topics: ['parts'],
      group: 'g',
      maxAttempts: 3,
      backoffMs: 60_000,
      maxBackoffMs: 60_000,
      handler: ([first]) => {
        attempts.push(first?.attempt ?? 0);
        throw new Error('kills the process sooner or later');
      },
    });
  await open().append('parts', many(1));
  for (let life = 1; life <= 3; life += 1) {
    const log = open();
    await subscribe(log);
    await vi.waitFor(() => expect(attempts).toHaveLength(life), 30_000);
    await log[Symbol.asyncDispose]();
  }
  expect(attempts).toEqual([1, 2, 3]);
  expect(await open().deadLetters('parts', 'g')).toHaveLength(1);
});

test('worker threads append to and are woken by the same log', async () => {
  const source = `
    const { workerData } = require('node:worker_threads');
    import(workerData.module).then(async ({ openSqliteEventLog }) => {
      const log = openSqliteEventLog({ file: workerData.file });
      const done = Promise.withResolvers();
      const subscription = await log.subscribe({ topics: ['ping'], group: 'worker', handler: async (records) => {
        await log.append('pong', records.map(({ key, id, type, value }) => ({ key, id, type, value })));
        if (records.some((each) => each.type === 'last')) done.resolve();
      } });
      await done.promise;
      await subscription.caughtUp();
      await log[Symbol.asyncDispose]();
    });`;
  const module = new URL('./index.ts', import.meta.url).href;
  const log = open();
  const worker = new Worker(source, { eval: true, workerData: { file, module } });
  const exited = new Promise<number>((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', resolve);
  });
  const waits: number[] = [];
  let sentAt = 0;
  let arrived = Promise.withResolvers<void>();
  await using _ = await log.subscribe({
    topics: ['pong'],
    group: 'main',
    handler: () => {
      waits.push(performance.now() - sentAt);
      arrived.resolve();
    },
  });
  for (let i = 0; i < 20; i += 1) {
    arrived = Promise.withResolvers<void>();
    sentAt = performance.now();
    await log.append('ping', [
      { key: 'k', id: `${i}`, type: i === 19 ? 'last' : 'ping', value: new Uint8Array(1) },
    ]);
    await arrived.promise;
  }
  expect(await exited).toBe(0);
  // By the slow poll alone a ping and its pong would take 250 ms on average.
  expect(waits.sort((a, b) => a - b)[10]).toBeLessThan(150);
});

test('trims what is old and passed, and never uses an offset twice', async () => {
  const log = open(0);
  await log.append('parts', many(2_500));
  const offsets: number[] = [];
  const handler = (records: readonly { offset: number }[]) => {
    offsets.push(...records.map((each) => each.offset));
  };
  const subscription = await log.subscribe({ topics: ['parts'], group: 'g', handler });
  await subscription.caughtUp();
  await vi.waitFor(() => expect(countRows()).toBe(0), { timeout: 30_000, interval: 100 });
  await log[Symbol.asyncDispose]();
  const again = open();
  await again.append('parts', many(1));
  const next = await again.subscribe({ topics: ['parts'], group: 'g', handler });
  await next.caughtUp();
  expect(offsets).toHaveLength(2_501);
  expect(offsets.at(-1)).toBeGreaterThan(offsets[2_499] ?? 0);
}, 180_000);

test('a forgotten group holds back no trimming, and its open subscription ends', async () => {
  const log = open(0);
  await log.append('parts', many(20));
  const entered = Promise.withResolvers<void>();
  const stuck = await log.subscribe({
    topics: ['parts'],
    group: 'stuck',
    maxBatch: 1,
    handler: () => {
      entered.resolve();
      return new Promise((resolve) => setTimeout(resolve, 300));
    },
  });
  const ended = stuck.ended.catch((error: unknown) => error);
  await entered.promise;
  const other = open(0);
  await other.forgetGroup('parts', 'stuck');
  // Its successor begins anew at once, and is not mistaken for it.
  const seen: string[] = [];
  const successor = await other.subscribe({
    topics: ['parts'],
    group: 'stuck',
    handler: (records) => void seen.push(...records.map((each) => each.id)),
  });
  await successor.caughtUp();
  expect(seen).toHaveLength(20);
  expect(await ended).toMatchObject({ code: 'subscription-superseded' });
  await successor[Symbol.asyncDispose]();
  await other.append('parts', many(5));
  await other.forgetGroup('parts', 'stuck');
  await vi.waitFor(() => expect(countRows()).toBe(0), { timeout: 30_000, interval: 100 });
}, 180_000);
