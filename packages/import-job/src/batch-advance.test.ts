import { CELL_LEFT_OUT } from '@qipei/interchange';
import { expect, test } from 'vitest';
import { LEFT_OUT_SIGHTING } from './bad-cells.ts';
import { advanceBy, type JobStanding } from './batch-advance.ts';
import { type RowSighting, rowsSighted } from './row-sighting.ts';

const START: JobStanding = { bytesTotal: 100, notes: [], errorsKept: 0 };

function notesAfter(
  before: readonly string[],
  given: { notes?: readonly string[]; sightings?: readonly RowSighting[] },
): string[] {
  const { notes = [], sightings = [] } = given;
  const batch = { rowsBefore: 0, rows: 1, bytesDone: 1, notes, faults: [], apply: () => outcome };
  const outcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [], sightings };
  return advanceBy(batch, outcome, { ...START, notes: before }, 100).notes;
}

test('that there were more notes than room is for is still said after the next batches', () => {
  const sightings = Array.from({ length: 80 }, (_, at) => ({
    ...{ code: 'warehouse-new', value: `W${at}`, row: at + 2, rows: 1, begins: true },
  }));
  const first = notesAfter([], { notes: ['encoding: utf-8'], sightings });
  expect(first).toHaveLength(61);
  expect(first.at(-1)).toBe('more-notes: warehouse-new');
  // One whose note stands adds up, one without room begins none, and notes of the file itself have no room either.
  const again = sightings.slice(1, 2).map((each) => ({ ...each, row: 99, rows: 3, begins: false }));
  const second = notesAfter(first, { notes: ['columns: 3'], sightings: again });
  const third = notesAfter(second, {});
  expect(third).toEqual(first.with(2, 'warehouse-new: W1 (4 rows, the first is row 3)'));
});

test('notes that a file says again are kept once, and no more than have room', () => {
  const notes = Array.from({ length: 70 }, (_, at) => `column-unknown: C${at}`);
  const first = notesAfter(['encoding: utf-8'], { notes: [...notes, ...notes] });
  expect(first).toEqual(['encoding: utf-8', ...notes.slice(0, 59)]);
  expect(notesAfter(first, { notes })).toEqual(first);
});

test('a row of which cells were left out is counted as failed only where something else refuses it', () => {
  const fault = { line: 1, column: 'gtin', value: 'x', message: 'bad' };
  const faults = [
    { ...fault, row: 1, code: CELL_LEFT_OUT },
    { ...fault, row: 2, code: CELL_LEFT_OUT },
    { ...fault, row: 3, code: 'malformed' },
  ];
  const errors = [{ ...fault, row: 2, code: 'unknown-part-type' }];
  const outcome = { created: 1, updated: 0, unchanged: 0, deleted: 0, errors };
  const batch = { rowsBefore: 0, rows: 3, bytesDone: 1, notes: [], faults, apply: () => outcome };
  const full = Array.from({ length: 60 }, (_, at) => `unknown-column: C${at}`);
  const { counts, errors: told, notes } = advanceBy(batch, outcome, { ...START, notes: full }, 100);
  expect([counts.failed, told.length]).toEqual([2, 4]);
  // Counted however much else there is to say, and however many errors are listed.
  expect(rowsSighted(notes, LEFT_OUT_SIGHTING)).toBe(1);
  const next = advanceBy(batch, outcome, { ...START, notes, errorsKept: 101 }, 100);
  expect(rowsSighted(next.notes, LEFT_OUT_SIGHTING)).toBe(2);
  expect(rowsSighted(full, LEFT_OUT_SIGHTING)).toBe(0);
});
