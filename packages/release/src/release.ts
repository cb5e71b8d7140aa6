import type { ReleaseHold } from './release-rules.ts';

/**
 * staging -> staged -> publishing -> published -> superseded | rolling-back -> rolled-back. A staged one may be discarded; one
 * whose import ends without having read the file fails. A superseded one is published again when the one over it is rolled
 * back.
 */
export type ReleaseState =
  | 'staging'
  | 'staged'
  | 'publishing'
  | 'published'
  | 'superseded'
  | 'rolling-back'
  | 'rolled-back'
  | 'discarded'
  | 'failed';

export type Submission = 'full' | 'update';

/** In entities: a part; for fitments the applications of one part. */
export interface DiffCounts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** What the feed had. */
  before: number;
}

export interface ReleaseFinding {
  code: string;
  count: number;
  /** Some of what it was found in. */
  samples: readonly string[];
}

/** What the kind keeps of it: all; not what is as it was (`trimming`: that goes); nothing (`going`: all goes). */
export type KeptContent = 'whole' | 'trimming' | 'kept' | 'going' | 'gone';

export interface Release {
  /** See `releaseIdOf` of the import. */
  id: string;
  tenant: string;
  /** Name of the data set; empty for the main one. */
  feed: string;
  jobId: string;
  filename: string;
  submission: Submission;
  /** Published by itself where the rules allow it. */
  automatic: boolean;
  state: ReleaseState;
  /** The release that was live when the difference was taken; empty where there was none. */
  base: string;
  /** Another was published or rolled back since. */
  stale: boolean;
  counts: DiffCounts;
  /** Rows of the file that were refused. */
  rowsRefused: number;
  holds: readonly ReleaseHold[];
  findings: readonly ReleaseFinding[];
  /** JSON of the kind's own checks; empty where there is none. */
  report: string;
  /** `<code>: <message>`, of what went wrong last; otherwise empty. */
  failure: string;
  /** W3C trace context of the upload. */
  traceparent: string;
  /** The release over which it was published. */
  supersedes: string;
  /** Entities that a roll-back left as they were, because something else had changed them. */
  kept: number;
  content: KeptContent;
  createdAt: Date;
  stagedAt: Date | undefined;
  publishedAt: Date | undefined;
  endedAt: Date | undefined;
}

/** What is known of a release when the first of its rows comes. */
export type ReleaseStart = Pick<
  Release,
  'id' | 'tenant' | 'feed' | 'jobId' | 'filename' | 'submission' | 'automatic' | 'traceparent'
>;

/** What is known when the last row is in. */
export interface ReleaseDiff {
  counts: DiffCounts;
  /** Entities that the file names. */
  named: number;
  rowsRefused: number;
  /** Rows that were taken without what couldn't be read of them; absent for none. */
  rowsLeftOut?: number;
  /** Of what belongs to no entity, how many records the feed had and how many would go; absent for none. */
  records?: { before: number; removed: number };
  findings: readonly ReleaseFinding[];
  report?: string;
}

/** Nothing will be done with what it holds any more, except to look at it. */
export function isOver({ state }: Release): boolean {
  return state === 'discarded' || state === 'failed' || state === 'rolled-back';
}
