import type { ImportJobs, ImportSpool } from '@qipei/import-job';
import {
  gridFsImportSpool,
  IMPORT_JOB_MONGO_MIGRATION,
  IMPORT_UPLOAD_MONGO_MIGRATION,
  mongoImportJobs,
} from '@qipei/import-job/mongo';
import { type Clock, type Snapshot, systemClock } from '@qipei/kernel';
import {
  databaseName,
  type MongoOutbox,
  migrateMongo,
  mongoOutbox,
  openMongo,
  withDatabaseErrors,
} from '@qipei/mongo';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import type { GraphChecks } from '../../domain/graph-checks.ts';
import type { PartReader } from '../../domain/part-repository.ts';
import type { GrantArchive, GrantRepository } from '../../domain/grant-repository.ts';
import type { PartRecord } from '../../domain/part-snapshot.ts';
import type { PartVersion } from '../../domain/part-version.ts';
import { FOREIGN_ID_MONGO_MIGRATIONS, foreignIdSchema, mongoForeignIds } from './mongo-foreign-ids.ts';
import { GRAPH_MONGO_MIGRATIONS, mongoGraphChecks } from './mongo-graph-checks.ts';
import { mongoPartReader } from './mongo-part-reader.ts';
import { OWN_SIGHT } from '../../domain/sight.ts';
import type { OpenParts } from '../exports/part-export.ts';
import { GRANT_MONGO_MIGRATIONS, grantSchema } from './grant-document.ts';
import { mongoPartSnapshot } from './mongo-part-snapshot.ts';
import { mongoGrants, mongoSight } from './mongo-grants.ts';
import { mongoPartVersions } from './mongo-part-versions.ts';
import { type MongoPartWriter, mongoPartWriter } from './mongo-part-writer.ts';
import { CATALOG_MONGO_MIGRATIONS, partSchema } from './part-document.ts';
import { REKEY_MONGO_MIGRATIONS } from './rekey-mongo-parts.ts';
import { republishMongoParts } from './republish-mongo-parts.ts';

export interface MongoCatalog extends AsyncDisposable {
  reader: PartReader;
  writer: MongoPartWriter;
  graphChecks: GraphChecks;
  foreignIds: ForeignIds;
  outbox: MongoOutbox;
  /** As if nobody had granted anything: for what is kept of what it reads. */
  ungranted: PartReader;
  grants: GrantRepository & GrantArchive;
  jobs: ImportJobs;
  spool: ImportSpool;
  releases: undefined;
  content: Omit<Snapshot<PartRecord>, keyof AsyncDisposable>;
  versions(): AsyncGenerator<PartVersion>;
  republish(context: { now: Date; traceparent: string }): Promise<number>;
}

/** Connects, brings the database up to date and gives what is in it. */
export async function openMongoCatalog(
  { url }: { url: string },
  { clock = systemClock, onGrant }: { clock?: Clock; onGrant?: () => void } = {},
): Promise<MongoCatalog> {
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'catalog') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, [
    ...CATALOG_MONGO_MIGRATIONS,
    IMPORT_JOB_MONGO_MIGRATION,
    IMPORT_UPLOAD_MONGO_MIGRATION,
    ...REKEY_MONGO_MIGRATIONS,
    ...GRAPH_MONGO_MIGRATIONS,
    ...FOREIGN_ID_MONGO_MIGRATIONS,
  ]);
  const parts = connection.model('Part', partSchema);
  const resources = opened.move();
  return {
    reader: mongoPartReader(parts, mongoSight(grants, clock)),
    ungranted: mongoPartReader(parts, () => OWN_SIGHT),
    grants: mongoGrants(grants, onGrant),
    writer: mongoPartWriter(parts),
    graphChecks: mongoGraphChecks(parts),
    foreignIds: mongoForeignIds(connection.model('ForeignId', foreignIdSchema), parts),
    outbox: mongoOutbox(parts, grants as unknown as typeof parts),
    jobs: mongoImportJobs(connection),
    ...GRANT_MONGO_MIGRATIONS,
    EXPORT_JOB_MONGO_MIGRATION,
    spool: gridFsImportSpool(connection),
    releases: undefined,
  const grants = connection.model('Grant', grantSchema);
  const ownParts = mongoOwnParts(parts);
    content: mongoPartSnapshot(parts),
    versions: () => mongoPartVersions(parts),
    ...withDatabaseErrors({
      republish: async (context: { now: Date; traceparent: string }) =>
        await republishMongoParts(parts, context),
    }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
