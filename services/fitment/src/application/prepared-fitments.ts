import type { Row, RowFault } from '@qipei/interchange';
import type { Submission } from '@qipei/release';
import type { ChangeResult, FitmentChange } from '../domain/part-fitments.ts';
import type { PartReference, ResolvedPart } from '../domain/part-resolver.ts';
import { unknownPartId } from '../domain/unknown-part.ts';
import type { RowMove, UnresolvedFitment } from '../domain/unresolved-fitments.ts';
import { type AssetChange, settledAssets } from './feed-assets.ts';
import type { StagedPart } from './fitment-staging.ts';
import { unresolvedKey } from './unresolved-rows.ts';

export interface PartChanges {
  part: ResolvedPart;
  reference: PartReference;
  changes: { row: number; change: FitmentChange }[];
}

/** The rows of a batch, read and resolved. */
export interface PreparedFitments {
  parts: Map<string, PartChanges>;
  faults: RowFault[];
  /** Rows of which the vehicle table doesn't know the vehicles, or the catalogue the part. */
  unresolved: UnresolvedFitment[];
  /** Rows that wait no longer, if they did: for their part, and where `partId` is set for its vehicles. */
  settled: { partId: string | undefined; values: Row['values'] }[];
  /** What becomes of rows that have waited, where these are they. */
  moves: RowMove[];
  /** The release whose rows they are, if it can be rolled back. */
  release?: string;
  /** What processes that have ended have left of such. */
  left?: readonly RowMove[];
  dataSet: string;
  /** Rows of assets, in their order. */
  assets: readonly AssetChange[];
  /** What each does, by its row, where the import isn't a release. */
  assetResults?: ReadonlyMap<number, ChangeResult>;
}

/** Rows of a batch by their parts. That a row waits no longer is of interest to an update, and where it is deleted. */
export function stagedParts(
  { parts, unresolved, settled, dataSet, assets }: PreparedFitments,
  submission: Submission,
): Iterable<StagedPart> {
  const staged = new Map<string, StagedPart & { waiting: UnresolvedFitment[]; settled: string[] }>();
  const of = (partId: string, isPublic: boolean, { brand, partNumber }: PartReference) => {
    let part = staged.get(partId);
    if (part === undefined) {
      part = { partId, public: isPublic, brand, partNumber, changes: [], waiting: [], settled: [] };
      staged.set(partId, part);
    }
    return part;
  };
  for (const [partId, { part, reference, changes }] of parts)
    of(partId, part.public, reference).changes = changes.map(({ change }) => change);
  for (const row of unresolved) {
    const part = parts.get(row.partId)?.part;
    of(row.partId, part?.public ?? false, referenceOf({ values: row.cells as Row['values'] })).waiting.push(
      row,
    );
  }
  for (const { partId, values } of settled) {
    const isDelete = values.action === 'delete';
    if (!isDelete && (partId === undefined || submission === 'full')) continue;
    const reference = referenceOf({ values });
    const part = of(partId ?? unknownPartId(reference), false, reference);
    part.settled.push(unresolvedKey(values, dataSet));
  }
  for (const [partId, changes] of Map.groupBy(assets, (change) => change.partId)) {
    const name = changes[0]?.name ?? '';
    staged.set(partId, {
      ...{ partId, public: false, brand: '', partNumber: name, changes: [] },
      ...settledAssets(changes),
    });
  }
  return staged.values();
}

export function referenceOf({ values }: Pick<Row, 'values'>): PartReference {
  return { brand: String(values.brand), partNumber: String(values.partNumber) };
}
