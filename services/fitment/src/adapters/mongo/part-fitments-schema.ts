import { EXPORT_JOB_MONGO_MIGRATION } from '@qipei/export-job/mongo';
import {
  IMPORT_ENDED_MONGO_MIGRATION,
  IMPORT_JOB_MONGO_MIGRATION,
  IMPORT_UPLOAD_MONGO_MIGRATION,
  type ImportMarker,
  importMarkerSchema,
} from '@qipei/import-job/mongo';
import { createIndexes, type HasOutbox, type MongoMigration, OUTBOX_INDEX, outboxSchema } from '@qipei/mongo';
import { RELEASE_MONGO_MIGRATION, type ReleaseLock } from '@qipei/release/mongo';
import { Schema } from 'mongoose';
import { type ArrivingRow, arrivingSchema } from './arriving-rows.ts';
import { FITMENT_RELEASE_MONGO_MIGRATION } from './fitment-release-documents.ts';
import { RULE_PACK_MONGO_MIGRATION } from './mongo-rule-packs.ts';
import { UNRESOLVED_MONGO_MIGRATION } from './mongo-unresolved-fitments.ts';
import { MOVED_ROWS_MONGO_MIGRATION } from './moved-rows.ts';
import {
  REPLACED_FITMENTS_MONGO_MIGRATION,
  type ReplacedFitment,
  replacedSchema,
} from './replaced-fitments.ts';
import { VEHICLE_MONGO_MIGRATION } from './vehicle-schemas.ts';
import {
  lockSchema,
  MOVING_ROWS_MONGO_MIGRATION,
  UNRESOLVED_OF_PARTS_MONGO_MIGRATION,
} from './waiting-document.ts';

/** A part's fitments, the events that wait and the last rows of an import: one document, so that each write is one step. */
export interface PartFitmentsDocument extends HasOutbox {
  /** The part's id. */
  _id: string;
  publisher: string;
  public: boolean;
  /** The catalogue's version of the part that `public` comes from; 0 where it isn't known. */
  partVersion: number;
  /** 0 while it is but the place of what a release is about to add. */
  version: number;
  /** The fitments as one JSON array: they are read and written as a whole. */
  body: string;
  import?: ImportMarker;
  lock?: ReleaseLock;
  /** Missing for nothing. */
  replaced?: ReplacedFitment[];
  /** Missing for none. */
  arriving?: ArrivingRow[];
}

const COLLECTION = 'part_fitments';

export const FITMENT_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  IMPORT_JOB_MONGO_MIGRATION,
  IMPORT_UPLOAD_MONGO_MIGRATION,
  IMPORT_ENDED_MONGO_MIGRATION,
  VEHICLE_MONGO_MIGRATION,
  RULE_PACK_MONGO_MIGRATION,
  { id: '001-part-fitments', up: createIndexes(COLLECTION, [OUTBOX_INDEX]) },
  UNRESOLVED_MONGO_MIGRATION,
  EXPORT_JOB_MONGO_MIGRATION,
  UNRESOLVED_OF_PARTS_MONGO_MIGRATION,
  RELEASE_MONGO_MIGRATION,
  FITMENT_RELEASE_MONGO_MIGRATION,
  MOVING_ROWS_MONGO_MIGRATION,
  REPLACED_FITMENTS_MONGO_MIGRATION,
  MOVED_ROWS_MONGO_MIGRATION,
];

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;

export const partFitmentsSchema = new Schema<PartFitmentsDocument>(
  {
    _id: text,
    publisher: text,
    public: { type: Boolean, required: true },
    partVersion: whole,
    version: whole,
    body: text,
    import: importMarkerSchema,
    lock: lockSchema,
    replaced: { type: [replacedSchema], default: undefined },
    arriving: { type: [arrivingSchema], default: undefined },
    outbox: { type: outboxSchema, required: true },
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);
