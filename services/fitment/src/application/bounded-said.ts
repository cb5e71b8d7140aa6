import type { ReleaseFinding } from '@qipei/release';
import { type RowsOfPart, type SaidOfPart, saidAfter } from '../domain/data-set-diff.ts';
import type { UnresolvedFitment } from '../domain/unresolved-fitments.ts';
import type { FittingRows } from './rows-with-room.ts';

/** Rows that wait, or that are said of assets, beyond what can be kept of one. */
export interface RefusedRows {
  count: number;
  /** Some of them. */
  samples: string[];
}

export const NONE_REFUSED: RefusedRows = { count: 0, samples: [] };

const SAMPLES = 10;

/** What the data set would say of a part, and what waits beyond what can be kept of one. What it says already is kept. */
export function boundedSaid(
  before: SaidOfPart,
  rows: readonly RowsOfPart[],
  rowsThatFit: (kept: readonly UnresolvedFitment[], more: readonly UnresolvedFitment[]) => FittingRows,
): { after: SaidOfPart; tooMany: readonly UnresolvedFitment[] } {
  const after = saidAfter(before, rows);
  if (rows.every(({ waiting }) => waiting.length === 0)) return { after, tooMany: [] };
  const known = new Set(before.waiting.map(({ key }) => key));
  const isKnown = ({ key }: UnresolvedFitment) => known.has(key);
  const kept = after.waiting.filter(isKnown);
  const more = after.waiting.filter((row) => !isKnown(row));
  const fitting = rowsThatFit(kept, more);
  return { after: { ...after, waiting: fitting.rows }, tooMany: fitting.refused };
}

/** In place. */
export function countRefused(refused: RefusedRows, tooMany: readonly UnresolvedFitment[]): void {
  refused.count += tooMany.length;
  refused.samples.push(...tooMany.slice(0, SAMPLES - refused.samples.length).map(nameOf));
}

export function findingsOfRefused(refused: RefusedRows): ReleaseFinding[] {
  return refused.count === 0 ? [] : [{ code: 'part-too-large', ...refused }];
}

function nameOf({ cells, source }: UnresolvedFitment): string {
  const { assetName, brand, partNumber } = cells;
  return `${assetName === undefined ? `${brand} ${partNumber}` : `asset ${assetName}`} ${source.slice(source.lastIndexOf('#'))}`;
}
