import { CELL_LEFT_OUT, type RowFault } from '@qipei/interchange';
import { LEFT_OUT_SIGHTING } from './bad-cells.ts';
import type { ImportBatch, ImportLimits } from './import-jobs.ts';
import type { BatchOutcome } from './import-kind.ts';
import { noteSightings, type RowSighting } from './row-sighting.ts';

const MAX_NOTES = 60;

export function importLimits(limits: ImportLimits): Required<ImportLimits> {
  const { maxErrors = 100_000, maxOpenJobs = 100, maxOpenUploads = 20 } = limits;
  return { maxErrors, maxOpenJobs, maxOpenUploads };
}

/** How far a job is before a batch. */
export interface JobStanding {
  bytesTotal: number;
  notes: readonly string[];
  /** Errors kept of it so far. */
  errorsKept: number;
}

/** What a batch adds to a job. */
export interface BatchAdvance {
  bytesDone: number;
  counts: Omit<BatchOutcome, 'errors' | 'sightings'> & { failed: number };
  notes: string[];
  /** With the positions that they have among the errors of the job, from 1. */
  errors: (RowFault & { position: number })[];
  errorsKept: number;
}

/** The same for the same batch, however often it is applied. */
export function advanceBy(
  batch: ImportBatch,
  { errors: found, sightings = [], ...counted }: BatchOutcome,
  standing: JobStanding,
  maxErrors: number,
): BatchAdvance {
  const all = [...batch.faults, ...found].sort((a, b) => a.row - b.row);
  const errors: BatchAdvance['errors'] = [];
  let kept = standing.errorsKept;
  for (const error of all) {
    if (kept >= maxErrors) break;
    kept += 1;
    errors.push({ ...cut(error), position: kept });
    if (kept === maxErrors) errors.push({ ...moreErrors(error, maxErrors), position: kept + 1 });
  }
  const { created, updated, unchanged, deleted } = counted;
  // What the job has said is kept, also that there was more to say than had room.
  const before = new Set(standing.notes);
  const unsaid = new Set(batch.notes).difference(before);
  const said = [...before, ...[...unsaid].slice(0, Math.max(0, MAX_NOTES - before.size))];
  const refusing = all.filter(({ code }) => code !== CELL_LEFT_OUT);
  const refused = new Set(refusing.map(({ row }) => row));
  // A release is held by it: there is room for it however much else there is to say.
  const noted = noteSightings(noteSightings(said, sightings, MAX_NOTES), leftOutOf(all, refused), Infinity);
  return {
    bytesDone: Math.min(batch.bytesDone, standing.bytesTotal),
    counts: { created, updated, unchanged, deleted, failed: refused.size },
    notes: noted,
    errors,
    errorsKept: kept,
  };
}

/** Rows that were taken all the same. */
function leftOutOf(all: readonly RowFault[], refused: ReadonlySet<number>): RowSighting[] {
  const rows = new Set(all.flatMap(({ code, row }) => (code === CELL_LEFT_OUT ? [row] : []))).difference(
    refused,
  );
  const [row] = rows;
  return row === undefined ? [] : [{ ...LEFT_OUT_SIGHTING, row, rows: rows.size, begins: true }];
}

/** Said behind the last error that is kept. */
function moreErrors({ row, line }: RowFault, maxErrors: number): RowFault {
  const message = `${maxErrors} errors are listed; further ones are counted only.`;
  return { row, line, column: '', code: 'more-errors', value: '', message };
}

function cut({ row, line, column, code, value, message }: RowFault): RowFault {
  return { row, line, column, code, value: value.slice(0, 200), message: message.slice(0, 500) };
}
