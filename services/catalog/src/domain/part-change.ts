import type { PartContent, PartIdentity } from './part.ts';

/** What a row of an import does to a part; rows count from 1 within their job. */
export type PartChange =
  | { action: 'upsert'; row: number; identity: PartIdentity; content: PartContent }
  | { action: 'delete'; row: number; identity: PartIdentity };

export type ChangeOutcome = 'created' | 'updated' | 'unchanged' | 'deleted';

/** Counts of what became of the changes. */
export type ChangeCounts = Record<ChangeOutcome, number>;

export interface ChangeContext {
  publisher: string;
  /** The data set within the publisher's own that says it; empty for the main one. A part is the last one's that said it. */
  feed: string;
  /** The import that the changes come from. */
  jobId: string;
  /** Rows of it that never come again. */
  rowsBefore: number;
  now: Date;
  traceparent: string;
  /**
   * Told of a row that changes what an earlier batch of the same import had made of the part: of each part in a batch at least the first,
   * perhaps twice.
   */
  onRepeated?: (row: number) => void;
}

export function noChanges(): ChangeCounts {
  return { created: 0, updated: 0, unchanged: 0, deleted: 0 };
}

/** Where a version of a part comes from: job and row. */
export function sourceOf({ jobId }: Pick<ChangeContext, 'jobId'>, row: number): string {
  return `${jobId}#${row}`;
}
