import { randomUUID } from 'node:crypto';
import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { type LockedDocument, UNLOCKED } from '@qipei/release/mongo';
import { Schema } from 'mongoose';
import type { UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import { packUnresolved, unpackUnresolved } from '../json/packed-unresolved.ts';
import { fullness, type StoredText, storedText, textOf } from './stored-text.ts';

/** The rows of a part that wait, for the part or for its vehicles: one document, as its fitments are. */
export interface WaitingDocument extends LockedDocument {
  /** See `waitingId`. */
  _id: string;
  publisher: string;
  partId: string;
  /** Another one with each write. */
  tag: string;
  /** How many rows; 0 while it is but the place of rows that a release is about to add, or has taken away. */
  count: number;
  /** Packed; empty where there are none. */
  body: StoredText;
}

export type WaitingState = Pick<WaitingDocument, 'tag' | 'count' | 'body'>;

const COLLECTION = 'unresolved_of_part';

const text = { type: String, required: true } as const;

export const lockSchema = new Schema(
  { seq: Number, release: String, done: Boolean },
  { _id: false, id: false, strict: 'throw' },
);

export const waitingSchema = new Schema<WaitingDocument>(
  {
    ...{ _id: text, publisher: text, partId: text, tag: text },
    count: { type: Number, required: true },
    body: { type: Schema.Types.Mixed },
    lock: lockSchema,
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);

export function waitingId(publisher: string, partId: string): string {
  return `${publisher}/${partId}`;
}

/** @throws PartTooLarge */
export function waitingState(partId: string, rows: readonly UnresolvedFitment[]): WaitingState {
  const body = rows.length === 0 ? '' : storedText(partId, packUnresolved(rows));
  return { tag: randomUUID(), count: rows.length, body };
}

/** From here on a part is full: the last percent isn't worth packing all of it again and again. */
const FULL = 0.99;
/** What a guess is to come to. */
const AIM = 0.996;

/**
 * Of `more`, in their order, what a part's document holds beside what is kept of it, but for its last hundredth; the newer of one
 * key counts. How many that is is guessed from what the rows pack to, and seldom tried more than a few times.
 */
export function rowsThatFit(
  kept: readonly UnresolvedFitment[],
  more: readonly UnresolvedFitment[],
  pack = packUnresolved,
): { rows: UnresolvedFitment[]; refused: readonly UnresolvedFitment[] } {
  const known = new Set(kept.map(({ key }) => key));
  // What waits already stays, as it is said now.
  const isKnown = ({ key }: UnresolvedFitment) => known.has(key);
  let base = merged(kept, more.filter(isKnown));
  let rest = more.filter((row) => !isKnown(row));
  const withSome = (count: number) => merged(base, rest.slice(0, count));
  const tried = (count: number) => ({ count, full: fullness(pack(withSome(count))) });
  let tooMany = tried(rest.length);
  if (tooMany.full <= 1) return { rows: withSome(rest.length), refused: [] };
  let fitting = tried(0);
  if (fitting.full > 1 && rest.length < more.length) {
    [base, rest] = [merged(kept, []), [...more]];
    tooMany = { count: rest.length, full: tooMany.full };
    fitting = tried(0);
  }
  for (let guesses = 0; fitting.full < FULL && tooMany.count - fitting.count > 1; guesses += 1) {
    const between = tooMany.count - fitting.count;
    const share = (AIM - fitting.full) / (tooMany.full - fitting.full);
    // What deflates unevenly may fool every guess: half of what is left ends it all the same.
    const step = guesses % 3 === 2 ? between / 2 : between * share;
    const guess = tried(fitting.count + Math.min(between - 1, Math.max(1, Math.floor(step))));
    if (guess.full <= 1) fitting = guess;
    else tooMany = guess;
  }
  return { rows: withSome(fitting.count), refused: rest.slice(fitting.count) };
}

/** By key; of one key the newer one, which waits since the older did. */
function merged(kept: readonly UnresolvedFitment[], more: readonly UnresolvedFitment[]): UnresolvedFitment[] {
  const rows = new Map(kept.map((row) => [row.key, row]));
  for (const row of more) rows.set(row.key, { ...row, since: rows.get(row.key)?.since ?? row.since });
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

export function waitingRows({
  publisher,
  partId,
  body,
}: Pick<WaitingDocument, 'publisher' | 'partId' | 'body'>): UnresolvedFitment[] {
  return body === '' ? [] : unpackUnresolved(publisher, partId, textOf(body));
}

export const UNRESOLVED_OF_PARTS_MONGO_MIGRATION: MongoMigration = {
  id: '003-unresolved-of-parts',
  up: createIndexes(COLLECTION, [
    { name: 'of-publisher', key: { publisher: 1, partId: 1 }, unique: true },
    { name: 'locked', key: { 'lock.seq': 1 }, sparse: true },
  ]),
};

/** Where the document is as it was read, and locked for nobody. */
export function asRead({ _id, tag }: Pick<WaitingDocument, '_id' | 'tag'>) {
  return { _id, tag, ...UNLOCKED };
}
