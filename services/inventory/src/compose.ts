import { join } from 'node:path';
import { TOPIC_SPECS, TOPICS } from '@qipei/contracts';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { coalescedWake, type Outbox, startRelay, wakeRelay } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import {
  fileImportSpool,
  type ImportJobs,
  type ImportRecord,
  type ImportServiceOptions,
  type ImportSpool,
  observeWaitingImports,
  startImportRunner,
  withImports,
} from '@qipei/import-job';
import { IMPORT_JOB_MIGRATIONS, sqliteImportJobs } from '@qipei/import-job/sqlite';
import { type Clock, type Snapshot, systemClock } from '@qipei/kernel';
import {
  createGrpcClient,
  type Logger,
  newTraceparent,
  observeImports,
  observeOutbox,
} from '@qipei/service-kit';
import { type Database, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { catalogPartResolver } from './adapters/grpc/catalog-part-resolver.ts';
import { OFFER_COLUMNS, offerImportKind } from './adapters/imports/offer-import-kind.ts';
import { STOCK_COLUMNS, STOCK_SETTINGS, stockImportKind } from './adapters/imports/stock-import-kind.ts';
import { INVENTORY_MIGRATIONS } from './adapters/sqlite/inventory-schema.ts';
import { republishOffers } from './adapters/sqlite/republish-offers.ts';
import { sqliteInventorySnapshot } from './adapters/sqlite/sqlite-inventory-snapshot.ts';
import { sqliteInventoryStore } from './adapters/sqlite/sqlite-inventory-store.ts';
import { sqliteInventoryTables } from './adapters/sqlite/sqlite-inventory-unit.ts';
import { sqliteRowImporter } from './adapters/sqlite/sqlite-row-importer.ts';
import type { RowImporter } from './application/row-step.ts';
import type { InventoryConfig } from './config.ts';
import type { InventoryRecord } from './domain/inventory-snapshot.ts';
import type { InventoryStore } from './domain/inventory-store.ts';
import { startStepRecovery } from './step-recovery-loop.ts';

type Storage = Pick<InventoryConfig, 'storage' | 'imports'>;

export interface InventoryParts extends AsyncDisposable {
  store: InventoryStore;
  imports: ImportServiceOptions;
}

const TELLING = { topic: TOPICS.inventoryImport };
const KINDS = {
  kinds: ['stock', 'offers'],
  columns: { stock: STOCK_COLUMNS, offers: OFFER_COLUMNS },
  settings: { stock: STOCK_SETTINGS },
};

/** Picks the adapters that answer calls. */
export async function composeInventory({ storage, imports }: Storage): Promise<InventoryParts> {
  await using opened = new AsyncDisposableStack();
  const wake = coalescedWake(() => wakeRelay(relayName(storage)));
  const made = storage.engine === 'mongodb' ? await overMongo(storage.url) : overSqlite(storage);
  const resources = opened.move();
  return { ...made, [Symbol.asyncDispose]: () => resources.disposeAsync() };

  async function overMongo(url: string) {
    const { gridFsImportSpool, mongoImportJobs, openMongoInventory } = await mongoAdapters();
    const { store, connection, outbox } = opened.use(await openMongoInventory(url, wake));
    opened.use(observeOutbox('inventory', outbox));
    const jobs = {
      store: mongoImportJobs(connection, TELLING),
      spool: gridFsImportSpool(connection, spoolLimit(imports)),
    };
    return { store, imports: { ...jobs, ...KINDS } };
  }

  function overSqlite(file: { dataDir: string }) {
    const db = openFile(file, opened);
    // A connection of its own: the one above doesn't wait for the write lock, this one does.
    const jobs = {
      store: sqliteImportJobs(openFile(file, opened), TELLING),
      spool: fileSpool(file, imports),
    };
    opened.use(observeOutbox('inventory', sqliteOutbox(db)));
    return { store: sqliteInventoryStore(db, wake), imports: { ...jobs, ...KINDS } };
  }
}

interface Background {
  outbox: Outbox;
  jobs: ImportJobs;
  spool: ImportSpool;
  importer: RowImporter;
  warehouses: InventoryStore['warehouses'];
}

/** Starts what runs beside the calls: the imports, and the relay of the events to the log. */
export async function startInventoryBackground(
  config: Storage & Pick<InventoryConfig, 'eventLog' | 'catalogAddress' | 'peerSecurity'>,
  { logger, clock = systemClock }: { logger: Logger; clock?: Clock },
): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const { storage } = config;
  const { outbox, jobs, spool, importer, warehouses } = await openBackground(storage, { opened, logger });
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-inventory', topics: TOPIC_SPECS }),
  );
  const relay = opened.use(
    startRelay({
      outbox,
      log,
      file: relayName(storage),
      onError: (error) => logger.warn({ err: error }, 'events wait to be relayed'),
    }),
  );
  const catalog = opened.use(
    createGrpcClient(CatalogServiceService, {
      address: config.catalogAddress,
      peerSecurity: config.peerSecurity,
      timeoutMs: 30_000,
    }),
  );
  const dependencies = { importer, warehouses, parts: catalogPartResolver(catalog), clock };
  const metrics = opened.use(observeImports('inventory'));
  opened.use(observeWaitingImports('inventory', jobs));
  opened.use(
    startImportRunner({
      jobs,
      spool,
      kinds: [stockImportKind(dependencies), offerImportKind(dependencies)],
      clock,
      logger,
      ...(config.imports !== undefined && { maxUnpackedBytes: config.imports.maxUnpackedBytes }),
      // About 40 ms of the write lock: a reservation waits for no longer.
      batchRows: 1_000,
      onProgress(job) {
        relay.wake();
        metrics.progressed(job);
      },
    }),
  );
  return opened.move();
}

async function openBackground(
  storage: InventoryConfig['storage'],
  { opened, logger }: { opened: AsyncDisposableStack; logger: Logger },
): Promise<Background> {
  if (storage.engine === 'mongodb') {
    const { gridFsImportSpool, mongoImportJobs, openMongoInventory } = await mongoAdapters();
    const { connection, outbox, store, importer, recover } = opened.use(
      await openMongoInventory(storage.url, () => wakeRelay(relayName(storage))),
    );
    opened.use(startStepRecovery({ recover, logger }));
    return {
      ...{ outbox, importer, warehouses: store.warehouses },
      jobs: mongoImportJobs(connection, TELLING),
      spool: gridFsImportSpool(connection),
    };
  }
  const db = openFile(storage, opened);
  const tables = sqliteInventoryTables(db);
  return {
    outbox: sqliteOutbox(db),
    importer: sqliteRowImporter(tables),
    warehouses: async (tenant) => tables.warehouses(tenant),
    jobs: sqliteImportJobs(db, TELLING),
    spool: fileSpool(storage, undefined),
  };
}

/** Tells once more, by events, what tenants have and for how much. Returns of how many items. */
export async function republishInventory({ storage }: Storage): Promise<number> {
  await using opened = new AsyncDisposableStack();
  const context = { now: systemClock.now(), traceparent: newTraceparent() };
  if (storage.engine === 'sqlite') return republishOffers(openFile(storage, opened), context);
  const { openMongoInventory, republishMongoOffers } = await mongoAdapters();
  const { models } = opened.use(await openMongoInventory(storage.url, () => {}));
  return await republishMongoOffers(models, context);
}

/** How many events have yet to be published. */
export async function inventoryEventsWaiting({ storage }: Storage): Promise<number> {
  await using opened = new AsyncDisposableStack();
  if (storage.engine === 'sqlite') return sqliteOutbox(openFile(storage, opened)).length();
  const { openMongoInventory } = await mongoAdapters();
  return await opened.use(await openMongoInventory(storage.url, () => {})).outbox.length();
}

/** All that the service keeps, to be copied; beside a service that doesn't run. */
export async function openInventorySnapshot({
  storage,
}: Storage): Promise<Snapshot<InventoryRecord | ImportRecord>> {
  await using opened = new AsyncDisposableStack();
  const content = storage.engine === 'mongodb' ? await overMongo(storage.url) : overSqlite(storage);
  const resources = opened.move();
  return { ...content, [Symbol.asyncDispose]: () => resources.disposeAsync() };

  async function overMongo(url: string) {
    const { mongoImportJobs, mongoInventorySnapshot, openMongoInventory } = await mongoAdapters();
    const { connection, models, recoverAll } = opened.use(await openMongoInventory(url, () => {}));
    await recoverAll();
    return withImports(mongoInventorySnapshot(models), mongoImportJobs(connection, TELLING).archive);
  }

  function overSqlite(file: { dataDir: string }) {
    const db = openFile(file, opened);
    return withImports(sqliteInventorySnapshot(db), sqliteImportJobs(db, TELLING).archive);
  }
}

/** What only a cluster needs isn't loaded by an embedded start. */
async function mongoAdapters() {
  return {
    ...(await import('@qipei/import-job/mongo')),
    ...(await import('./adapters/mongo/mongo-inventory-snapshot.ts')),
    ...(await import('./adapters/mongo/open-mongo-inventory.ts')),
    ...(await import('./adapters/mongo/republish-mongo-offers.ts')),
  };
}

/** What writers and relay in one process know each other by. */
function relayName(storage: InventoryConfig['storage']): string {
  return storage.engine === 'sqlite' ? fileOf(storage) : 'mongodb-inventory';
}

function fileOf({ dataDir }: { dataDir: string }): string {
  return join(dataDir, 'inventory.sqlite');
}

function fileSpool({ dataDir }: { dataDir: string }, imports: InventoryConfig['imports']): ImportSpool {
  return fileImportSpool({ directory: join(dataDir, 'spool', 'inventory'), ...spoolLimit(imports) });
}

function spoolLimit(imports: InventoryConfig['imports']): { maxBytes?: number } {
  return imports === undefined ? {} : { maxBytes: imports.maxUploadBytes };
}

function openFile(file: { dataDir: string }, opened: AsyncDisposableStack): Database {
  const db = openDatabase({
    file: fileOf(file),
    migrations: [...INVENTORY_MIGRATIONS, ...IMPORT_JOB_MIGRATIONS],
  });
  opened.defer(() => void db.close());
  return db;
}
