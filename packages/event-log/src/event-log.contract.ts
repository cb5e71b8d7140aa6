import { randomInt, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventLog, LogRecord, NewRecord, SubscribeOptions, Subscription } from './event-log.ts';

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
      expect(seen.map(({ key, id, type, value }) => ({ key, id, type, value: base64(value) }))).toEqual(
        records.map(({ key, id, type, value }) => ({ key, id, type, value: base64(value) })),
      );
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
      expect(ids(await collect(again, { topics: ['parts'], group: 'early' }))).toEqual(ids(second));
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

    test('delivers again what was not committed', async () => {
      const { storage, log } = await fresh();
      const records = many(3);
      await log.append('parts', records);
      const failed = deferred();
      const crashing = await log.subscribe({
        topics: ['parts'],
        group: 'g',
        backoffMs: 60_000,
        maxBackoffMs: 60_000,
        handler: () => Promise.reject(new Error('crash')),
        onFailure: () => failed.resolve(),
      });
      await failed.promise;
      await crashing[Symbol.asyncDispose]();
      await log[Symbol.asyncDispose]();
      const again = await openLog(storage);
      expect(await again.lag('parts', 'g')).toBe(3);
      expect(idsByKey(await collect(again, { topics: ['parts'], group: 'g' }))).toEqual(idsByKey(records));
    });

    test('isolates a record that fails in a batch, retries it, then parks it', async () => {
      const { log } = await fresh();
      const records = many(10, 'same');
      const poison = records[4]?.id;
      await log.append('parts', records);
      const applied: string[] = [];
      const attempts: number[] = [];
      const parked: LogRecord[] = [];
      await using subscription = await log.subscribe({
        topics: ['parts'],
        group: 'g',
        maxAttempts: 4,
        backoffMs: 2,
        handler: (batch) => {
          for (const each of batch) {
            if (each.id !== poison) continue;
            attempts.push(each.attempt);
            throw new Error('cannot be read');
          }
          applied.push(...ids(batch));
        },
        onFailure: (failure) => {
          if (failure.parked) parked.push(failure.record);
        },
      });
      await subscription.caughtUp();
      expect(applied).toEqual(ids(records).filter((id) => id !== poison));
      expect(attempts).toEqual([1, 2, 3, 4]);
      expect(ids(parked)).toEqual([poison]);
      const letters = await log.deadLetters('parts', 'g');
      expect(letters).toHaveLength(1);
      expect(letters[0]).toMatchObject({ topic: 'parts', group: 'g', id: poison, key: 'same', attempts: 4 });
      expect(letters[0]?.error).toContain('cannot be read');
      expect([...(letters[0]?.value ?? [])]).toEqual([...(records[4]?.value ?? [])]);
      expect(await log.deadLetters('parts', 'other')).toEqual([]);
      expect(await log.lag('parts', 'g')).toBe(0);
    });

    test('waits longer from try to try, and no later record of the key overtakes', async () => {
      const { log } = await fresh();
      const records = many(3, 'same');
      await log.append('parts', records);
      const times: number[] = [];
      const applied: string[] = [];
      await using subscription = await log.subscribe({
        topics: ['parts'],
        group: 'g',
        maxBatch: 1,
        backoffMs: 20,
        handler: ([each]) => {
          if (each?.id === records[0]?.id && times.push(performance.now()) < 5) throw new Error('not yet');
          applied.push(...ids(each === undefined ? [] : [each]));
        },
      });
      await subscription.caughtUp();
      expect(applied).toEqual(ids(records));
      // 20, 40, 80, 160 ms, of which at least half is waited; timers may fire a millisecond early.
      const waits = times.slice(1).map((time, i) => time - (times[i] ?? 0));
      for (const [i, least] of [9, 19, 39, 79].entries()) expect(waits[i]).toBeGreaterThanOrEqual(least);
      expect(await log.deadLetters('parts', 'g')).toEqual([]);
    });

    test('goes on with the other topics while one waits', async () => {
      const { log } = await fresh();
      await log.append('stuck', many(1));
      await log.append('parts', many(5));
      const stuck = deferred();
      const arrived = deferred();
      let count = 0;
      await using _ = await log.subscribe({
        topics: ['stuck', 'parts'],
        group: 'g',
        backoffMs: 60_000,
        maxBackoffMs: 60_000,
        handler: async ([first, ...rest]) => {
          if (first?.topic === 'stuck') {
            stuck.resolve();
            throw new Error('stuck');
          }
          await stuck.promise;
          count += rest.length + 1;
          if (count === 5) arrived.resolve();
        },
      });
      await arrived.promise;
    });

    test('replays dead letters, oldest first, and parks again what still fails', async () => {
      const { log } = await fresh();
      const records = many(3, 'same');
      await log.append('parts', records);
      const broken = new Set(ids(records));
      const applied: string[] = [];
      await using subscription = await log.subscribe({
        topics: ['parts'],
        group: 'g',
        maxAttempts: 2,
        backoffMs: 1,
        handler: (batch) => {
          for (const each of batch) if (broken.has(each.id)) throw new Error('broken');
          applied.push(...ids(batch));
        },
      });
      await subscription.caughtUp();
      expect(ids(await log.deadLetters('parts', 'g'))).toEqual(ids(records));
      expect(await log.deadLetters('parts', 'g', 2)).toHaveLength(2);
      const stillBroken = records[1]?.id ?? '';
      broken.clear();
      broken.add(stillBroken);
      expect(await log.replayDeadLetters('parts', 'g', 2)).toBe(2);
      await subscription.caughtUp();
      expect(applied).toEqual([records[0]?.id]);
      const left = await log.deadLetters('parts', 'g');
      expect(ids(left).sort()).toEqual([stillBroken, records[2]?.id].sort());
      expect(left.find((each) => each.id === stillBroken)?.attempts).toBe(4);
      broken.clear();
      expect(await log.replayDeadLetters('parts', 'g')).toBe(2);
      await subscription.caughtUp();
      expect(applied.slice(1).sort()).toEqual([stillBroken, records[2]?.id].sort());
      expect(await log.deadLetters('parts', 'g')).toEqual([]);
      expect(await log.replayDeadLetters('parts', 'g')).toBe(0);
      expect(await log.replayDeadLetters('nothing', 'g')).toBe(0);
    });

    test('keeps dead letters, and those put back, over a reopening', async () => {
      const { storage, log } = await fresh();
      const records = many(2);
      await log.append('parts', records);
      const failing = await log.subscribe({
        topics: ['parts'],
        group: 'g',
        maxAttempts: 1,
        handler: () => Promise.reject(new Error('broken')),
      });
      await failing.caughtUp();
      await failing[Symbol.asyncDispose]();
      expect(await log.replayDeadLetters('parts', 'g')).toBe(2);
      expect(await log.lag('parts', 'g')).toBe(2);
      await log[Symbol.asyncDispose]();
      const again = await openLog(storage);
      expect(ids(await collect(again, { topics: ['parts'], group: 'g' })).sort()).toEqual(
        ids(records).sort(),
      );
      expect(await again.lag('parts', 'g')).toBe(0);
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
      await log.append('parts', many(4));
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
      await expect(log.subscribe({ ...nothing, topics: ['parts'] })).rejects.toMatchObject(closed);
    });

    const seed = Number(process.env.QIPEI_SEED ?? randomInt(2 ** 31));
    test(`applies each record once and skips none, whatever crashes (QIPEI_SEED=${seed})`, async () => {
      const random = seeded(seed);
      const storage = randomUUID();
      const appended: NewRecord[] = [];
      const applied: LogRecord[] = [];
      const known = new Set<string>();
      for (let round = 0; round < 25; round += 1) {
        const log = await openLog(storage);
        // A consumer with an inbox; it dies before, in the middle of, or after what it applies.
        const dead = deferred();
        let life = 1 + Math.floor(random() * 12);
        const subscription = await log.subscribe({
          topics: ['parts'],
          group: 'g',
          maxBatch: 1 + Math.floor(random() * 9),
          maxAttempts: 1_000,
          backoffMs: 60_000,
          maxBackoffMs: 60_000,
          handler: (batch) => {
            for (const each of batch) {
              life -= 1;
              if (life < 0) {
                dead.resolve();
                throw new Error('dead');
              }
              if (!known.has(each.id)) applied.push(each);
              known.add(each.id);
            }
            if (random() < 0.1) life = 0;
            if (life === 0) {
              dead.resolve();
              throw new Error('dead after applying');
            }
          },
        });
        for (let call = Math.floor(random() * 6); call > 0; call -= 1) {
          const records = Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
            record(`k${Math.floor(random() * 4)}`),
          );
          appended.push(...records);
          const written = log.append('parts', records);
          if (random() < 0.7) await written;
        }
        await Promise.race([dead.promise, subscription.caughtUp().catch(() => {})]);
        if (random() < 0.5) await subscription[Symbol.asyncDispose]();
        await log[Symbol.asyncDispose]();
      }
      const last = await openLog(storage);
      await collect(last, { topics: ['parts'], group: 'g' }, (batch) => {
        for (const each of batch) {
          if (!known.has(each.id)) applied.push(each);
          known.add(each.id);
        }
      });
      expect(idsByKey(applied)).toEqual(idsByKey(appended));
      expect(await last.deadLetters('parts', 'g')).toEqual([]);
    }, 60_000);
  });
}

function record(key: string, value: Uint8Array = new TextEncoder().encode(`value of ${key}`)): NewRecord {
  return { key, id: randomUUID(), type: 'qipei.catalog.v1.PartChanged', value };
}

function many(count: number, key?: string): NewRecord[] {
  return Array.from({ length: count }, (_, i) => record(key ?? `k${i % 4}`));
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function ids(records: readonly { id: string }[]): string[] {
  return records.map((each) => each.id);
}

function idsByKey(records: readonly { key: string; id: string }[]): Record<string, string[]> {
  const keys = [...new Set(records.map((each) => each.key))].sort();
  return Object.fromEntries(keys.map((key) => [key, ids(records.filter((each) => each.key === key))]));
}

/** Everything the group has not seen, by a subscription that is disposed afterwards. */
async function collect(
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

function deferred(): { promise: Promise<void>; resolve: () => void } {
  return Promise.withResolvers<void>();
}

async function timer(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** mulberry32: small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
