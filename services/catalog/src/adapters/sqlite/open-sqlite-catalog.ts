import { join } from 'node:path';
import { TOPICS } from '@qipei/contracts';
import { type ExportFiles, type ExportJobs, exportFiles } from '@qipei/export-job';
import { EXPORT_JOB_MIGRATIONS, sqliteExportJobs } from '@qipei/export-job/sqlite';
import { fileImportSpool, type ImportJobs, type ImportSpool } from '@qipei/import-job';
import { IMPORT_JOB_MIGRATIONS, sqliteImportJobs } from '@qipei/import-job/sqlite';
import { type Clock, type Snapshot, systemClock } from '@qipei/kernel';
import type { ReleaseContent, Releases } from '@qipei/release';
import { RELEASE_MIGRATIONS, sqliteReleases } from '@qipei/release/sqlite';
import { type OpenDatabaseOptions, openDatabase, type SqliteOutbox, sqliteOutbox } from '@qipei/sqlite';
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
import { PART_RELEASE_MIGRATIONS, STAGED_KEY_MIGRATIONS } from './part-release-schema.ts';
import { REKEY_MIGRATIONS } from './rekey-parts.ts';
import { republishParts } from './republish-parts.ts';
import { CATALOG_MIGRATIONS } from './schema.ts';
import { DIAGRAM_MIGRATIONS, sqliteDiagrams } from './sqlite-diagrams.ts';
import { FOREIGN_ID_MIGRATIONS, sqliteForeignIds } from './sqlite-foreign-ids.ts';
import { GRANT_MIGRATIONS, sqliteGrants, sqliteSight } from './sqlite-grants.ts';
import { GRAPH_MIGRATIONS, sqliteGraphChecks } from './sqlite-graph-checks.ts';
import { sqliteOwnParts } from './sqlite-own-parts.ts';
import { sqlitePartReader } from './sqlite-part-reader.ts';
import { sqlitePartRelease } from './sqlite-part-release.ts';
import { sqlitePartSnapshot } from './sqlite-part-snapshot.ts';
import { sqlitePartStaging } from './sqlite-part-staging.ts';
import { sqlitePartVersions } from './sqlite-part-versions.ts';
import { type SqlitePartWriter, sqlitePartWriter } from './sqlite-part-writer.ts';
import { sqlitePictureArchive } from './sqlite-picture-archive.ts';
import { PICTURE_MIGRATIONS, sqlitePartAlbums, sqlitePictureBytes } from './sqlite-pictures.ts';

/** Index pages of a large import are met again and again: they are kept, up to this. */
const WRITER_CACHE_MB = 32;
const CHECKPOINT_PAGES = 16_000;

export interface SqliteCatalog extends AsyncDisposable {
  reader: PartReader;
  /** As if nobody had granted anything: for what is kept of what it reads. */
  ungranted: PartReader;
  grants: GrantRepository & GrantArchive;
  writer: SqlitePartWriter;
  graphChecks: GraphChecks;
  foreignIds: ForeignIds;
  albums: PartAlbums;
  pictureBytes: PictureBytes;
  diagrams: Diagrams;
  pictures: PictureArchive;
  outbox: SqliteOutbox;
  jobs: ImportJobs;
  spool: ImportSpool;
  releases: { store: Releases; content: ReleaseContent; staging: PartStaging };
  ownParts: OwnParts;
  exports: PartExports;
  content: Omit<Snapshot<PartRecord>, keyof AsyncDisposable>;
  republish(context: { now: Date; traceparent: string }): Promise<number>;
}

export interface PartExports {
  jobs: ExportJobs & { onAnnounced(listener: () => void): Disposable };
  files: ExportFiles;
  /** On a connection of its own. */
  openParts: OpenParts;
}

/**
 * The catalogue in its file, on a connection of its own: one that answers calls, or one that takes imports in.
 * @throws DatabaseUnusable
 */
export function openSqliteCatalog(
  { dataDir }: { dataDir: string },
  use: 'calls' | 'imports',
  {
    clock = systemClock,
    onGrant,
    maxUploadBytes: maxBytes,
  }: { clock?: Clock; onGrant?: () => void; maxUploadBytes?: number } = {},
): SqliteCatalog {
  const db = open(
    dataDir,
    use === 'imports' ? { cacheMb: WRITER_CACHE_MB, temporary: 'files' } : { cacheMb: 4 },
  );
  if (use === 'imports') db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  const store = sqliteReleases(db, { kind: 'parts', topic: TOPICS.catalogRelease });
  return {
    releases: { store, content: sqlitePartRelease(db, store), staging: sqlitePartStaging(db, store) },
    ownParts: sqliteOwnParts(db),
    exports: {
      jobs: sqliteExportJobs(db),
      files: exportFiles({ directory: join(dataDir, 'exports', 'catalog') }),
      openParts: async () => openPartsAtOnce(dataDir),
    },
    reader: sqlitePartReader(db, sqliteSight(db, clock)),
    ungranted: sqlitePartReader(db, () => OWN_SIGHT),
    grants: sqliteGrants(db, onGrant),
    writer: sqlitePartWriter(db),
    graphChecks: sqliteGraphChecks(db),
    foreignIds: sqliteForeignIds(db),
    albums: sqlitePartAlbums(db),
    pictureBytes: sqlitePictureBytes(db),
    diagrams: sqliteDiagrams(db),
    pictures: sqlitePictureArchive(db),
    outbox: sqliteOutbox(db),
    jobs: sqliteImportJobs(db, { topic: TOPICS.catalogImport }),
    spool: fileImportSpool({
      directory: join(dataDir, 'spool', 'catalog'),
      ...(maxBytes !== undefined && { maxBytes }),
    }),
    content: sqlitePartSnapshot(db),
    republish: async (context) => republishParts(db, context),
    [Symbol.asyncDispose]: async () => void db.close(),
  };
}

/** One state for as long as it is open: imports and releases meanwhile are not seen. */
function openPartsAtOnce(dataDir: string): Awaited<ReturnType<OpenParts>> {
  const db = open(dataDir, { readonly: true });
  db.exec('BEGIN');
  // The state is that of the first read.
  db.prepare('SELECT 1 FROM part LIMIT 1').get();
  return { ...sqliteOwnParts(db), oneState: true, [Symbol.asyncDispose]: async () => void db.close() };
}

/** @throws DatabaseUnusable where there is no catalogue */
export function* readSqlitePartVersions({ dataDir }: { dataDir: string }): Generator<PartVersion> {
  const db = open(dataDir, { readonly: true });
  try {
    yield* sqlitePartVersions(db);
  } finally {
    db.close();
  }
}

function open(dataDir: string, options: Pick<OpenDatabaseOptions, 'cacheMb' | 'readonly' | 'temporary'>) {
  const migrations = [
    ...CATALOG_MIGRATIONS,
    ...IMPORT_JOB_MIGRATIONS,
    ...RELEASE_MIGRATIONS,
    ...PART_RELEASE_MIGRATIONS,
    ...STAGED_KEY_MIGRATIONS,
    ...REKEY_MIGRATIONS,
    ...GRAPH_MIGRATIONS,
    ...FOREIGN_ID_MIGRATIONS,
    ...EXPORT_JOB_MIGRATIONS,
    ...GRANT_MIGRATIONS,
    ...PICTURE_MIGRATIONS,
    ...DIAGRAM_MIGRATIONS,
  ];
  return openDatabase({ file: join(dataDir, 'catalog.sqlite'), migrations, ...options });
}
