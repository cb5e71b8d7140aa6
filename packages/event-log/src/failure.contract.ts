import { randomInt, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { collect, deferred, ids, idsByKey, many, type OpenLogs, record, seeded } from './contract-records.ts';
import type { LogRecord, NewRecord } from './event-log.ts';

/** What happens when a handler fails or the consumer dies. */
export function failureContract({ openLog, fresh }: OpenLogs): void {
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
        count += rest.length + 1;
        if (count === 5) arrived.resolve();
      },
    });
    await stuck.promise;
    await log.append('parts', many(5));
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
    expect(await log.countDeadLetters('parts', 'g')).toBe(3);
    const stillBroken = records[1]?.id ?? '';
    broken.clear();
    broken.add(stillBroken);
    expect(await log.replayDeadLetters('parts', 'g', 2)).toBe(2);
    await subscription.caughtUp();
    expect(applied).toEqual([records[0]?.id]);
    expect(await log.countDeadLetters('parts', 'g')).toBe(2);
    expect(await log.countDeadLetters('nothing', 'g')).toBe(0);
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
    expect(ids(await collect(again, { topics: ['parts'], group: 'g' })).sort()).toEqual(ids(records).sort());
    expect(await again.lag('parts', 'g')).toBe(0);
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
  }, 180_000);
}
