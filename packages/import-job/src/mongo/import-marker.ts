import { Schema } from 'mongoose';
import type { BatchOutcome } from '../import-kind.ts';

/** What a row did to a document. */
export type BatchCount = Exclude<keyof BatchOutcome, 'errors' | 'sightings'>;

/**
 * The last rows that an import took into a document, inside that document and set by the same write. A batch that was
 * applied and not recorded comes again: by this it counts what it counted then, and writes nothing twice.
 */
export interface ImportMarker {
  /** Id of the job. */
  job: string;
  /** In the order of the file. Rows that are recorded for good are gone, they never come again. */
  rows: (readonly [row: number, outcome: BatchCount])[];
}

/** The path `import` of a document. */
export const importMarkerSchema = new Schema<ImportMarker>(
  { job: { type: String, required: true }, rows: { type: [[Schema.Types.Mixed]], required: true } },
  { _id: false, id: false, strict: 'throw' },
);

/**
 * What is known of a row before it is applied: undefined where it is to be applied. `unchanged` is also the answer for a
 * row that lies behind what the document took in of the same job (it wrote nothing then, and doesn't now), and where a
 * later job has been at the document: the asking runner has lost its job to another without knowing.
 */
export function rowOutcome(
  marker: ImportMarker | null | undefined,
  { jobId, row }: { jobId: string; row: number },
): BatchCount | undefined {
  if (marker === null || marker === undefined) return undefined;
  if (marker.job !== jobId) return instantOf(marker.job) > instantOf(jobId) ? 'unchanged' : undefined;
  const known = marker.rows.find(([each]) => each === row);
  if (known !== undefined) return known[1];
  const last = marker.rows.at(-1)?.[0] ?? 0;
  return row < last ? 'unchanged' : undefined;
}

/** The marker that goes into the write of a row that `rowOutcome` doesn't know. */
export function withRow(
  marker: ImportMarker | null | undefined,
  { jobId, rowsBefore }: { jobId: string; rowsBefore: number },
  row: number,
  outcome: BatchCount,
): ImportMarker {
  const own = marker?.job === jobId ? marker.rows.filter(([each]) => each > rowsBefore) : [];
  return { job: jobId, rows: [...own, [row, outcome]] };
}

/** Jobs of a tenant run in the order of their ids, whatever their kind. */
function instantOf(jobId: string): string {
  return jobId.slice(-26);
}
