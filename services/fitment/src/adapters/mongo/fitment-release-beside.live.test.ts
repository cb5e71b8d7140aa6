import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { resolveUnresolved } from '../../application/resolve-unresolved.ts';
import { rows } from '../../fitment-release.fixture.ts';
import { mongoFitmentBench, startFitmentMongo } from './fitment-release.fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

type Bench = Awaited<ReturnType<typeof mongoFitmentBench>>;

let mongo: Awaited<ReturnType<typeof startFitmentMongo>>;
let store: Bench;
let beside: Bench;
beforeAll(async () => {
  mongo = await startFitmentMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());
beforeEach(async () => {
  const url = mongo.newUrl();
  store = await mongoFitmentBench(url, { releasePage: 3 });
  beside = await mongoFitmentBench(url, { releasePage: 3 });
});
afterEach(async () => {
  for (const each of [store, beside]) await each[Symbol.asyncDispose]();
});

const FULL = { release: 'stage', submission: 'full' } as const;
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `W${from + i}`);
const OLD = rows(
  ...numbers(0, 12).flatMap((number) => [`${number} Accord`, `${number} Future`]),
  'W99 Future',
);
const NEW = rows(
  ...numbers(4, 8).flatMap((number) => [`${number} Accord`, `${number} Future`]),
  ...numbers(8, 16).flatMap((number) => [`${number} Civic`, `${number} Other`]),
  'W97 Future',
  'W98 Future',
);
const PARTS = numbers(0, 100).map((number) => `part_${number}`);

/** What is found by every way there is, each in one answer. */
async function looks({ reader, unresolved }: Bench): Promise<string[]> {
  const found = await reader.find('rival', PARTS);
  const fitments = [...found].map(([id, { fitments }]) =>
    [id, ...fitments.map(({ selector }) => selector.modelId)].join(' '),
  );
  const models = await reader.findOfModels('rival', new Map(PARTS.map((id) => [id, new Set(['md-Civic'])])));
  const ofModels = [...models].map(([id, { total, fitments }]) => `${id} ${total} ${fitments.length}`);
  const waiting = (all: { partId: string; cells: object }[]) =>
    all.map(({ partId, cells }) => `${partId} ${'model' in cells ? cells.model : ''}`).join();
  return [
    fitments.sort().join(),
    ofModels.sort().join(),
    waiting(await unresolved.list('acme', undefined, 999)),
    waiting(await unresolved.ofParts('acme', PARTS)),
    waiting(await unresolved.unknownParts('acme', '', 99)),
    `${await unresolved.count('acme')}`,
  ];
}

test('each answer is of before a release or of after it, whatever is carried out meanwhile; so at a roll-back', async () => {
  for (const number of ['W97', 'W98', 'W99']) store.missing.add(number);
  await store.import({}, OLD, 50);
  const release = await store.import(FULL, NEW, 50);
  const ledger = store.store.releases.store;
  const { flip, settled } = ledger;
  const seen: string[][] = [];
  let reading = true;
  async function readOn(): Promise<void> {
    while (reading) seen.push(await looks(beside));
  }
  for (const change of ['publish', 'rollBack'] as const) {
    const before = await looks(beside);
    let after: string[] = [];
    ledger.flip = async (...args) => {
      expect(await looks(beside)).toEqual(before);
      const done = await flip(...args);
      // Nothing is carried out yet.
      after = await looks(beside);
      for (const [at, each] of after.entries()) expect(each).not.toBe(before[at]);
      expect(await looks(store)).toEqual(after);
      return done;
    };
    ledger.settled = async (...args) => {
      // All is, and nobody has been told.
      expect(await looks(beside)).toEqual(after);
      return await settled(...args);
    };
    seen.length = 0;
    reading = true;
    const read = readOn();
    try {
      await store[change](release as never);
    } finally {
      reading = false;
      await read;
    }
    expect(await looks(beside)).toEqual(after);
    for (const all of seen)
      for (const [at, each] of all.entries()) expect([before[at], after[at]]).toContain(each);
    expect(await store.leftLocked()).toBe(0);
    expect(await store.held()).toMatchObject({ prepared: 0 });
  }
});

test('an import that comes before the decision takes it away: of another data set it is taken over, of its own it diverts', async () => {
  await store.import({}, OLD, 50);
  const release = await store.import(FULL, NEW, 50);
  const ledger = store.store.releases.store;
  const { flip } = ledger;
  let turns = 0;
  ledger.flip = async (...args) => {
    turns += 1;
    // A part that changes, one that is to come, one that goes, and one that the release has nothing to do with.
    if (turns === 1)
      await beside.import(
        { feed: 'second' },
        rows('W9 Accord x', 'W15 Accord x', 'W0 Accord x', 'W50 Accord x'),
      );
    return await flip(...args);
  };
  expect(await store.publish(release as never)).toMatchObject({ state: 'published' });
  expect(turns).toBe(2);
  const live = await beside.live();
  expect(live.filter((line) => line.endsWith('second'))).toHaveLength(4);
  expect(live.filter((line) => !line.endsWith('second') && !line.startsWith('?'))).toHaveLength(12);
  expect(await store.leftLocked()).toBe(0);

  const next = await store.import(FULL, OLD, 50);
  turns = 0;
  ledger.flip = async (...args) => {
    turns += 1;
    if (turns === 1) await beside.import({}, rows('W9 Accord mine', 'W50 Accord mine'));
    return await flip(...args);
  };
  const diverted = await store.publish(next as never);
  expect(diverted).toMatchObject({ state: 'staged' });
  expect(diverted.holds.map(({ code }) => code)).toContain('live-changed');
  expect((await beside.live()).filter((line) => line.includes('mine'))).toHaveLength(2);
  // Nothing of the attempt is left: neither places of parts to come nor locks.
  expect(await store.leftLocked()).toBe(0);
  expect(await store.publish(next as never)).toMatchObject({ state: 'published' });
  expect((await beside.live()).filter((line) => line.includes('mine'))).toEqual([]);
});

test('an import that comes after the decision waits until it is carried out, and stands over it', async () => {
  await store.import({}, OLD, 50);
  const release = await store.import(FULL, NEW, 50);
  const ledger = store.store.releases.store;
  const { flip } = ledger;
  let direct: Promise<unknown> | undefined;
  ledger.flip = async (...args) => {
    const done = await flip(...args);
    beside.models.add('Future');
    direct = beside
      .import({}, rows('W9 Accord direct', 'W15 Accord direct', 'W0 Accord direct', 'W1 Other'), 50)
      .then(() => resolveUnresolved({ unresolved: beside.unresolved, kind: beside.late(), signal }));
    return done;
  };
  expect(await store.publish(release as never)).toMatchObject({ state: 'published' });
  await direct;
  ledger.flip = flip;
  const live = await beside.live();
  expect(live.filter((line) => line.includes('direct'))).toHaveLength(3);
  expect(live.filter((line) => line.includes('Future')).every((line) => !line.startsWith('?'))).toBe(true);
  expect(await store.rollBack(release as never)).toMatchObject({ state: 'rolled-back', kept: 4 });
});

const { signal } = new AbortController();

test('who goes through all fitments has those of before a release or those of after it, or begins again', async () => {
  await store.import({}, OLD, 50);
  const release = await store.import(FULL, NEW, 50);
  const walk = await beside.store.exports.open();
  expect((await walk.ofParts('acme', PARTS)).size).toBe(12);
  await store.publish(release as never);
  await expect(walk.waiting('acme', PARTS)).rejects.toMatchObject({ code: 'release-went-live' });
  const again = await beside.store.exports.open();
  expect(
    [...(await again.ofParts('acme', PARTS)).values()].filter(({ fitments }) => fitments.length > 0),
  ).toHaveLength(12);
});

test('who may see a part that comes with a release is told while it is prepared as well', async () => {
  const release = await store.import(FULL, rows('W1 Accord', 'W2 Accord'));
  const ledger = store.store.releases.store;
  const { flip } = ledger;
  ledger.flip = async (...args) => {
    const told = { publisher: 'acme', partId: 'part_W1', public: false, partVersion: 2 };
    await beside.visibility.setVisibility([told]);
    return await flip(...args);
  };
  await store.publish(release as never);
  expect([...(await beside.reader.find('rival', ['part_W1', 'part_W2'])).keys()]).toEqual(['part_W2']);
});
