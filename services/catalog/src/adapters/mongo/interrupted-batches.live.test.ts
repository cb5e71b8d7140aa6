import { newId } from '@qipei/kernel';
import { openMongo } from '@qipei/mongo';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChangeContext, ChangeCounts, PartChange } from '../../domain/part-change.ts';
import { noChanges } from '../../domain/part-change.ts';
import { chance, changeOf, importOf, type OpenedParts } from '../../domain/part-contract.fixture.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';
import { identityKey } from './part-document.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

const first = Number(process.env.QIPEI_TEST_SEED ?? 1);

function randomRows(below: (n: number) => number, rows: number): PartChange[] {
  return Array.from({ length: rows }, (_, at) => {
    const cells = { partNumber: `P${below(10)}`, nameEn: `name ${below(3)}` };
    return changeOf(below(4) === 0 ? { ...cells, action: 'delete' } : cells, at + 1);
  });
}

function addTo(sum: ChangeCounts, counts: ChangeCounts): void {
  for (const outcome of Object.keys(sum) as (keyof ChangeCounts)[]) sum[outcome] += counts[outcome];
}

/** What there is in the end, but for ids. */
async function outcomeOf({ reader, events }: OpenedParts) {
  const parts = await reader.list('acme', { after: '', limit: 999, ownOnly: true });
  const names = new Map<string, string>();
  const told = new Map<string, string[]>();
  for (const { partId, type, version, part } of await events()) {
    if (part !== undefined) names.set(partId, part.partNumberKey);
    told.set(partId, [...(told.get(partId) ?? []), `${type} ${version} ${part?.nameEn} ${part?.source}`]);
  }
  return {
    parts: parts
      .map(({ partId: _, ...part }) => part)
      .sort((a, b) => (a.partNumberKey < b.partNumberKey ? -1 : 1)),
    told: Object.fromEntries([...told].map(([partId, list]) => [names.get(partId), list])),
  };
}

/**
 * A process that ends amid a batch leaves some of its parts written and others not; the batch that comes then need not end
 * where that one would have.
 */
async function applyInterrupted(
  { writer }: OpenedParts,
  changes: readonly PartChange[],
  context: Omit<ChangeContext, 'rowsBefore'>,
  below: (n: number) => number,
): Promise<ChangeCounts> {
  const counts = noChanges();
  for (let rowsBefore = 0; rowsBefore < changes.length; ) {
    for (let crashes = below(3); crashes > 0; crashes -= 1) {
      const batch = changes.slice(rowsBefore, rowsBefore + 1 + below(25));
      const written = new Set(
        batch.map(({ identity }) => identityKey(identity)).filter(() => below(2) === 0),
      );
      const part = batch.filter(({ identity }) => written.has(identityKey(identity)));
      await writer.apply(part, { ...context, rowsBefore });
    }
    const batch = changes.slice(rowsBefore, rowsBefore + 1 + below(25));
    addTo(counts, await writer.apply(batch, { ...context, rowsBefore }));
    rowsBefore += batch.length;
  }
  return counts;
}

test.each(Array.from({ length: 25 }, (_, i) => first + i))(
  'rows that come again after a crash at any point count once and write once (seed %i)',
  async (seed) => {
    const below = chance(seed);
    await using whole = await mongo.open(newId('whole'));
    await using broken = await mongo.open(newId('broken'));
    for (let job = 0; job < 3; job += 1) {
      const { batch } = importOf('acme');
      const [, context] = batch([]);
      const changes = randomRows(below, 60);
      const expected = await whole.writer.apply(changes, context);
      expect(await applyInterrupted(broken, changes, context, below)).toEqual(expected);
    }
    expect(await outcomeOf(broken)).toEqual(await outcomeOf(whole));
  },
);

test('a runner that has lost its job to another writes nothing over what came after', async () => {
  await using store = await mongo.open(newId('stale'));
  const [early, late] = [importOf('acme'), importOf('acme')];
  await store.writer.apply(...early.batch([{ partNumber: 'P', nameEn: 'first' }]));
  await store.writer.apply(...late.batch([{ partNumber: 'P', nameEn: 'second' }]));
  const stale = await store.writer.apply(...early.batch([{ partNumber: 'P', nameEn: 'third' }]));
  expect(stale).toEqual({ created: 0, updated: 0, unchanged: 1, deleted: 0 });
  const [part] = await store.reader.list('acme', { after: '', limit: 9, ownOnly: true });
  expect(part).toMatchObject({ nameEn: 'second', version: 2 });
});

test('a batch that comes again tells of the same rows that an earlier one had set', async () => {
  await using store = await mongo.open(newId('again'));
  const { batch } = importOf('acme');
  await store.writer.apply(...batch([{ partNumber: 'P', nameEn: 'first' }, { partNumber: 'Q' }]));
  const rows = [{ partNumber: 'R' }, { partNumber: 'P', nameEn: 'second' }, { partNumber: 'Q' }];
  const [changes, context] = batch(rows);
  for (let times = 0; times < 3; times += 1) {
    const repeated = new Set<number>();
    await store.writer.apply(changes, { ...context, onRepeated: (row) => repeated.add(row) });
    expect([...repeated]).toEqual([4]);
  }
});

test('a document remembers no more rows than can come again, and the last before them', async () => {
  await using store = await mongo.open('pruned');
  const { batch } = importOf('acme');
  for (let round = 0; round < 30; round += 1)
    await store.writer.apply(...batch([{ partNumber: 'P', nameEn: `${round}` }, { partNumber: 'P' }]));
  const connection = await openMongo({ url: mongo.server.url, database: 'pruned-catalog' });
  const [stored] = await connection.collection('part').find().toArray();
  await connection.close();
  expect(stored?.import.rows).toEqual([
    [58, 'updated'],
    [59, 'updated'],
    [60, 'updated'],
  ]);
});
