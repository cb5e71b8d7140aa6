import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';
import type { Fitment } from '../../domain/fitment.ts';
import type { PartFitments, ReplacedFitments } from '../../domain/part-fitments.ts';
import { packFitments, unpackFitments } from '../json/packed-fitments.ts';

/** What a row that came late stands in the place of: beside it in the part's document, as both are one write. */
export interface ReplacedFitment {
  /** Whose row it is, where that can be rolled back; empty otherwise. */
  release: string;
  /** Of the row. */
  source: string;
  /** What was there, packed. */
  body: string;
}

const text = { type: String, required: true } as const;

export const replacedSchema = new Schema<ReplacedFitment>(
  { release: { type: String }, source: text, body: text },
  { _id: false, id: false, strict: 'throw' },
);

export const REPLACED_FITMENTS_MONGO_MIGRATION: MongoMigration = {
  id: '005-replaced-fitments',
  up: createIndexes('part_fitments', [{ name: 'replaced', key: { 'replaced.release': 1 }, sparse: true }]),
};

/** Of a release, or of all; by the sources of the rows that stand there. */
export function replacedOf(
  replaced: readonly ReplacedFitment[] | undefined,
  release?: string,
): Map<string, Fitment> {
  const own = (replaced ?? []).filter((each) => release === undefined || each.release === release);
  return new Map(own.flatMap(({ source, body }) => unpackFitments(body).map((each) => [source, each])));
}

/** What is kept with a part that is changed; what no release needs goes with the row that stands there. */
export function withReplaced(
  before: readonly ReplacedFitment[] = [],
  { fitments }: Pick<PartFitments, 'fitments'>,
  { release, rows }: ReplacedFitments = { release: '', rows: new Map() },
): ReplacedFitment[] {
  const added = [...rows].flatMap(([source, fitment]) =>
    fitment === undefined ? [] : [{ release, source, body: packFitments([fitment]) }],
  );
  if (before.length + added.length === 0) return [];
  const standing = new Set(fitments.map(({ source }) => source));
  const left = before.filter((each) => {
    return !rows.has(each.source) && (each.release !== '' || standing.has(each.source));
  });
  return [...left, ...added];
}
