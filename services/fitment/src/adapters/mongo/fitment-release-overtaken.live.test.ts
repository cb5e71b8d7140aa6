import { randomBytes } from 'node:crypto';
import { databaseName, openMongo } from '@qipei/mongo';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { rowOf, rows, TRACE } from '../../fitment-release.fixture.ts';
import { mongoFitmentBench, startFitmentMongo } from './fitment-release.fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

type Bench = Awaited<ReturnType<typeof mongoFitmentBench>>;

let mongo: Awaited<ReturnType<typeof startFitmentMongo>>;
let url: string;
let store: Bench;
let beside: Bench;
beforeAll(async () => {
  mongo = await startFitmentMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());
beforeEach(async () => {
  url = mongo.newUrl();
  store = await mongoFitmentBench(url);
  beside = await mongoFitmentBench(url);
});
afterEach(async () => {
  for (const each of [store, beside]) await each[Symbol.asyncDispose]();
});

const { signal } = new AbortController();
const PARTS = ['W1', 'W2', 'W3', 'W4', 'W5', 'W6'];
const LINES = PARTS.map((part) => `${part} Accord`);
const ALL = rows(...LINES).map(rowOf);
const context = {
  ...{ tenant: 'acme', jobId: 'fitments_01JAAAAAAAAAAAAAAAAAAAAAAA', traceparent: TRACE },
  settings: { release: 'stage', submission: 'full' },
};
const RELEASE = `rel-${context.jobId}`;

/** What a run of the import stages of some rows; `apply` does it, now or late. */
async function prepared(bench: Bench, takeovers: number, from: number, to: number) {
  const kind = bench.kindOf(false);
  const batch = await kind.prepare(ALL.slice(from, to), { ...context, signal });
  return { apply: async () => await kind.apply(batch, { ...context, rowsBefore: from, takeovers }) };
}

async function stage(...[bench, takeovers, from, to]: Parameters<typeof prepared>): Promise<void> {
  await (await prepared(bench, takeovers, from, to)).apply();
}

async function conclude(bench: Bench): Promise<void> {
  await bench.kindOf(false).conclude?.({ ...context, rows: ALL.length, failed: 0, counted: 0 });
}

test('what a runner writes that stood still takes nothing from its successor, however the rows are cut', async () => {
  await store.import({}, rows(...LINES));
  await stage(store, 0, 0, 2);
  const late = [await prepared(store, 0, 2, 4), await prepared(store, 0, 2, 6)];
  await stage(beside, 1, 2, 4);
  await stage(beside, 1, 4, 5);
  for (const each of late) await each.apply();
  await stage(beside, 1, 5, 6);
  await conclude(beside);
  const release = await beside.releases.get('acme', RELEASE);
  expect(release).toMatchObject({ state: 'staged', counts: { removed: 0, unchanged: 6, before: 6 } });
  for (const each of late) await expect(each.apply()).rejects.toMatchObject({ kind: 'conflict' });
  expect(await beside.publish(release)).toMatchObject({ state: 'published', counts: { removed: 0 } });
  expect(await beside.live()).toHaveLength(6);
});

test('rows that are recorded and no longer staged end the import, and nothing is removed', async () => {
  await store.import({}, rows(...LINES));
  await stage(store, 0, 0, 6);
  const { connection, remove } = await staged();
  expect(await remove('part_W3')).toBe(1);
  await connection.close();
  await expect(conclude(store)).rejects.toMatchObject({ kind: 'conflict', code: 'staged-rows-lost' });
  expect(await store.live()).toHaveLength(6);
});

async function staged() {
  const connection = await openMongo({ url, database: databaseName(url, 'fitment') });
  const remove = async (partId: string) =>
    (await connection.collection('staged_fitments').deleteMany({ partId })).deletedCount;
  return { connection, remove };
}

test.each([1, 2])(
  'a part that a replica without locks has written %i times is still released, and rolled back',
  async (times) => {
    await store.import({}, rows('W1 Accord', 'W2 Accord'));
    await store.told();
    const release = await store.import(
      { release: 'stage', submission: 'full' },
      rows('W1 Civic', 'W2 Civic'),
    );
    const connection = await openMongo({ url, database: databaseName(url, 'fitment') });
    const ledger = store.store.releases.store;
    const { flip } = ledger;
    ledger.flip = async (...args) => {
      const done = await flip(...args);
      // By the version alone, as before there were locks.
      const written = await connection
        .collection<{ _id: string }>('part_fitments')
        .updateOne({ _id: 'part_W1' }, { $inc: { version: times } });
      expect(written.modifiedCount).toBe(1);
      return done;
    };
    expect(await store.publish(release as never)).toMatchObject({ state: 'published' });
    expect(await store.live()).toEqual(['part_W1 Civic  1', 'part_W2 Civic  1']);
    expect((await store.told()).sort()).toEqual([
      'ReleasePublished',
      `part_W1 1 v${2 + times}`,
      'part_W2 1 v2',
    ]);
    expect(await store.rollBack(release as never)).toMatchObject({ state: 'rolled-back' });
    expect(await store.live()).toEqual(['part_W1 Accord  1', 'part_W2 Accord  1']);
    expect(await store.leftLocked()).toBe(0);
    await connection.close();
  },
);

test('a batch that is all of one part is staged, whatever bytes its characters have', async () => {
  const note = '适'.repeat(3_900);
  const many = Array.from({ length: 1_500 }, (_, at) => ({
    ...rows('W1 Accord')[0],
    position: `p${at}`,
    note,
  }));
  const release = await store.import({ release: 'stage' }, many, 1_500);
  expect(release).toMatchObject({ state: 'staged', counts: { added: 1 } });
});

/** Rows of a part whose vehicles nobody knows, and which say much. */
const waiting = (partNumber: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ ...rows(`${partNumber} Future`)[0], position: `p${at}` },
    note: randomBytes(3_900).toString('base64').slice(0, 3_900),
  }));

test('rows that wait beyond what can be kept of a part are refused, and the file goes on', async () => {
  const many = [...waiting('W1', 1_700), ...rows('W2 Accord', 'W3 Future')];
  const release = await store.import({ release: 'stage' }, many, 900);
  expect(release).toMatchObject({ state: 'staged', counts: { added: 3 } });
  const [finding] = release?.findings ?? [];
  expect(finding?.code).toBe('part-too-large');
  const refused = finding?.count ?? 0;
  expect(refused).toBeGreaterThan(100);
  expect(refused).toBeLessThan(1_200);
  expect(finding?.samples).toHaveLength(10);
  expect(await store.publish(release as never)).toMatchObject({ state: 'published' });
  const live = await store.live();
  expect(live).toHaveLength(many.length - refused);
  expect(live).toContain('part_W2 Accord  1');
  expect(live).toContain('? part_W3 Future  1');
});

test('such rows of an import that is no release are faults of theirs alone', async () => {
  const kind = store.kindOf(false);
  const direct = { ...context, settings: {} };
  const all = [...waiting('W1', 1_700), ...rows('W2 Accord', 'W3 Future')].map(rowOf);
  const take = async () => {
    const batch = await kind.prepare(all, { ...direct, signal });
    return await kind.apply(batch, { ...direct, rowsBefore: 0 });
  };
  const { created, errors } = await take();
  const codes = Map.groupBy(errors, ({ code }) => code);
  const refused = codes.get('part-too-large') ?? [];
  expect(created).toBe(1);
  expect(new Set(codes.keys())).toEqual(new Set(['model-unknown', 'part-too-large']));
  expect(errors).toHaveLength(1_701);
  expect(refused.length).toBeGreaterThan(100);
  // The rows that came first are kept.
  expect(refused.map(({ row }) => row)).toEqual(
    Array.from({ length: refused.length }, (_, at) => 1_701 - refused.length + at),
  );
  expect(await store.live()).toHaveLength(all.length - refused.length);
  // Broken off and done again it is the same.
  expect(await take()).toMatchObject({ errors });
});
