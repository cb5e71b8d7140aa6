import { TOPICS } from '@qipei/contracts';
import type { ExportFiles, ExportJobs } from '@qipei/export-job';
import { EXPORT_JOB_MONGO_MIGRATION, mongoExportFiles, mongoExportJobs } from '@qipei/export-job/mongo';
import type { ImportJobs, ImportSpool } from '@qipei/import-job';
import {
  gridFsImportSpool,
  IMPORT_ENDED_MONGO_MIGRATION,
  IMPORT_JOB_MONGO_MIGRATION,
  IMPORT_UPLOAD_MONGO_MIGRATION,
  importOutbox,
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
import type { ReleaseContent } from '@qipei/release';
import {
  type MongoReleases,
  mongoReleases,
  RELEASE_MONGO_MIGRATION,
  releaseModels,
} from '@qipei/release/mongo';
import type { Model } from 'mongoose';
import type { Diagrams } from '../../domain/diagram-repository.ts';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import type { GrantArchive, GrantRepository } from '../../domain/grant-repository.ts';
import type { GraphChecks } from '../../domain/graph-checks.ts';
import type { OwnParts } from '../../domain/own-parts.ts';
import type { PartReader } from '../../domain/part-repository.ts';
import type { PartRecord } from '../../domain/part-snapshot.ts';
import type { PartVersion } from '../../domain/part-version.ts';
import type { PictureArchive } from '../../domain/picture-archive.ts';
import type { PartAlbums, PictureBytes } from '../../domain/picture-repository.ts';
import { OWN_SIGHT } from '../../domain/sight.ts';
import type { OpenParts } from '../exports/part-export.ts';
import type { PartStaging } from '../imports/part-staging.ts';
import { GRANT_MONGO_MIGRATIONS, grantSchema } from './grant-document.ts';
import { DIAGRAM_MONGO_MIGRATIONS, diagramModel, mongoDiagrams } from './mongo-diagrams.ts';
import {
  FOREIGN_ID_MONGO_MIGRATIONS,
  foreignIdSchema,
  foreignIdsToSettle,
  mongoForeignIds,
} from './mongo-foreign-ids.ts';
import { mongoGrants, mongoSight } from './mongo-grants.ts';
import { GRAPH_MONGO_MIGRATIONS, mongoGraphChecks } from './mongo-graph-checks.ts';
import { mongoOwnParts } from './mongo-own-parts.ts';
import { mongoPartReader } from './mongo-part-reader.ts';
import { mongoPartRelease } from './mongo-part-release.ts';
import { mongoPartSnapshot } from './mongo-part-snapshot.ts';
import { mongoPartStaging } from './mongo-part-staging.ts';
import { mongoPartVersions } from './mongo-part-versions.ts';
import { type MongoPartWriter, mongoPartWriter } from './mongo-part-writer.ts';
import { mongoPictureArchive } from './mongo-picture-archive.ts';
import {
  albumModel,
  mongoPartAlbums,
  mongoPictureBytes,
  PICTURE_MONGO_MIGRATIONS,
  pictureModel,
} from './mongo-pictures.ts';
import { CATALOG_MONGO_MIGRATIONS, type PartDocument, partSchema } from './part-document.ts';
import { partLocks } from './part-locks.ts';
import { partReleaseDiff } from './part-release-diff.ts';
import {
  PART_RELEASE_MONGO_MIGRATIONS,
  partReleaseModels,
  STAGED_KEY_MONGO_MIGRATIONS,
} from './part-release-documents.ts';
import { partViews } from './part-views.ts';
import { REKEY_MONGO_MIGRATIONS } from './rekey-mongo-parts.ts';
import { republishMongoParts } from './republish-mongo-parts.ts';
import { settleMongoParts } from './settle-mongo-parts.ts';

export interface MongoCatalog extends AsyncDisposable {
  reader: PartReader;
  /** As if nobody had granted anything: for what is kept of what it reads. */
  ungranted: PartReader;
  grants: GrantRepository & GrantArchive;
  writer: MongoPartWriter;
  graphChecks: GraphChecks;
  foreignIds: ForeignIds;
  albums: PartAlbums;
  pictureBytes: PictureBytes;
  diagrams: Diagrams;
  pictures: PictureArchive;
  outbox: MongoOutbox;
  jobs: ImportJobs;
  spool: ImportSpool;
  releases: { store: MongoReleases; content: ReleaseContent; staging: PartStaging };
  ownParts: OwnParts;
  exports: {
    jobs: ExportJobs & { onAnnounced(listener: () => void): Disposable };
    files: ExportFiles;
    openParts: OpenParts;
  };
  content: Omit<Snapshot<PartRecord>, keyof AsyncDisposable>;
  versions(): AsyncGenerator<PartVersion>;
  republish(context: { now: Date; traceparent: string }): Promise<number>;
}

export interface MongoCatalogOptions {
  clock?: Clock;
  onGrant?: () => void;
  maxUploadBytes?: number;
  /** Parts of a release that are looked at, or written, together. Default 250. */
  releasePage?: number;
  /** Of imports and releases; see `MongoImportJobsOptions`. */
  leaseMs?: number;
}

/** Connects, brings the database up to date and gives what is in it. */
export async function openMongoCatalog(
  { url }: { url: string },
  { clock = systemClock, onGrant, maxUploadBytes: maxBytes, releasePage, leaseMs }: MongoCatalogOptions = {},
): Promise<MongoCatalog> {
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'catalog') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, [
    ...CATALOG_MONGO_MIGRATIONS,
    IMPORT_JOB_MONGO_MIGRATION,
    IMPORT_UPLOAD_MONGO_MIGRATION,
    IMPORT_ENDED_MONGO_MIGRATION,
    RELEASE_MONGO_MIGRATION,
    ...PART_RELEASE_MONGO_MIGRATIONS,
    ...STAGED_KEY_MONGO_MIGRATIONS,
    ...REKEY_MONGO_MIGRATIONS,
    ...GRAPH_MONGO_MIGRATIONS,
    ...FOREIGN_ID_MONGO_MIGRATIONS,
    ...GRANT_MONGO_MIGRATIONS,
    EXPORT_JOB_MONGO_MIGRATION,
    ...PICTURE_MONGO_MIGRATIONS,
    ...DIAGRAM_MONGO_MIGRATIONS,
  ]);
  const parts = connection.model('Part', partSchema) as unknown as Model<PartDocument>;
  const grants = connection.model('Grant', grantSchema);
  const ids = connection.model('ForeignId', foreignIdSchema);
  const ofPictures = {
    pictures: pictureModel(connection),
    albums: albumModel(connection),
    diagrams: diagramModel(connection),
  };
  const ofReleases = releaseModels(connection);
  const store = mongoReleases(ofReleases, {
    ...{ kind: 'parts', topic: TOPICS.catalogRelease, storage: `mongodb:${connection.name}` },
    ...(leaseMs !== undefined && { leaseMs }),
  });
  const models = partReleaseModels(connection, parts);
  const locks = partLocks(models, store);
  const views = partViews(models, store);
  const ownParts = mongoOwnParts(views, store);
  const diff = partReleaseDiff(models, store, releasePage);
  const settle = settleMongoParts(models, foreignIdsToSettle(ids), releasePage);
  const reader = mongoPartReader(views, mongoSight(grants, clock));
  const isThere = async (publisher: string, partId: string) =>
    (await reader.seenOf(publisher, publisher, [partId])).length > 0;
  const resources = opened.move();
  return {
    reader,
    ungranted: mongoPartReader(views, () => OWN_SIGHT),
    grants: mongoGrants(grants, onGrant),
    writer: mongoPartWriter(parts, locks),
    graphChecks: mongoGraphChecks(parts),
    foreignIds: mongoForeignIds(ids, parts, locks),
    albums: mongoPartAlbums(ofPictures.albums, isThere),
    pictureBytes: mongoPictureBytes(ofPictures.pictures),
    diagrams: mongoDiagrams(ofPictures.diagrams),
    pictures: mongoPictureArchive(ofPictures),
    outbox: mongoOutbox(
      parts,
      ...([grants, ofReleases.releases] as unknown as (typeof parts)[]),
      importOutbox(connection),
    ),
    jobs: mongoImportJobs(connection, {
      topic: TOPICS.catalogImport,
      ...(leaseMs !== undefined && { leaseMs }),
    }),
    spool: gridFsImportSpool(connection, maxBytes === undefined ? {} : { maxBytes }),
    releases: {
      store,
      content: mongoPartRelease({ models, ledger: store, diff, locks, settle, page: releasePage }),
      staging: mongoPartStaging(models, store, diff),
    },
    ownParts,
    exports: {
      jobs: mongoExportJobs(connection),
      files: mongoExportFiles(connection),
      openParts: async () => ({ ...ownParts, oneState: false, [Symbol.asyncDispose]: async () => {} }),
    },
    content: mongoPartSnapshot(parts),
    versions: () => mongoPartVersions(parts),
    ...withDatabaseErrors({
      republish: async (context: { now: Date; traceparent: string }) =>
        await republishMongoParts(parts, context),
    }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
