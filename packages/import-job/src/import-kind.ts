import type { ColumnSpec, OwnSubmission, Row, RowFault } from '@qipei/interchange';
import type { RowSighting } from './row-sighting.ts';

export interface ImportContext {
  tenant: string;
  jobId: string;
  /** As the sender named it; for people. */
  filename?: string;
  /** What the sender says of how to take the file. */
  settings?: Readonly<Record<string, string>>;
  /** What the file itself says that it is, where it does. */
  ownSubmission?: OwnSubmission | undefined;
}

export interface ApplyContext extends ImportContext {
  /** Rows of the job that are recorded for good: they never come again. */
  rowsBefore: number;
  /**
   * How often the job was taken over before this run, absent for never. A runner that stood still may go on for a moment beside its
   * successor: what the successor writes has the greater number.
   */
  takeovers?: number;
  /** W3C trace context of the run, in the trace of the upload: for the events that the rows cause. */
  traceparent: string;
}

export interface ConcludeContext extends ImportContext {
  /** Rows of the whole file, and those that were refused. */
  rows: number;
  failed: number;
  /** Rows that were taken without what couldn't be read of them; absent for none. */
  leftOut?: number;
  /** What is counted of it so far, refused rows aside: also what an earlier `conclude` counted. */
  counted: number;
  /** W3C trace context of the run. */
  traceparent: string;
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
  /** For the notes of the job. */
  sightings?: readonly RowSighting[];
}

export interface ConcludeOutcome extends BatchOutcome {
  /** It is to be called again for the rest of its work. */
  more?: boolean;
}

/** One kind of file that a service takes in. */
export interface ImportKind<P = unknown> {
  /** Prefix of the jobs' ids: `parts`, `fitments`, `stock`, `offers`. */
  kind: string;
  columns: readonly ColumnSpec[];
  /**
   * Called before the first rows of a run: whether what the file says of itself goes with what the sender asked for. A
   * DomainError fails the job, with nothing of it taken.
   */
  accept?(context: ImportContext): void;
  /**
   * Gathers what `apply` needs beside the service's own data; may call other services. Runs while the batch before is still being
   * applied and may run again for the same rows: it has no effects and doesn't look at what the import itself writes.
   * A DomainError that says `unavailable`, `deadline` or `exhausted` is waited out; anything else fails the job.
   */
  prepare(rows: readonly Row[], context: PrepareContext): Promise<P>;
  /**
   * Takes the rows in; one that is refused goes into `errors`. Over a storage with transactions it is synchronous and inside
   * the one that also records the progress: its writes are there once for each row, or not at all. Over any other it may be
   * asynchronous and may come again with rows that it has taken already: see `ImportMarker`. A throw fails the job, except
   * where it says that the storage is away for now.
   */
  apply(prepared: P, context: ApplyContext): BatchOutcome | Promise<BatchOutcome>;
  /**
   * Called before each `conclude`, outside of what records it: for what takes long or has to wait. As `prepare`, it has no
   * effects and may come again.
   */
  prepareConclude?(context: ConcludeContext & Pick<PrepareContext, 'signal'>): Promise<void>;
  /**
   * Called when the last row is in, as `apply` is and with the same promises; for what only a whole file says. It may come
   * again. What it took out is counted as deleted.
   */
  conclude?(context: ConcludeContext): ConcludeOutcome | Promise<ConcludeOutcome>;
}
