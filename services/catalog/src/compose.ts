import { join } from 'node:path';
import { TOPIC_SPECS } from '@qipei/contracts';
import { type EventLog, startRelay } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import { fileImportSpool, type ImportJobStore, type ImportSpool, startImportRunner } from '@qipei/import-job';
import { IMPORT_JOB_MIGRATION, sqliteImportJobs } from '@qipei/import-job/sqlite';
import { type Clock, systemClock } from '@qipei/kernel';
import { type Logger, newTraceparent, observeOutbox } from '@qipei/service-kit';
import { openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { partImport } from './adapters/imports/part-import.ts';
import { republishParts } from './adapters/sqlite/republish-parts.ts';
import { CATALOG_MIGRATIONS } from './adapters/sqlite/schema.ts';
import { sqlitePartReader } from './adapters/sqlite/sqlite-part-reader.ts';
import { sqlitePartVersions } from './adapters/sqlite/sqlite-part-versions.ts';
import { sqlitePartWriter } from './adapters/sqlite/sqlite-part-writer.ts';
import type { CatalogConfig } from './config.ts';
import type { PartReader } from './domain/part-repository.ts';
import type { PartVersion } from './domain/part-version.ts';

const MIGRATIONS = [...CATALOG_MIGRATIONS, IMPORT_JOB_MIGRATION];
/** Index pages of a large import are met again and again: they are kept, up to this. */
const WRITER_CACHE_MB = 32;
/** Numbers fall anywhere in the index: the more rows share a commit, the fewer times is one of its pages written. */
const BATCH_ROWS = 4_000;
const CHECKPOINT_PAGES = 16_000;

type Storage = Pick<CatalogConfig, 'dataDir'>;

export interface CatalogParts extends Disposable {
  parts: PartReader;
  clock: Clock;
  jobs: ImportJobStore;
  spool: ImportSpool;
}

/** What the gRPC side works with. */
export function composeCatalog(config: Storage, clock: Clock = systemClock): CatalogParts {
  using opened = new DisposableStack();
  const db = openDatabase({ file: databaseFile(config), migrations: MIGRATIONS });
  opened.defer(() => {
    db.close();
  });
  opened.use(observeOutbox('catalog', sqliteOutbox(db).length));
  const resources = opened.move();
  return {
    parts: sqlitePartReader(db),
    clock,
    jobs: sqliteImportJobs(db),
    spool: fileImportSpool({ directory: spoolDir(config) }),
    [Symbol.dispose]: () => resources.dispose(),
  };
}

export interface CatalogBackground extends AsyncDisposable {
  /** Resolves when every event saved so far is in the log. */
  eventsPublished(): Promise<void>;
}

/** Imports and the relay of their events, on a connection of their own. */
export async function startCatalogBackground(
  config: Pick<CatalogConfig, 'dataDir' | 'eventLog'>,
  { logger, clock = systemClock, log }: { logger: Logger; clock?: Clock; log?: EventLog },
): Promise<CatalogBackground> {
  await using opened = new AsyncDisposableStack();
  const db = openDatabase({ file: databaseFile(config), migrations: MIGRATIONS, cacheMb: WRITER_CACHE_MB });
  opened.defer(() => {
    db.close();
  });
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  const eventLog =
    log ??
    opened.use(await openEventLog(config.eventLog, { clientId: 'qipei-catalog', topics: TOPIC_SPECS }));
  const relay = opened.use(
    startRelay({
      outbox: sqliteOutbox(db),
      log: eventLog,
      onError: (error) => logger.error({ err: error }, 'events wait for the event log'),
    }),
  );
  opened.use(
    startImportRunner({
      jobs: sqliteImportJobs(db),
      spool: fileImportSpool({ directory: spoolDir(config) }),
      kinds: [partImport({ writer: sqlitePartWriter(db), clock })],
      logger,
      clock,
      batchRows: BATCH_ROWS,
      onProgress: () => relay.wake(),
    }),
  );
  const resources = opened.move();
  return {
    eventsPublished: () => relay.drained(),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/**
 * Every publisher's parts with their versions, by id: for an operator's comparison, not limited to a tenant. Beside a
 * catalogue that runs or on its own.
 * @throws DatabaseUnusable where there is no catalogue
 */
export function* readPartVersions(config: Storage): Generator<PartVersion> {
  const db = openDatabase({ file: databaseFile(config), migrations: MIGRATIONS, readonly: true });
  try {
    yield* sqlitePartVersions(db);
  } finally {
    db.close();
  }
}

/** Tells of every part once more, by events; beside a service that doesn't run. Returns how many. */
export function republishCatalog(config: Storage): number {
  const db = openDatabase({ file: databaseFile(config), migrations: MIGRATIONS });
  try {
    return republishParts(db, { now: systemClock.now(), traceparent: newTraceparent() });
  } finally {
    db.close();
  }
}

function databaseFile({ dataDir }: Storage): string {
  return join(dataDir, 'catalog.sqlite');
}

function spoolDir({ dataDir }: Storage): string {
  return join(dataDir, 'spool', 'catalog');
}
