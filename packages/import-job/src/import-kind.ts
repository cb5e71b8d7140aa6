import type { ColumnSpec, Row, RowFault } from '@qipei/interchange';

export interface ImportContext {
  tenant: string;
  jobId: string;
}

export interface PrepareContext extends ImportContext {
  /** Aborted when the runner is being closed; what is prepared is then thrown away. */
  signal: AbortSignal;
}

/** What became of the rows of a batch. A row is counted once, or has errors. */
export interface BatchOutcome {
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  errors: RowFault[];
}

/** One kind of file that a service takes in. */
export interface ImportKind<P = unknown> {
  /** Prefix of the jobs' ids: `parts`, `fitments`, `stock`, `offers`. */
  kind: string;
  columns: readonly ColumnSpec[];
  /**
   * Gathers what `apply` needs beside the service's own data; may call other services. Runs while the batch before is still being
   * applied and may run again for the same rows: it has no effects and doesn't look at what the import itself writes.
   * A DomainError that says `unavailable`, `deadline` or `exhausted` is waited out; anything else fails the job.
   */
  prepare(rows: readonly Row[], context: PrepareContext): Promise<P>;
  /**
   * Synchronous, inside the transaction that also records the progress: its writes are there once for each row, or not at all.
   * A row that is refused goes into `errors`; a throw fails the job.
   */
  apply(prepared: P, context: ImportContext): BatchOutcome;
}
