import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventLog, type Relay, startRelay } from '@qipei/event-log';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DatabaseUnavailable } from './errors.ts';
import { ledgerEvent, openLedgers, startTestMongo, type TestMongo } from './ledger.fixture.ts';
import { mongoOutbox } from './outbox.ts';
import { changeVersioned, TooManyConflicts, writeVersioned } from './versioned-write.ts';

let mongo: TestMongo;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-mongo-log-'));
  mongo = await startTestMongo();
});
afterAll(async () => {
  await mongo[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Ids by key in the order of the log, of redeliveries the first. */
async function logged(log: EventLog): Promise<Map<string, string[]>> {
  const seen = new Map<string, string[]>();
  await using subscription = await log.subscribe({
    topics: ['ledgers'],
    group: 'test',
    handler: (records) => {
      for (const { key, id, value } of records) {
        expect(Buffer.from(value).toString()).toBe(id);
        const ids = seen.get(key) ?? [];
        if (!ids.includes(id)) ids.push(id);
        seen.set(key, ids);
      }
    },
  });
  await subscription.caughtUp();
  return seen;
}

test('reads oldest first up to the limit, and goes on where a document was cut', async () => {
  const model = await openLedgers(await mongo.connect('reading'), ['a', 'b', 'c']);
  const outbox = mongoOutbox(model);
  const raise = (id: string, events: string[]) =>
    changeVersioned(model, { _id: id }, ({ total }) => ({
      set: { total: total + 1 },
      events: events.map((each) => ledgerEvent(id, each)),
    }));
  expect(await outbox.read(10)).toEqual([]);
  expect(await outbox.oldest()).toBeUndefined();
  await raise('b', ['b1', 'b2', 'b3']);
  await pause(3);
  await raise('a', ['a1']);
  await raise('c', []);
  const ids = async (limit: number) => (await outbox.read(limit)).map(({ id }) => id);
  expect(await ids(10)).toEqual(['b1', 'b2', 'b3', 'a1']);
  expect(await ids(2)).toEqual(['b1', 'b2']);
  expect(await outbox.length()).toBe(4);
  expect(Buffer.from((await outbox.oldest())?.value ?? []).toString()).toBe('b1');
  const rows = await outbox.read(2);
  await outbox.remove(rows.map(({ sequence }) => sequence));
  // What was cut makes room for those behind it.
  expect(await ids(10)).toEqual(['a1', 'b3']);
  await outbox.remove([1, 2, 999_999]);
  expect(await outbox.length()).toBe(2);
  const rest = await outbox.read(10);
  expect(rest.map(({ topic, key, type }) => ({ topic, key, type }))[1]).toEqual({
    topic: 'ledgers',
    key: 'b',
    type: 'qipei.test.v1.Raised',
  });
  await outbox.remove(rest.map(({ sequence }) => sequence));
  expect([await outbox.length(), await ids(10)]).toEqual([0, []]);
});

test('refuses a versioned write of what isn’t its own', async () => {
  const model = await openLedgers(await mongo.connect('refusing'), ['a']);
  for (const path of ['version', 'outbox', 'outbox.pending', '_id']) {
    const write = writeVersioned(model, { _id: 'a' }, 1, { set: { [path]: 1 }, events: [] });
    await expect(write).rejects.toThrow(TypeError);
  }
  expect(await writeVersioned(model, { _id: 'a' }, 2, { set: { total: 1 }, events: [] })).toBe(false);
  expect(await changeVersioned(model, { _id: 'none' }, () => undefined)).toBeUndefined();
  const disturbed = changeVersioned(model, { _id: 'a' }, () => ({
    set: { version: 0 } as never,
    events: [],
  }));
  await expect(disturbed).rejects.toThrow(TypeError);
});

test('writers at once and relays that come and go: all told of once, in order', async () => {
  const ids = ['a', 'b', 'c'];
  const model = await openLedgers(await mongo.connect('at-once'), ids);
  await using log = openSqliteEventLog({ file: join(folder, 'at-once.sqlite') });
  const open = (): Relay =>
    startRelay({
      outbox: mongoOutbox(model),
      log,
      pollMs: 5,
      onError: (error) => expect(error).toBeUndefined(),
    });
  let writing = true;
  const relaying = (async () => {
    while (writing) {
      await using _ = open();
      await pause(40);
    }
  })();
  const raised: string[] = [];
  await Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      for (let i = 0; i < 40; i += 1) {
        const id = ids[(writer + i) % 3] ?? '';
        for (;;) {
          try {
            const event = `${writer}-${i}`;
            await changeVersioned(model, { _id: id }, ({ total }) => ({
              set: { total: total + 1 },
              events: [ledgerEvent(id, event)],
            }));
            raised.push(event);
            break;
          } catch (error) {
            if (!(error instanceof TooManyConflicts)) throw error;
          }
        }
      }
    }),
  );
  writing = false;
  await relaying;
  await using relay = open();
  await relay.drained();
  const seen = await logged(log);
  expect([...seen.values()].flat().sort()).toEqual(raised.sort());
  for (const [id, events] of seen) {
    expect(await model.findById(id).lean()).toMatchObject({
      total: events.length,
      version: events.length + 1,
    });
    // Each writer's own stay in its order.
    for (let writer = 0; writer < 6; writer += 1) {
      const own = events
        .filter((each) => each.startsWith(`${writer}-`))
        .map((each) => Number(each.split('-')[1]));
      expect(own).toEqual(own.toSorted((x, y) => x - y));
    }
  }
}, 180_000);

test('the server is killed under load and comes back: nothing acknowledged is lost, all goes on by itself', async () => {
  await using own = await startTestMongo();
  const model = await openLedgers(await own.connect('killed'), ['a']);
  await using log = openSqliteEventLog({ file: join(folder, 'killed.sqlite') });
  const errors: unknown[] = [];
  await using relay = startRelay({
    outbox: mongoOutbox(model),
    log,
    pollMs: 20,
    onError: (error) => void errors.push(error),
  });
  const acknowledged: string[] = [];
  // Whether a call fails is up to the driver, which tries again by itself; that nothing is written meanwhile isn't.
  let longestGapMs = 0;
  let acknowledgedAt = performance.now();
  let writing = true;
  const writer = (async () => {
    for (let i = 0; writing; i += 1) {
      try {
        const { total } = (await model.findById('a').lean()) ?? { total: -1 };
        const write = { set: { total: total + 1 }, events: [ledgerEvent('a', `e${i}`)] };
        if (await writeVersioned(model, { _id: 'a' }, total + 1, write)) {
          acknowledged.push(`e${i}`);
          longestGapMs = Math.max(longestGapMs, performance.now() - acknowledgedAt);
          acknowledgedAt = performance.now();
        }
      } catch {
        // The server was away in the middle of it: what counts is what was acknowledged.
        await pause(50);
      }
    }
  })();
  for (let round = 0; round < 3; round += 1) {
    const before = acknowledged.length;
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(before + 20);
    await own.server.stop('SIGKILL');
    await pause(300);
    await own.server.start();
  }
  const before = acknowledged.length;
  await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(before + 20);
  writing = false;
  await writer;
  await relay.drained();
  const told = (await logged(log)).get('a') ?? [];
  expect(acknowledged.filter((id) => !told.includes(id))).toEqual([]);
  // A write whose answer was lost may have happened: it's then told of as well.
  const { total } = (await model.findById('a').lean()) ?? { total: 0 };
  expect(told).toHaveLength(total);
  expect(longestGapMs).toBeGreaterThan(250);
  for (const error of errors) expect(error).toBeInstanceOf(DatabaseUnavailable);
}, 180_000);
