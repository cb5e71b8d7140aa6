import { createIndexes, type MongoMigration } from '@qipei/mongo';
import type { ChangeKind } from '@qipei/release';
import type { LockedCollection, NextDocument } from '@qipei/release/mongo';
import { type Connection, type Model, Schema } from 'mongoose';
import type { VisibilityOfPart } from '../../application/part-visibility.ts';
import type { PackedStaged } from '../json/packed-staged.ts';
import type { PartFitmentsDocument } from './part-fitments-schema.ts';
import type { StoredText } from './stored-text.ts';
import { type WaitingDocument, waitingSchema } from './waiting-document.ts';

/** What a batch of a file says of a part. */
export interface StagedFitmentsDocument extends Record<keyof PackedStaged, StoredText>, VisibilityOfPart {
  /** See `stagedId`. */
  _id: string;
  release: string;
  publisher: string;
  partId: string;
  /** Rows of the file before the batch. */
  at: number;
  /** The run of the import that staged it; missing in documents of earlier versions. */
  run?: number;
  /** Counts the documents of a batch that doesn't fit into one, from 0; missing in the first. */
  piece?: number;
  brand: string;
  partNumber: string;
}

/**
 * A run of an import, from the first row that it staged. What runs before it staged from that row on is no part of the file: it wasn't
 * recorded when this one began, and a runner that stood still may write it late.
 */
export interface StagedRunDocument {
  /** `<release> <run>` */
  _id: string;
  release: string;
  run: number;
  at: number;
}

/** Of what a part was compared: the version of its fitments, 0 for none, and the tag of what waits, empty for none. */
export interface ComparedDocument {
  /** See `changeId`. */
  _id: string;
  partId: string;
  version: number;
  tag: string;
}

/** A part of a difference, and what undoes it. */
export interface FitmentChangeDocument extends ComparedDocument {
  change: ChangeKind;
  brand: string;
  partNumber: string;
  /** What the data set says before and after; packed, empty where there is nothing. */
  beforeFitments: StoredText;
  beforeWaiting: StoredText;
  afterFitments: StoredText;
  afterWaiting: StoredText;
  /** It isn't of the difference: rows of the release that waited for another part were moved to this one. */
  moved?: boolean;
}

/** A part to which rows of a release went that waited for another, as one does that wasn't known. */
export interface MovedRowsDocument {
  /** `<release> <part>` */
  _id: string;
  partId: string;
}

/** What a part's fitments will be when the attempt of that number has flipped. Who may see them isn't the release's. */
export interface NextFitmentsDocument extends NextDocument, Pick<PartFitmentsDocument, 'version' | 'body'> {
  /** Payload of the event. */
  event: Buffer;
  /** When it was decided on, for the event. */
  at: Date;
}

/** What will wait of a part. */
export interface NextWaitingDocument extends NextDocument, Omit<WaitingDocument, 'lock' | 'moving'> {}

export interface FitmentReleaseModels {
  fitments: Model<PartFitmentsDocument>;
  nextFitments: Model<NextFitmentsDocument>;
  waiting: Model<WaitingDocument>;
  nextWaiting: Model<NextWaitingDocument>;
  movedRows: Model<MovedRowsDocument>;
  staged: Model<StagedFitmentsDocument>;
  stagedRuns: Model<StagedRunDocument>;
  changes: Model<FitmentChangeDocument>;
  /** Parts of a difference in which nothing changes. */
  compared: Model<ComparedDocument>;
}

const [NEXT_FITMENTS, NEXT_WAITING] = ['part_fitments_next', 'unresolved_next'] as const;
const [STAGED, CHANGED, COMPARED] = ['staged_fitments', 'fitment_release_change', 'fitment_release_compared'];

export const FITMENT_RELEASE_MONGO_MIGRATION: MongoMigration = {
  id: 'fitment-release-1',
  async up(db) {
    await createIndexes('part_fitments', [
      { name: 'of-publisher', key: { publisher: 1, _id: 1 } },
      { name: 'locked', key: { 'lock.seq': 1 }, sparse: true },
    ])(db);
    await createIndexes(NEXT_FITMENTS, [{ name: 'attempt', key: { seq: 1 } }])(db);
    await createIndexes(NEXT_WAITING, [
      { name: 'attempt', key: { seq: 1 } },
      { name: 'of-publisher', key: { publisher: 1, seq: 1 } },
    ])(db);
    await createIndexes(STAGED, [
      { name: 'batch', key: { release: 1, at: 1 } },
      { name: 'of-part', key: { publisher: 1, partId: 1, release: 1 } },
    ])(db);
    await createIndexes(CHANGED, [{ name: 'kind', key: { change: 1, _id: 1 } }])(db);
  },
};

const text = { type: String, required: true } as const;
/** An empty text counts as missing for `required`. */
const perhaps = { type: String } as const;
const whole = { type: Number, required: true } as const;
const packed = { type: Schema.Types.Mixed } as const;
const options = { versionKey: false, strict: 'throw' } as const;

const nextFitmentsSchema = new Schema<NextFitmentsDocument>(
  { _id: text, seq: whole, version: whole, body: text, event: Buffer, at: { type: Date, required: true } },
  { ...options, collection: NEXT_FITMENTS },
);
const nextWaitingSchema = new Schema<NextWaitingDocument>(
  { ...{ _id: text, seq: whole, publisher: text, partId: text, tag: text, count: whole }, body: packed },
  { ...options, collection: NEXT_WAITING },
);
const stagedSchema = new Schema<StagedFitmentsDocument>(
  {
    ...{ _id: text, release: text, publisher: text, partId: text, at: whole, partVersion: whole },
    run: { type: Number },
    piece: { type: Number },
    public: { type: Boolean, required: true },
    ...{ brand: perhaps, partNumber: perhaps },
    ...{ actions: packed, fitments: packed, waiting: packed, settled: packed },
  },
  { ...options, collection: STAGED },
);
const stagedRunSchema = new Schema<StagedRunDocument>(
  { _id: text, release: text, run: whole, at: whole },
  { ...options, collection: 'staged_fitments_run' },
);
const compared = { _id: text, partId: text, version: whole, tag: perhaps };
const comparedSchema = new Schema<ComparedDocument>(compared, { ...options, collection: COMPARED });
const changeSchema = new Schema<FitmentChangeDocument>(
  {
    ...{ ...compared, change: text, brand: perhaps, partNumber: perhaps },
    ...{ beforeFitments: packed, beforeWaiting: packed, afterFitments: packed, afterWaiting: packed },
    moved: { type: Boolean },
  },
  { ...options, collection: CHANGED },
);

const movedRowsSchema = new Schema<MovedRowsDocument>(
  { _id: text, partId: text },
  { ...options, collection: 'moved_rows' },
);

export function fitmentReleaseModels(
  connection: Connection,
  fitments: Model<PartFitmentsDocument>,
): FitmentReleaseModels {
  return {
    fitments,
    nextFitments: connection.model('NextPartFitments', nextFitmentsSchema),
    waiting: connection.model('UnresolvedOfPart', waitingSchema),
    nextWaiting: connection.model('NextUnresolved', nextWaitingSchema),
    movedRows: connection.model('MovedRows', movedRowsSchema),
    staged: connection.model('StagedFitments', stagedSchema),
    stagedRuns: connection.model('StagedFitmentsRun', stagedRunSchema),
    changes: connection.model('FitmentReleaseChange', changeSchema),
    compared: connection.model('FitmentReleaseCompared', comparedSchema),
  };
}

/** The two collections that a release of fitments changes. */
export function lockedFitments({ fitments, nextFitments, waiting, nextWaiting }: FitmentReleaseModels) {
  return {
    fitments: { live: fitments, next: nextFitments, place: { version: 0 } },
    waiting: { live: waiting, next: nextWaiting, place: { count: 0, moving: { $exists: false } } },
  } as unknown as Record<'fitments' | 'waiting', LockedCollection>;
}

/** Ids of releases and parts have no blank: what a release says of a part stands together, in the order of the file. */
export function stagedId(
  releaseId: string,
  partId: string,
  { at, run, piece = 0 }: Pick<StagedRunDocument, 'at' | 'run'> & { piece?: number },
): string {
  const first = `${releaseId} ${partId} ${String(at).padStart(12, '0')} ${run}`;
  return piece === 0 ? first : `${first} ${piece}`;
}

/** `taken`: the number of the difference. */
export function changeId(releaseId: string, taken: number, partId: string): string {
  return `${changePrefix(releaseId, taken)}${partId}`;
}

export function changePrefix(releaseId: string, taken: number): string {
  return `${releaseId}.${taken} `;
}
