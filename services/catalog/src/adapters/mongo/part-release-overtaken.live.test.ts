import { newId } from '@qipei/kernel';
import { databaseName, openMongo } from '@qipei/mongo';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { changeOf, importOf } from '../../domain/part-contract.fixture.ts';
import { publish, rollBack, stage, startOf } from '../imports/part-release.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';
import type { StagedPartDocument } from './part-release-documents.ts';

vi.setConfig({ testTimeout: 180_000 });

let mongo: TestMongo;
let storage: string;
let store: Awaited<ReturnType<TestMongo['openWith']>>;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());
beforeEach(async () => {
  storage = newId('overtaken');
  store = await mongo.openWith(storage, { releasePage: 3 });
});
afterEach(() => store[Symbol.asyncDispose]());

const now = new Date('2027-01-01T00:00:00.123Z');
const row = (partNumber: string, nameEn: string) => ({ partNumber, nameEn });
async function database() {
  const url = `${mongo.server.url}/${storage}`;
  const connection = await openMongo({ url, database: databaseName(url, 'catalog') });
  return {
    parts: connection.collection<{ _id: string }>('part'),
    nexts: connection.collection<{ _id: string }>('part_next'),
    staged: connection.collection<StagedPartDocument>('staged_part'),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}
type Database = Awaited<ReturnType<typeof database>>;

async function live(): Promise<string[]> {
  const parts = await store.reader.list('acme', { after: '', limit: 99, ownOnly: true });
  return parts.map(({ partNumber, nameEn, version }) => `${partNumber} ${nameEn} v${version}`).sort();
}

/** What was told of a part, as name and version. */
async function toldOf(partId: string): Promise<string[]> {
  const events = (await store.events()).filter((event) => event.partId === partId);
  return events.map(({ part, version }) => `${part?.nameEn ?? 'withdrawn'} v${version}`);
}

/** Has something done to a part once a release has gone live and isn't carried out yet. */
async function behindTheFlip(write: (partId: string) => Promise<void>): Promise<string> {
  const [first] = await store.reader.list('acme', { after: '', limit: 1, ownOnly: true });
  const partId = first?.partId ?? '';
  const ledger = store.releases.store;
  const { flip } = ledger;
  ledger.flip = async (...args) => {
    const done = await flip(...args);
    ledger.flip = flip;
    await write(partId);
    return done;
  };
  return partId;
}

test.each([1, 2])(
  'a part that a replica without locks has written %i times is still released, and rolled back',
  async (times) => {
    await store.writer.apply(...importOf('acme').batch([row('A', 'old'), row('B', 'old')]));
    const start = startOf('acme', { submission: 'full' });
    await stage(store, start, [row('A', 'new'), row('B', 'new')]);
    await using opened = await database();
    const partId = await behindTheFlip(async (_id) => {
      // By the version alone, as before there were locks.
      const { modifiedCount } = await opened.parts.updateOne({ _id }, { $inc: { version: times } });
      expect(modifiedCount).toBe(1);
    });
    expect(await publish(store, start)).toMatchObject({ state: 'published' });
    expect(await live()).toEqual([`A new v${2 + times}`, 'B new v2']);
    expect(await toldOf(partId)).toEqual(['old v1', `new v${2 + times}`]);
    expect(await rollBack(store, start)).toMatchObject({ state: 'rolled-back', kept: 0 });
    expect(await live()).toEqual([`A old v${3 + times}`, 'B old v3']);
    expect(await opened.parts.countDocuments({ lock: { $exists: true } })).toBe(0);
  },
);

test('a part that is to go, and that a replica without locks has written, goes', async () => {
  await store.writer.apply(...importOf('acme').batch([row('A', 'old')]));
  const start = startOf('acme');
  await stage(store, start, [{ partNumber: 'A', action: 'delete' } as never]);
  await using opened = await database();
  const partId = await behindTheFlip(async (_id) => {
    await opened.parts.updateOne({ _id }, { $inc: { version: 1 } });
  });
  await publish(store, start);
  expect(await live()).toEqual([]);
  expect(await toldOf(partId)).toEqual(['old v1', 'withdrawn v3']);
});

test('what a replica of the version before has carried out is not carried out once more', async () => {
  await store.writer.apply(...importOf('acme').batch([row('A', 'old')]));
  const start = startOf('acme');
  await stage(store, start, [row('A', 'new')]);
  await using opened = await database();
  const partId = await behindTheFlip(async (_id) => {
    const next = await opened.nexts.findOne({ _id });
    const { version, contentHash, body } = next as unknown as Record<string, unknown>;
    const said = { version, contentHash, body };
    await opened.parts.updateOne({ _id }, { $set: said });
  });
  await publish(store, start);
  expect(await live()).toEqual(['A new v2']);
  expect(await toldOf(partId)).toEqual(['old v1']);
});

const SPOILED: Record<string, (id: string, opened: Database) => Promise<unknown>> = {
  lost: (id, { staged }) => staged.deleteOne({ _id: `${id} BOSCH:B` }),
  'staged beside the file': (id, { staged }) =>
    staged.insertOne({ _id: `${id} BOSCH:X`, row: 9, repeats: 0 }),
};

test.each(Object.entries(SPOILED))(
  'a row that is %s ends the import, and nothing is removed',
  async (_, spoil) => {
    await store.writer.apply(...importOf('acme').batch([row('A', 'old'), row('B', 'old'), row('C', 'old')]));
    const start = startOf('acme', { submission: 'full' });
    const rows = [row('A', 'new'), row('B', 'new'), row('A', 'newer'), row('C', 'new')];
    await store.releases.staging.stage(
      rows.map((each, at) => changeOf(each, at + 1)),
      { start, now },
    );
    await using opened = await database();
    await spoil(start.id, opened);
    const conclude = async () =>
      store.releases.staging.conclude({ start, now, rows: 5, rowsRefused: 1, isCounted: false });
    await expect(conclude()).rejects.toMatchObject({ kind: 'conflict', code: 'staged-rows-lost' });
    expect(await store.releases.store.get('acme', start.id)).toMatchObject({ state: 'staging' });
    expect(await live()).toEqual(['A old v1', 'B old v1', 'C old v1']);
  },
);
