import { type Fitment, fitmentIdentity, sameApplication } from './fitment.ts';
import { applyChanges, type FitmentChange } from './part-fitments.ts';
import type { UnresolvedFitment } from './unresolved-fitments.ts';

/** All that one data set says of one part. */
export interface SaidOfPart {
  fitments: readonly Fitment[];
  /** What waits for its part or its vehicles. */
  waiting: readonly UnresolvedFitment[];
}

/** Rows of a file of one part, in their order. */
export interface RowsOfPart {
  changes: readonly FitmentChange[];
  waiting: readonly UnresolvedFitment[];
  /** Keys of rows that wait no longer, if they did. */
  settled: readonly string[];
}

/** In applications, those that wait included. */
export interface ApplicationCounts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
}

export const NO_APPLICATION_COUNTS: ApplicationCounts = { added: 0, changed: 0, removed: 0, unchanged: 0 };

/** What the data set says after the rows; `before` is empty for a full submission. */
export function saidAfter(before: SaidOfPart, batches: readonly RowsOfPart[]): SaidOfPart {
  let fitments = before.fitments as Fitment[];
  const waiting = new Map(before.waiting.map((row) => [row.key, row]));
  for (const batch of batches) {
    fitments = applyChanges(fitments, batch.changes).fitments;
    for (const key of batch.settled) waiting.delete(key);
    for (const row of batch.waiting)
      waiting.set(row.key, { ...row, since: waiting.get(row.key)?.since ?? row.since });
  }
  return {
    fitments,
    waiting: [...waiting.values()].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
  };
}

/** What of `after` isn't in `before` as it is there, and the other way round. */
export interface SaidDiff {
  counts: ApplicationCounts;
  before: SaidOfPart;
  after: SaidOfPart;
}

/** Compares by what the rows mean, not by which file said it. */
export function diffOfSaid(before: SaidOfPart, after: SaidOfPart): SaidDiff {
  const counts = { ...NO_APPLICATION_COUNTS };
  if (before.fitments.length + before.waiting.length === 0) {
    counts.added = after.fitments.length + after.waiting.length;
    return { counts, before, after };
  }
  const gone = new Map(before.fitments.map((fitment) => [fitmentIdentity(fitment), fitment]));
  const goneWaiting = new Map(before.waiting.map((row) => [row.key, row]));
  const old: Fitment[] = [];
  const fitments = after.fitments.filter((fitment) => {
    const identity = fitmentIdentity(fitment);
    const known = gone.get(identity);
    gone.delete(identity);
    if (known === undefined) counts.added += 1;
    else if (sameApplication(known, fitment)) {
      counts.unchanged += 1;
      return false;
    } else {
      counts.changed += 1;
      old.push(known);
    }
    return true;
  });
  const oldWaiting: UnresolvedFitment[] = [];
  const waiting = after.waiting.filter((row) => {
    const known = goneWaiting.get(row.key);
    goneWaiting.delete(row.key);
    if (known === undefined) counts.added += 1;
    else if (waitingContent(known) === waitingContent(row)) {
      counts.unchanged += 1;
      return false;
    } else {
      counts.changed += 1;
      oldWaiting.push(known);
    }
    return true;
  });
  counts.removed = gone.size + goneWaiting.size;
  return {
    counts,
    before: { fitments: [...old, ...gone.values()], waiting: [...oldWaiting, ...goneWaiting.values()] },
    after: { fitments, waiting },
  };
}

export function isSame({ added, changed, removed }: ApplicationCounts): boolean {
  return added + changed + removed === 0;
}

/**
 * What a data set says of a part when a release of it is rolled back; undefined where something else has changed it since. Rows whose parts
 * and vehicles have become known since, or which wait for something else by now, have changed nothing: those of the release go with it,
 * with what they stand in the place of coming again, and others that waited beside them stay what they are, be it taken in or gone.
 */
export function rolledBackTo(
  current: SaidOfPart,
  { before, after: left }: { before: SaidOfPart; after: SaidOfPart },
  jobId: string,
): SaidOfPart | undefined {
  const isOfRelease = ofJob(jobId);
  const beside = new Set(left.waiting.filter((row) => !isOfRelease(row)).map(({ source }) => source));
  const since = diffOfSaid(left, current);
  const late = [...since.after.fitments, ...since.after.waiting];
  if (!late.every((row) => isOfRelease(row) || beside.has(row.source))) return undefined;
  const taken = new Set(since.after.fitments.map(fitmentIdentity));
  if (!since.before.fitments.every((fitment) => taken.has(fitmentIdentity(fitment)))) return undefined;
  const others = since.after.fitments.filter((fitment) => !isOfRelease(fitment));
  const changes = others.map((fitment): FitmentChange => ({ action: 'set', fitment }));
  const rowOf = new Map(current.waiting.map((row) => [row.key, row]));
  const waiting = before.waiting.flatMap((row) => {
    if (!beside.has(row.source)) return [row];
    const now = rowOf.get(row.key);
    if (now === undefined) return [];
    return [isOfRelease(now) ? row : now];
  });
  return { fitments: applyChanges([...before.fitments], changes).fitments, waiting };
}

/** What a data set says of a part to which rows of a release were moved, without them: what they `replaced` there, by source, comes again. */
export function withoutRelease(
  { fitments, waiting }: SaidOfPart,
  jobId: string,
  replaced: ReadonlyMap<string, Fitment>,
): SaidOfPart {
  const isOfRelease = ofJob(jobId);
  return {
    fitments: fitments.flatMap((each) => (isOfRelease(each) ? (replaced.get(each.source) ?? []) : [each])),
    waiting: waiting.filter((row) => !isOfRelease(row)),
  };
}

function ofJob(jobId: string): (row: { source: string }) => boolean {
  return ({ source }) => source.startsWith(`${jobId}#`);
}

/** Without what only says from where a row comes, and in whatever order its cells were kept. */
export function waitingContent({ code, cells }: UnresolvedFitment): string {
  const { record: _, feed: __, release: ___, ...said } = cells;
  const names = Object.keys(said)
    .filter((name) => said[name] !== '')
    .sort();
  return JSON.stringify([code, names.map((name) => [name, said[name]])]);
}

/** What the publisher's data set says of a part, and what its others do. */
export function ofDataSet(
  { fitments, waiting }: SaidOfPart,
  dataSet: string,
): { own: SaidOfPart; others: SaidOfPart } {
  const isOwn = (each: Fitment | UnresolvedFitment) => each.dataSet === dataSet;
  const isOther = (each: Fitment | UnresolvedFitment) => each.dataSet !== dataSet;
  return {
    own: { fitments: fitments.filter(isOwn), waiting: waiting.filter(isOwn) },
    others: { fitments: fitments.filter(isOther), waiting: waiting.filter(isOther) },
  };
}
