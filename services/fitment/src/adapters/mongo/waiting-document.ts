import { randomUUID } from 'node:crypto';
import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { type LockedDocument, UNLOCKED } from '@qipei/release/mongo';
import { Schema } from 'mongoose';
import { type FittingRows, rowsWithRoom } from '../../application/rows-with-room.ts';
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
  /** Rows that are being moved, be they there still or taken back meanwhile: see `mongoRowMoves`. Missing for none. */
  moving?: MovingRows[];
}

export interface MovingRows {
  /** Of who moves them. */
  token: string;
  at: Date;
  /** The part that they are put to. */
  to: string;
  /** `<key> <source>` */
  rows: string[];
}

export type WaitingState = Pick<WaitingDocument, 'tag' | 'count' | 'body'>;

const COLLECTION = 'unresolved_of_part';

const text = { type: String, required: true } as const;

export const lockSchema = new Schema(
  { seq: Number, release: String, done: Boolean },
  { _id: false, id: false, strict: 'throw' },
);

const movingSchema = new Schema<MovingRows>(
  { token: text, at: { type: Date, required: true }, to: text, rows: [String] },
  { _id: false, id: false, strict: 'throw' },
);

export const waitingSchema = new Schema<WaitingDocument>(
  {
    ...{ _id: text, publisher: text, partId: text, tag: text },
    count: { type: Number, required: true },
    body: { type: Schema.Types.Mixed },
    lock: lockSchema,
    moving: { type: [movingSchema], default: undefined },
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

/** Of `more`, in their order, what a part's document holds beside what is kept of it, but for its last hundredth. */
export function rowsThatFit(
  kept: readonly UnresolvedFitment[],
  more: readonly UnresolvedFitment[],
  pack = packUnresolved,
): FittingRows {
  return rowsWithRoom(kept, more, (rows) => fullness(pack(rows)));
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

export const MOVING_ROWS_MONGO_MIGRATION: MongoMigration = {
  id: '004-moving-rows',
  up: createIndexes(COLLECTION, [{ name: 'moving', key: { 'moving.at': 1 }, sparse: true }]),
};

/** Where the document is as it was read, and locked for nobody. */
export function asRead({ _id, tag }: Pick<WaitingDocument, '_id' | 'tag'>) {
  return { _id, tag, ...UNLOCKED };
}
