import { TOPICS } from '@qipei/contracts';
import { mongoExportFiles, mongoExportJobs } from '@qipei/export-job/mongo';
import { gridFsImportSpool, importOutbox, mongoImportJobs } from '@qipei/import-job/mongo';
import type { Clock } from '@qipei/kernel';
import { databaseName, migrateMongo, mongoOutbox, openMongo } from '@qipei/mongo';
import { mongoReleases, releaseModels } from '@qipei/release/mongo';
import type { Model } from 'mongoose';
import type { ExpanderOf } from '../../application/expander-of.ts';
import { ownFitmentsOf } from '../../application/own-fitments-of.ts';
import type { SharedParts } from '../../domain/shared-parts.ts';
import { selectorPool } from '../json/selector-pool.ts';
import { fitmentLocks } from './fitment-locks.ts';
import { fitmentReleaseDiff } from './fitment-release-diff.ts';
import { fitmentReleaseModels } from './fitment-release-documents.ts';
import { fitmentViews } from './fitment-views.ts';
import { mongoFitmentRelease } from './mongo-fitment-release.ts';
import { mongoFitmentStaging } from './mongo-fitment-staging.ts';
import { mongoOwnFitments } from './mongo-own-fitments.ts';
import {
  mongoPartFitmentsArchive,
  mongoPartFitmentsReader,
  mongoPartVisibility,
} from './mongo-part-fitments.ts';
import { mongoPartFitmentsWriter } from './mongo-part-fitments-writer.ts';
import { mongoRulePackArchive, mongoRulePacks, rulePackModel } from './mongo-rule-packs.ts';
import { mongoUnresolvedFitments } from './mongo-unresolved-fitments.ts';
import { mongoVehicleArchive } from './mongo-vehicle-archive.ts';
import { vehicleModels } from './mongo-vehicle-models.ts';
import { mongoVehicleReader } from './mongo-vehicle-reader.ts';
import { mongoVehicleWriter } from './mongo-vehicle-writer.ts';
import {
  FITMENT_MONGO_MIGRATIONS,
  type PartFitmentsDocument,
  partFitmentsSchema,
} from './part-fitments-schema.ts';
import { stagedFitments } from './staged-fitments.ts';
import { takingOverWaitingRows } from './take-over-waiting-rows.ts';

export interface MongoFitmentsOptions {
  clock: Clock;
  upload: { maxBytes?: number };
  onCommit: () => void;
  sharedParts?: SharedParts;
  /** For the events of releases; without it none is published. */
  expanderOf?: ExpanderOf;
  /** Parts of a release that are looked at, or written, together. Default 200. */
  releasePage?: number;
  /** Of imports and releases; see `MongoImportJobsOptions`. */
  leaseMs?: number;
  /** How often rows are looked for that a replica of an earlier version has added. Default 60,000. */
  takeOverMs?: number;
}

/** Connects, brings the database up to date and gives what is in it. `onCommit` is told of every write. */
export async function openMongoFitments(url: string, options: MongoFitmentsOptions) {
  const {
    clock,
    upload,
    onCommit,
    sharedParts,
    expanderOf = noVehicles,
    releasePage: page,
    leaseMs,
    takeOverMs,
  } = options;
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'fitment') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, FITMENT_MONGO_MIGRATIONS);
  const model = connection.model(
    'PartFitments',
    partFitmentsSchema,
  ) as unknown as Model<PartFitmentsDocument>;
  const ofReleases = releaseModels(connection);
  const lease = leaseMs === undefined ? {} : { leaseMs };
  const store = mongoReleases(ofReleases, {
    ...{ kind: 'fitments', topic: TOPICS.fitmentRelease, storage: `mongodb:${connection.name}`, ...lease },
  });
  const models = fitmentReleaseModels(connection, model);
  const locks = fitmentLocks(models, store);
  const views = fitmentViews(models, store);
  const selectors = selectorPool();
  const staged = stagedFitments(models, selectors);
  const diff = fitmentReleaseDiff(models, { ledger: store, views, staged, selectors, page });
  const vehicles = vehicleModels(connection);
  const vehicleReader = mongoVehicleReader(vehicles);
  const rulePacks = rulePackModel(connection);
  const unresolved = mongoUnresolvedFitments(models, { views, locks, clock });
  opened.use(await takingOverWaitingRows(connection, unresolved, takeOverMs));
  const own = mongoOwnFitments(ownFitmentsOf(mongoPartFitmentsReader(views), unresolved), store);
  const resources = opened.move();
  return {
    reader: mongoPartFitmentsReader(views, sharedParts),
    writer: mongoPartFitmentsWriter({ fitments: model, locks }, clock, onCommit),
    visibility: mongoPartVisibility(model, staged),
    archive: mongoPartFitmentsArchive(model, clock),
    unresolved,
    vehicles: {
      reader: vehicleReader,
      writer: mongoVehicleWriter(vehicles, vehicleReader),
      archive: mongoVehicleArchive(vehicles),
    },
    rulePacks: { repository: mongoRulePacks(rulePacks), archive: mongoRulePackArchive(rulePacks) },
    outbox: mongoOutbox(model, ofReleases.releases as unknown as typeof model, importOutbox(connection)),
    jobs: mongoImportJobs(connection, { ...lease, topic: TOPICS.fitmentImport }),
    spool: gridFsImportSpool(connection, upload),
    releases: {
      store,
      content: mongoFitmentRelease({
        ...{ models, ledger: store, locks, views, staged, diff, expanderOf, selectors, page },
      }),
      staging: mongoFitmentStaging(staged, store, diff),
    },
    exports: {
      jobs: mongoExportJobs(connection),
      files: mongoExportFiles(connection),
      open: async () => ({ ...own(), oneState: false, [Symbol.asyncDispose]: async () => {} }),
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function noVehicles(): Promise<never> {
  throw new Error('these fitments were opened without the vehicle table');
}
