import type { DiffCounts } from '@qipei/release';
import {
  type ApplicationCounts,
  diffOfSaid,
  isSame,
  NO_APPLICATION_COUNTS,
  type RowsOfPart,
  type SaidOfPart,
} from '../domain/data-set-diff.ts';
import { isAssetPart } from '../domain/feed-asset.ts';

/** What comes of the difference between what a data set says and what it would say, counted part by part. */
export interface DataSetTally {
  parts: DiffCounts;
  applications: ApplicationCounts;
  /** Assets of vehicles and descriptions of files; missing in what an earlier version has begun. */
  assets?: ApplicationCounts;
  /** Applications of the data set that wait for their part or their vehicles. */
  waiting: number;
  /** Rows of the file that do. */
  waitingRows: number;
  /** Parts that the file names. */
  named: number;
}

export const NO_TALLY: DataSetTally = {
  parts: { added: 0, changed: 0, removed: 0, unchanged: 0, before: 0 },
  applications: NO_APPLICATION_COUNTS,
  ...{ waiting: 0, waitingRows: 0, named: 0 },
};

export const NOTHING_SAID: SaidOfPart = { fitments: [], waiting: [] };

export function isNothing({ fitments, waiting }: SaidOfPart): boolean {
  return fitments.length + waiting.length === 0;
}

/** Of two that differ. */
export function changeOfSaid(before: SaidOfPart, after: SaidOfPart): 'added' | 'changed' | 'removed' {
  if (isNothing(before)) return 'added';
  return isNothing(after) ? 'removed' : 'changed';
}

export function isSameSaid(a: SaidOfPart, b: SaidOfPart): boolean {
  return isSame(diffOfSaid(a, b).counts);
}

/** Counts one part, of which the file has these batches, in place. What is kept of an asset is no part. */
export function tallyPart(
  tally: DataSetTally,
  {
    partId,
    before,
    after,
    counts,
  }: { partId: string; before: SaidOfPart; after: SaidOfPart; counts: ApplicationCounts },
  batches: readonly RowsOfPart[],
): void {
  if (isAssetPart(partId)) {
    tally.assets = sumOf(tally.assets, counts);
    return;
  }
  const { parts, applications } = tally;
  if (!isNothing(before)) parts.before += 1;
  if (!isSame(counts)) parts[changeOfSaid(before, after)] += 1;
  else if (!isNothing(before)) parts.unchanged += 1;
  for (const kind of KINDS) applications[kind] += counts[kind];
  tally.waiting += after.waiting.length;
  if (batches.length > 0) tally.named += 1;
  for (const { waiting } of batches) tally.waitingRows += waiting.length;
}

/** What limits on removals go by, beside parts. */
export function recordsOf({ assets }: Pick<DataSetTally, 'assets'>): { before: number; removed: number } {
  const { changed, removed, unchanged } = assets ?? NO_APPLICATION_COUNTS;
  return { before: changed + removed + unchanged, removed };
}

/** JSON for the release. Its own counts are in parts; these are in applications, and in records of assets. */
export function reportOf(
  { applications, assets = NO_APPLICATION_COUNTS, waiting }: Counted & Pick<DataSetTally, 'waiting'>,
  checks: string,
): string {
  const counted = JSON.stringify({ ...applications, waiting });
  return `{"applications":${counted},"assets":${JSON.stringify(assets)}${checks === '' ? '' : `,"checks":${checks}`}}`;
}

type Counted = Pick<DataSetTally, 'applications' | 'assets'>;

/** What an import counts that is a release. */
export function outcomeOf({ applications, assets }: Counted) {
  const { added, changed, removed, unchanged } = sumOf(assets, applications);
  return { created: added, updated: changed, unchanged, deleted: removed, errors: [] };
}

const KINDS = ['added', 'changed', 'removed', 'unchanged'] as const;

function sumOf(a: ApplicationCounts = NO_APPLICATION_COUNTS, b: ApplicationCounts): ApplicationCounts {
  const sum = { ...a };
  for (const kind of KINDS) sum[kind] += b[kind];
  return sum;
}
