import type { ExportFormat, ExportJob, ExportLoss } from './export-job.ts';

/** One export being made. */
export interface ExportRun extends AsyncDisposable {
  /** Of the data that it reads. */
  readonly asOf: Date;
  /** The file in pieces. Between two of them other work has its turn. */
  readonly bytes: AsyncIterable<Uint8Array | string>;
  /** Parts or fitments written so far. */
  rows(): number;
  /** Whole once the bytes are. */
  losses(): readonly ExportLoss[];
}

/** What a service exports. */
export interface ExportKind {
  /** `parts`, `fitments`. */
  kind: string;
  formats: readonly ExportFormat[];
  open(job: ExportJob, signal: AbortSignal): Promise<ExportRun>;
}
