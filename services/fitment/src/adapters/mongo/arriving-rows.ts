import { Schema } from 'mongoose';
import type { ArrivingRows, PartFitments } from '../../domain/part-fitments.ts';

/**
 * A row that was put here while it is taken from where it waited: kept in the part’s document, as who says it again and who takes it back
 * decide by one document. It goes when the row is settled.
 */
export interface ArrivingRow {
  /** Of the row. */
  source: string;
  mover: string;
}

const text = { type: String, required: true } as const;

export const arrivingSchema = new Schema<ArrivingRow>(
  { source: text, mover: text },
  { _id: false, id: false, strict: 'throw' },
);

export function moversOf(arriving: readonly ArrivingRow[] = []): Map<string, string> {
  return new Map(arriving.map(({ source, mover }) => [source, mover]));
}

/** What is kept with a part that is changed: of rows that stand there. */
export function withArriving(
  before: readonly ArrivingRow[] = [],
  { fitments }: Pick<PartFitments, 'fitments'>,
  added: ArrivingRows = new Map(),
): ArrivingRow[] {
  if (before.length + added.size === 0) return [];
  const standing = new Set(fitments.map(({ source }) => source));
  const movers = new Map([...moversOf(before), ...added]);
  return [...movers].flatMap(([source, mover]) => (standing.has(source) ? [{ source, mover }] : []));
}
