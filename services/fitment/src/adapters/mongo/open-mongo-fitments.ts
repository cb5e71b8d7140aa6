import { mongoExportFiles, mongoExportJobs } from '@qipei/export-job/mongo';
import { gridFsImportSpool, mongoImportJobs } from '@qipei/import-job/mongo';
import type { Clock } from '@qipei/kernel';
import { databaseName, migrateMongo, mongoOutbox, openMongo } from '@qipei/mongo';
import { ownFitmentsOf } from '../../application/own-fitments-of.ts';
import type { SharedParts } from '../../domain/shared-parts.ts';
import {
  mongoPartFitmentsArchive,
  mongoPartFitmentsReader,
  mongoPartVisibility,
} from './mongo-part-fitments.ts';
import { mongoPartFitmentsWriter } from './mongo-part-fitments-writer.ts';
import { mongoRulePackArchive, mongoRulePacks, rulePackModel } from './mongo-rule-packs.ts';
import { mongoUnresolvedFitments, unresolvedModel } from './mongo-unresolved-fitments.ts';
import { mongoVehicleArchive } from './mongo-vehicle-archive.ts';
import { vehicleModels } from './mongo-vehicle-models.ts';
import { mongoVehicleReader } from './mongo-vehicle-reader.ts';
import { mongoVehicleWriter } from './mongo-vehicle-writer.ts';
import { FITMENT_MONGO_MIGRATIONS, partFitmentsSchema } from './part-fitments-schema.ts';

/** Connects, brings the database up to date and gives what is in it. `onCommit` is told of every write. */
export async function openMongoFitments(
  url: string,
  options: { clock: Clock; upload: { maxBytes?: number }; onCommit: () => void; sharedParts?: SharedParts },
) {
  const { clock, upload, onCommit, sharedParts } = options;
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'fitment') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, FITMENT_MONGO_MIGRATIONS);
  const model = connection.model('PartFitments', partFitmentsSchema);
  const vehicles = vehicleModels(connection);
  const vehicleReader = mongoVehicleReader(vehicles);
  const rulePacks = rulePackModel(connection);
  const unresolved = mongoUnresolvedFitments(unresolvedModel(connection));
  const own = ownFitmentsOf(mongoPartFitmentsReader(model), unresolved);
  const resources = opened.move();
  return {
    reader: mongoPartFitmentsReader(model, sharedParts),
    writer: mongoPartFitmentsWriter(model, clock, onCommit),
    visibility: mongoPartVisibility(model),
    archive: mongoPartFitmentsArchive(model, clock),
    unresolved,
    vehicles: {
      reader: vehicleReader,
      writer: mongoVehicleWriter(vehicles, vehicleReader),
      archive: mongoVehicleArchive(vehicles),
    },
    rulePacks: { repository: mongoRulePacks(rulePacks), archive: mongoRulePackArchive(rulePacks) },
    outbox: mongoOutbox(model),
    jobs: mongoImportJobs(connection),
    spool: gridFsImportSpool(connection, upload),
    releases: undefined,
    exports: {
      jobs: mongoExportJobs(connection),
      files: mongoExportFiles(connection),
      open: async () => ({ ...own, oneState: false, [Symbol.asyncDispose]: async () => {} }),
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
