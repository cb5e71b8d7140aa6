import { expect, test } from 'vitest';
import { noteSightings, type RowSighting } from './row-sighting.ts';

const seen = (value: string, change: Partial<RowSighting> = {}): RowSighting => ({
  ...{ code: 'warehouse-new', value, row: 2, rows: 1, begins: true },
  ...change,
});

test('rows add up batch by batch, and the first stays the first', () => {
  let notes = noteSightings(['encoding: utf-8'], [seen('N0RTH')], 60);
  expect(notes).toEqual(['encoding: utf-8', 'warehouse-new: N0RTH (1 row, the first is row 2)']);
  notes = noteSightings(notes, [seen('N0RTH', { row: 1002, rows: 14, begins: false })], 60);
  expect(notes[1]).toBe('warehouse-new: N0RTH (15 rows, the first is row 2)');
});

test('what no batch has begun is not told', () => {
  expect(noteSightings([], [seen('north', { begins: false })], 60)).toEqual([]);
});

test('names that begin alike, or look like a count, are told apart', () => {
  const values = ['N', 'N (1 row, the first is row 2)', 'NO', ''];
  let notes: string[] = [];
  for (let round = 0; round < 3; round += 1)
    notes = noteSightings(
      notes,
      values.map((value) => seen(value)),
      60,
    );
  expect(notes).toEqual(values.map((value) => `warehouse-new: ${value} (3 rows, the first is row 2)`));
});

test('there are no more than room is for, and that is said once', () => {
  const many = Array.from({ length: 100 }, (_, at) => seen(`W${at}`));
  const notes = noteSightings(noteSightings(['encoding: utf-8'], many, 60), many, 60);
  expect(notes).toHaveLength(61);
  expect(notes.at(-1)).toBe('more-notes: warehouse-new');
  expect(notes[1]).toBe('warehouse-new: W0 (2 rows, the first is row 2)');
});
