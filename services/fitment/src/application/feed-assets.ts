import { hash } from 'node:crypto';
import type { Row } from '@qipei/interchange';
import { type AcesFeedAsset, assetIdentity } from '@qipei/interchange/aces';
import { waitingContent } from '../domain/data-set-diff.ts';
import { assetPartId } from '../domain/feed-asset.ts';
import type { ChangeResult } from '../domain/part-fitments.ts';
import type { UnresolvedFitment } from '../domain/unresolved-fitments.ts';

/** What a row says of an asset. */
export interface AssetChange {
  row: number;
  line: number;
  name: string;
  partId: string;
  key: string;
  /** Undefined where it is deleted. */
  kept: UnresolvedFitment | undefined;
}

/** The rows of a file that are of assets, and all others. */
export function withoutAssets(rows: readonly Row[]): { rows: readonly Row[]; assets: readonly Row[] } {
  if (!rows.some(isAssetRow)) return { rows, assets: [] };
  return { rows: rows.filter((row) => !isAssetRow(row)), assets: rows.filter(isAssetRow) };
}

/** The kind of file has no column of this name: what has an item and no value is none of its rows. */
function isAssetRow({ item, values }: Row): boolean {
  return item !== undefined && values.partNumber === undefined;
}

export function assetChange(
  { row, line, item }: Row,
  { publisher, jobId, dataSet, since }: { publisher: string; jobId: string; dataSet: string; since: Date },
): AssetChange {
  const { kind, name, action, cells: said } = item as AcesFeedAsset;
  const cells = { assetName: name, ...said };
  const partId = assetPartId(name);
  const key = assetKey({ kind, cells: said }, dataSet);
  const of = { publisher, partId, key, dataSet, since, source: `${jobId}#${row}` };
  const kept = { ...of, code: kind, column: '', message: '', cells };
  return { row, line, name, partId, key, kept: action === 'set' ? kept : undefined };
}

/** Of its own: rows of fitments are told apart by less, as a note of theirs may change. */
function assetKey(record: Pick<AcesFeedAsset, 'kind' | 'cells'>, dataSet: string): string {
  return hash('sha256', JSON.stringify([assetIdentity(record), dataSet])).slice(0, 24);
}

/** What each change would do to what is there. */
export function assetResults(
  changes: readonly AssetChange[],
  before: readonly UnresolvedFitment[],
): ReadonlyMap<number, ChangeResult> {
  const nameOf = ({ partId, key }: { partId: string; key: string }) => `${partId} ${key}`;
  const known = new Map(before.map((row) => [nameOf(row), waitingContent(row)]));
  const results = new Map<number, ChangeResult>();
  for (const change of changes) {
    const name = nameOf(change);
    const was = known.get(name);
    const will = change.kept === undefined ? undefined : waitingContent(change.kept);
    if (will === undefined) known.delete(name);
    else known.set(name, will);
    if (was === will) results.set(change.row, 'unchanged');
    else results.set(change.row, was === undefined ? 'created' : will === undefined ? 'deleted' : 'updated');
  }
  return results;
}

/**
 * Changes that follow one another, as rows of which those that go are taken away before those that are kept are added. Where one takes
 * back what one before it says, both say so: as many are told as came.
 */
export function settledAssets(changes: readonly AssetChange[]): {
  waiting: UnresolvedFitment[];
  settled: string[];
} {
  const last = new Map(changes.map(({ key, kept }) => [key, kept]));
  const isKept = ({ key }: AssetChange) => last.get(key) !== undefined;
  return {
    waiting: changes.flatMap((change) => (change.kept !== undefined && isKept(change) ? [change.kept] : [])),
    settled: changes.flatMap((change) => (change.kept === undefined || !isKept(change) ? [change.key] : [])),
  };
}
