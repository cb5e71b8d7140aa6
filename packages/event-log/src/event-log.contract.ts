import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import {
  base64,
  collect,
  deferred,
  ids,
  idsByKey,
  many,
  type OpenLogs,
  record,
  timer,
} from './contract-records.ts';
import type { EventLog, LogRecord, NewRecord } from './event-log.ts';
import { failureContract } from './failure.contract.ts';

/** Opens the log over a storage; the same name is the same storage, a name that is new is an empty one. */
export type OpenEventLog = (storage: string) => EventLog | Promise<EventLog>;

/** What every adapter promises. */
export function eventLogContract(name: string, open: OpenEventLog): void {
  describe(`${name} as an event log`, () => {
    let opened: EventLog[] = [];

    async function openLog(storage: string): Promise<EventLog> {
      const log = await open(storage);
      opened.push(log);
      return log;
    }

    async function fresh(): Promise<{ storage: string; log: EventLog }> {
      const storage = randomUUID();
      return { storage, log: await openLog(storage) };
    }

    afterEach(async () => {
      const logs = opened;
      opened = [];
      for (const log of logs) await log[Symbol.asyncDispose]();
    });

    const logs: OpenLogs = { openLog, fresh };
    deliveryContract(logs);
    failureContract(logs);
  });
}

function deliveryContract({ openLog, fresh }: OpenLogs): void {
  test('gives back what was appended, byte by byte', async () => {
    const { log } = await fresh();
    const records: NewRecord[] = [
      record(
        'ключ 键 🔧',
        Uint8Array.from({ length: 256 }, (_, i) => i),
      ),
      record('', new Uint8Array()),
      record('large', new Uint8Array(900 * 1024).fill(65)),
    ];
    const before = Date.now();
    await log.append('parts', records);
    await log.append('parts', []);
    const seen = await collect(log, { topics: ['parts'], group: 'g' });
    const plain = (all: readonly NewRecord[]) =>
      all
        .map(({ key, id, type, value }) => ({ key, id, type, value: base64(value) }))
        .sort((a, b) => a.id.localeCompare(b.id));
    expect(plain(seen)).toEqual(plain(records));
    for (const each of seen) {
      expect(each.topic).toBe('parts');
      expect(each.attempt).toBe(1);
      expect(Math.abs(each.timestamp.getTime() - before)).toBeLessThan(60_000);
    }
  });

  test('keeps the order of a key over calls that are not awaited', async () => {
    const { log } = await fresh();
    const calls = Array.from({ length: 40 }, (_, i) => [record(`k${i % 3}`), record(`k${(i + 1) % 3}`)]);
    await Promise.all(calls.map((records) => log.append('parts', records)));
    const seen = await collect(log, { topics: ['parts'], group: 'g', maxBatch: 7 });
    expect(idsByKey(seen)).toEqual(idsByKey(calls.flat()));
  });

  test('keeps records and positions over a reopening', async () => {
    const { storage, log } = await fresh();
    const first = many(30);
    await log.append('parts', first);
    expect(await collect(log, { topics: ['parts'], group: 'early' })).toHaveLength(30);
    await log[Symbol.asyncDispose]();
    const again = await openLog(storage);
    const second = many(5);
    await again.append('parts', second);
    expect(idsByKey(await collect(again, { topics: ['parts'], group: 'early' }))).toEqual(idsByKey(second));
    expect(ids(await collect(again, { topics: ['parts'], group: 'late' })).sort()).toEqual(
      ids([...first, ...second]).sort(),
    );
  });

  test('gives every group every record, of several topics, in batches of at most maxBatch', async () => {
    const { log } = await fresh();
    const parts = many(25);
    const orders = many(10);
    await log.append('parts', parts);
    await log.append('orders', orders);
    const sizes: number[] = [];
    const both = await collect(
      log,
      { topics: ['parts', 'orders'], group: 'both', maxBatch: 4 },
      (records) => {
        sizes.push(records.length);
        expect(new Set(records.map((each) => each.topic)).size).toBe(1);
      },
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
    expect(idsByKey(both.filter((each) => each.topic === 'parts'))).toEqual(idsByKey(parts));
    expect(idsByKey(both.filter((each) => each.topic === 'orders'))).toEqual(idsByKey(orders));
    expect(await collect(log, { topics: ['orders'], group: 'one' })).toHaveLength(10);
  });

  test('tells how far a group is behind', async () => {
    const { log } = await fresh();
    expect(await log.lag('parts', 'g')).toBe(0);
    await log.append('parts', many(12));
    expect(await log.lag('parts', 'g')).toBe(12);
    await collect(log, { topics: ['parts'], group: 'g' });
    expect(await log.lag('parts', 'g')).toBe(0);
    await log.append('parts', many(3));
    expect(await log.lag('parts', 'g')).toBe(3);
    expect(await log.lag('parts', 'new')).toBe(15);
  });

  test('forgets a group that has ended, and no other', async () => {
    const { storage, log } = await fresh();
    const records = many(6);
    await log.append('parts', records);
    await log.append('orders', records);
    const refused = () => {
      throw new Error('no');
    };
    const topics = ['parts', 'orders'];
    await collect(log, { topics, group: 'g', maxAttempts: 1, backoffMs: 1 }, refused);
    await collect(log, { topics, group: 'other', maxAttempts: 1, backoffMs: 1 }, refused);
    await log.forgetGroup('parts', 'g');
    await log.forgetGroup('parts', 'unknown');
    await log.forgetGroup('no-such-topic', 'g');
    await log[Symbol.asyncDispose]();
    const again = await openLog(storage);
    const state = async (topic: string, group: string) => [
      await again.lag(topic, group),
      (await again.deadLetters(topic, group)).length,
    ];
    expect(await state('parts', 'g')).toEqual([6, 0]);
    expect(await state('orders', 'g')).toEqual([0, 6]);
    expect(await state('parts', 'other')).toEqual([0, 6]);
    expect(idsByKey(await collect(again, { topics: ['parts'], group: 'g' }))).toEqual(idsByKey(records));
  });

  test('delivers what another instance over the same storage appends', async () => {
    const { storage, log } = await fresh();
    const other = await openLog(storage);
    const records = many(20);
    const seen: LogRecord[] = [];
    const all = deferred();
    await using _ = await log.subscribe({
      topics: ['parts'],
      group: 'g',
      handler: (batch) => {
        if (seen.push(...batch) === records.length) all.resolve();
      },
    });
    for (const each of records) await other.append('parts', [each]);
    await all.promise;
    expect(idsByKey(seen)).toEqual(idsByKey(records));
  });

  test('waits for a slow handler, calls it once at a time and delivers nothing twice', async () => {
    const { log } = await fresh();
    const records = many(6);
    await log.append('parts', records.slice(0, 3));
    await log.append('orders', records.slice(3));
    let running = 0;
    const seen: string[] = [];
    await using subscription = await log.subscribe({
      topics: ['parts', 'orders'],
      group: 'g',
      maxBatch: 1,
      handler: async (batch) => {
        running += 1;
        expect(running).toBe(1);
        await timer(120);
        running -= 1;
        seen.push(...ids(batch));
      },
    });
    await subscription.caughtUp();
    expect(seen.sort()).toEqual(ids(records).sort());
  });

  test('lets a handler that is under way finish when it is disposed, and commits it', async () => {
    const { storage, log } = await fresh();
    await log.append('parts', many(4, 'same'));
    const entered = deferred();
    let finished = false;
    const subscription = await log.subscribe({
      topics: ['parts'],
      group: 'g',
      maxBatch: 3,
      handler: async () => {
        entered.resolve();
        await timer(50);
        finished = true;
      },
    });
    await entered.promise;
    await log[Symbol.asyncDispose]();
    expect(finished).toBe(true);
    await subscription.ended;
    await expect(subscription.caughtUp()).rejects.toThrow();
    const again = await openLog(storage);
    expect(await again.lag('parts', 'g')).toBe(1);
  });

  test('refuses what it cannot keep, and everything once it is closed', async () => {
    const { log } = await fresh();
    await expect(log.append('no such/name', many(1))).rejects.toMatchObject({ kind: 'invalid' });
    await expect(log.append('', many(1))).rejects.toMatchObject({ kind: 'invalid' });
    const wrong = [{ ...record('k'), value: 'text' }] as unknown as NewRecord[];
    await expect(log.append('parts', wrong)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(log.append('parts', [{ ...record('k'), id: '' }])).rejects.toMatchObject({
      kind: 'invalid',
    });
    const nothing = { topics: [], group: 'g', handler: () => {} };
    await expect(log.subscribe(nothing)).rejects.toMatchObject({ kind: 'invalid' });
    await log.append('parts', many(2));
    expect(await log.lag('parts', 'g')).toBe(2);
    await log[Symbol.asyncDispose]();
    await log[Symbol.asyncDispose]();
    const closed = { code: 'event-log-closed' };
    await expect(log.append('parts', many(1))).rejects.toMatchObject(closed);
    await expect(log.lag('parts', 'g')).rejects.toMatchObject(closed);
    await expect(log.replayDeadLetters('parts', 'g')).rejects.toMatchObject(closed);
    await expect(log.forgetGroup('parts', 'g')).rejects.toMatchObject(closed);
    await expect(log.subscribe({ ...nothing, topics: ['parts'] })).rejects.toMatchObject(closed);
  });
}
