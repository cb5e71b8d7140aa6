import type { ExportFormat, ExportJob, ExportLoss } from './export-job.ts';

/** One export being made. */
export interface ExportRun extends AsyncDisposable {
  /** Of the data that it reads. */
  readonly asOf: Date;
  /** What is to be known of the file as a whole, as `<code>: <message>`. */
  readonly notes: readonly string[];
  /** The file in pieces. Between two of them other work has its turn. */
  readonly bytes: AsyncIterable<Uint8Array | string>;
  /** Parts or fitments written so far. */
  rows(): number;
  /** Whole once the bytes are. */
  losses(): readonly ExportLoss[];
}

/** Of what is read from a storage that gives no state of many records. */
export const RECORD_BY_RECORD =
  'record-by-record: Each record is as it was when it was read; what was imported meanwhile may be in the file in part.';

/** What a service exports. */
export interface ExportKind {
  /** `parts`, `fitments`. */
  kind: string;
  formats: readonly ExportFormat[];
  open(job: ExportJob, signal: AbortSignal): Promise<ExportRun>;
}
