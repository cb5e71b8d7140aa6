import { newId } from '@qipei/kernel';
import { expect, test } from 'vitest';
import { type BatchCount, type ImportMarker, rowOutcome, withRow } from './import-marker.ts';

const [early, job, late] = [newId('stock'), newId('offers'), newId('items')];

test('a row is known by its marker, or by what lies behind it', () => {
  let marker: ImportMarker | undefined;
  expect(rowOutcome(marker, { jobId: job, row: 1 })).toBeUndefined();
  marker = withRow(marker, { jobId: job, rowsBefore: 0 }, 3, 'created');
  marker = withRow(marker, { jobId: job, rowsBefore: 0 }, 7, 'deleted');
  const outcomes = [1, 2, 3, 5, 7, 8].map((row) => rowOutcome(marker, { jobId: job, row }));
  expect(outcomes).toEqual(['unchanged', 'unchanged', 'created', 'unchanged', 'deleted', undefined]);
});

test('rows that are recorded go, and another job begins anew', () => {
  const two: ImportMarker = {
    job,
    rows: [
      [3, 'created'],
      [7, 'updated'],
    ],
  };
  expect(withRow(two, { jobId: job, rowsBefore: 3 }, 9, 'deleted').rows).toEqual([
    [7, 'updated'],
    [9, 'deleted'],
  ]);
  expect(withRow(two, { jobId: job, rowsBefore: 8 }, 9, 'deleted').rows).toEqual([[9, 'deleted']]);
  expect(withRow(two, { jobId: late, rowsBefore: 0 }, 1, 'updated')).toEqual({
    job: late,
    rows: [[1, 'updated']],
  });
});

test('ids are told apart by their time, not by their kind: a late runner writes nothing over a later job', () => {
  const marker: ImportMarker = { job, rows: [[1, 'created']] };
  expect(rowOutcome(marker, { jobId: late, row: 1 })).toBeUndefined();
  expect(rowOutcome(marker, { jobId: early, row: 99 })).toBe('unchanged');
});

interface Item {
  value: number;
  import?: ImportMarker;
}
type Items = Map<string, Item>;
interface ItemRow {
  row: number;
  key: string;
  /** -1 deletes it. The document stays, with its marker. */
  value: number;
}
type Counts = Record<BatchCount, number>;

const none = (): Counts => ({ created: 0, updated: 0, unchanged: 0, deleted: 0 });
const ABSENT = -1;

/** Applies rows until so many documents were written; false where it got no further. */
function apply(
  items: Items,
  jobId: string,
  rowsBefore: number,
  rows: readonly ItemRow[],
  counts: Counts,
  writes: number,
) {
  let left = writes;
  for (const { row, key, value } of rows) {
    const item = items.get(key);
    const known = rowOutcome(item?.import, { jobId, row });
    const before = item?.value ?? ABSENT;
    const outcome = known ?? outcomeOf(before, value);
    if (known === undefined && outcome !== 'unchanged') {
      if (left === 0) return false;
      left -= 1;
      items.set(key, { value, import: withRow(item?.import, { jobId, rowsBefore }, row, outcome) });
    }
    counts[outcome] += 1;
  }
  return true;
}

function outcomeOf(before: number, value: number): BatchCount {
  if (before === value) return 'unchanged';
  if (value === ABSENT) return 'deleted';
  return before === ABSENT ? 'created' : 'updated';
}

/** Deterministic: a run that fails can be run again by its seed. */
function randomly(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

function file(random: (below: number) => number): ItemRow[] {
  const row = (at: number) => ({ row: at + 1, key: `k${random(4)}`, value: random(4) - 1 });
  return Array.from({ length: 20 }, (_, at) => row(at));
}

const valuesOf = (items: Items) =>
  Object.fromEntries([...items].map(([key, { value }]) => [key, value]).sort());

test('whatever point of a batch is the last, and however often: the counts and documents of one run', () => {
  for (let seed = 0; seed < 3_000; seed += 1) {
    const random = randomly(seed);
    const [disturbed, calm]: [Items, Items] = [new Map(), new Map()];
    // The jobs of a tenant one after the other over the same documents.
    for (let each = 0; each < 3; each += 1) {
      const jobId = newId('items');
      const rows = file(random);
      const expected = none();
      apply(calm, jobId, 0, rows, expected, 99);
      const counted = none();
      const passed: { before: number; rows: ItemRow[] }[] = [];
      for (let before = 0; before < rows.length; ) {
        const taken = rows.slice(before, before + 1 + random(8));
        // Killed at a write, or after the last and before the progress is recorded.
        for (let kills = random(4); kills > 0; kills -= 1)
          apply(disturbed, jobId, before, taken, none(), random(taken.length + 1));
        const counts = none();
        apply(disturbed, jobId, before, taken, counts, 99);
        passed.push({ before, rows: taken });
        before += taken.length;
        for (const count of Object.keys(counted) as BatchCount[]) counted[count] += counts[count];
      }
      expect([seed, counted, valuesOf(disturbed)]).toEqual([seed, expected, valuesOf(calm)]);
    }
  }
});

test('a marker stays as small as a batch', () => {
  let marker: ImportMarker | undefined;
  for (let row = 1; row <= 1000; row += 1)
    marker = withRow(marker, { jobId: job, rowsBefore: row - (row % 10) - 1 }, row, 'updated');
  expect(marker?.rows.length).toBeLessThanOrEqual(11);
});
