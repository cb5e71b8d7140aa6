import type { Outbox, OutboxRow } from '@qipei/event-log';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addLedgers,
  type Ledger,
  ledgerEvent,
  openLedgers,
  startTestMongo,
  type TestMongo,
} from './ledger.fixture.ts';
import { mongoOutbox } from './outbox.ts';
import { type Raise, race, versionedRaise } from './outbox-race.fixture.ts';

let mongo: TestMongo;
let databases = 0;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

const first = Number(process.env.QIPEI_TEST_SEED ?? 1);

interface Guards {
  raise?: Raise;
  outbox?: (model: Model<Ledger>) => Outbox;
}

/** Runs that went wrong, with their seeds. */
async function wrongRuns(runs: number, guards: Guards = {}): Promise<{ seed: number; faults: string[] }[]> {
  databases += 1;
  const wrong: { seed: number; faults: string[] }[] = [];
  const model = await openLedgers(await mongo.connect(`race-${databases}`), []);
  const { raise = versionedRaise, outbox = mongoOutbox } = guards;
  for (let seed = first; seed < first + runs; seed += 1) {
    const ledgers = ['a', 'b'].map((name) => `${seed}-${name}`);
    await addLedgers(model, ledgers);
    const faults = await race({ model, ledgers, seed, raise, outbox: () => outbox(model) });
    if (faults.length > 0) wrong.push({ seed, faults });
    await model.deleteMany({});
  }
  return wrong;
}

const kinds = (wrong: { faults: string[] }[]) =>
  new Set(wrong.flatMap(({ faults }) => faults.map((each) => each.replace(/:.*/, ''))));

test('writers and relays in any order lose, double and reorder nothing', async () => {
  expect(await wrongRuns(200)).toEqual([]);
}, 180_000);

test('the same fails where a writer assigns the array and calls save()', async () => {
  const found = kinds(await wrongRuns(25, { raise: assigningRaise }));
  expect(found).toContain('never told of');
  expect(found).toContain('a raise was lost');
}, 180_000);

test('the same fails where a writer pushes to the array and calls save()', async () => {
  expect(kinds(await wrongRuns(25, { raise: pushingRaise }))).toContain('a raise was lost');
}, 180_000);

test('the same fails where the relay takes the mark away without a look at the count', async () => {
  expect(kinds(await wrongRuns(25, { outbox: carelessOutbox }))).toContain('left behind in the outbox');
}, 180_000);

async function* assigningRaise(model: Model<Ledger>, ledger: string, id: string) {
  const document = await model.findById(ledger);
  yield;
  if (document === null) throw new Error('There is no such ledger.');
  const { topic, key, type } = ledgerEvent(ledger, id);
  document.total += 1;
  document.version += 1;
  document.outbox.sequence += 1;
  document.outbox.since ??= new Date();
  const added = { eventId: id, topic, key, type, value: Buffer.from(id) };
  document.outbox.pending = [...document.outbox.pending, added];
  await document.save();
  return true;
}

async function* pushingRaise(model: Model<Ledger>, ledger: string, id: string) {
  const document = await model.findById(ledger);
  yield;
  if (document === null) throw new Error('There is no such ledger.');
  const { topic, key, type } = ledgerEvent(ledger, id);
  document.total += 1;
  document.version += 1;
  document.outbox.sequence += 1;
  document.outbox.since ??= new Date();
  document.outbox.pending.push({ eventId: id, topic, key, type, value: Buffer.from(id) });
  await document.save();
  return true;
}

/** As the outbox, but for the condition on the count of pushes. */
function carelessOutbox(model: Model<Ledger>): Outbox {
  const outbox = mongoOutbox(model);
  let rows: OutboxRow[] = [];
  return {
    async read(limit) {
      rows = await outbox.read(limit);
      return rows;
    },
    async remove(sequences) {
      const gone = rows.filter(({ sequence }) => sequences.includes(sequence));
      for (const { key, id } of gone) {
        const $pull = { 'outbox.pending': { eventId: id } };
        await model.updateOne({ _id: key }, { $pull, $unset: { 'outbox.since': 1 } });
      }
    },
  };
}
