import { join } from 'node:path';
import { TOPIC_SPECS } from '@qipei/contracts';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { coalescedWake, startRelay, wakeRelay } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import { fileImportSpool, type ImportServiceOptions, startImportRunner } from '@qipei/import-job';
import { IMPORT_JOB_MIGRATION, sqliteImportJobs } from '@qipei/import-job/sqlite';
import { type Clock, systemClock } from '@qipei/kernel';
import { createGrpcClient, type Logger, newTraceparent, observeOutbox } from '@qipei/service-kit';
import { type Database, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { catalogPartResolver } from './adapters/grpc/catalog-part-resolver.ts';
import { offerImportKind } from './adapters/imports/offer-import-kind.ts';
import { stockImportKind } from './adapters/imports/stock-import-kind.ts';
import { INVENTORY_MIGRATIONS } from './adapters/sqlite/inventory-schema.ts';
import { republishOffers } from './adapters/sqlite/republish-offers.ts';
import { sqliteInventoryStore } from './adapters/sqlite/sqlite-inventory-store.ts';
import { sqliteInventoryTables } from './adapters/sqlite/sqlite-inventory-unit.ts';
import type { InventoryConfig } from './config.ts';
import type { InventoryStore } from './domain/inventory-store.ts';

type Storage = Pick<InventoryConfig, 'dataDir'>;

export interface InventoryParts extends Disposable {
  store: InventoryStore;
  imports: ImportServiceOptions;
}

/** Picks the adapters that answer calls. */
export function composeInventory(config: Storage): InventoryParts {
  using opened = new DisposableStack();
  const file = fileOf(config);
  const db = openFile(file, opened);
  // A connection of its own: the one above doesn't wait for the write lock, this one does.
  const jobs = sqliteImportJobs(openFile(file, opened));
  const store = sqliteInventoryStore(
    db,
    coalescedWake(() => wakeRelay(file)),
  );
  opened.use(observeOutbox('inventory', sqliteOutbox(db).length));
  const imports = {
    store: jobs,
    spool: fileImportSpool({ directory: spoolOf(config) }),
    kinds: ['stock', 'offers'],
  };
  const resources = opened.move();
  return { store, imports, [Symbol.dispose]: () => resources.dispose() };
}

/** Starts what runs beside the calls: the imports, and the relay of the events to the log. */
export async function startInventoryBackground(
  config: InventoryConfig,
  { logger, clock = systemClock }: { logger: Logger; clock?: Clock },
): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const file = fileOf(config);
  const db = openFile(file, opened);
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-inventory', topics: TOPIC_SPECS }),
  );
  const relay = opened.use(
    startRelay({
      outbox: sqliteOutbox(db),
      log,
      file,
      onError: (error) => logger.warn({ err: error }, 'events wait to be relayed'),
    }),
  );
  const catalog = opened.use(
    createGrpcClient(CatalogServiceService, {
      address: config.catalogAddress,
      peerToken: config.peerToken,
      timeoutMs: 30_000,
    }),
  );
  const dependencies = { tables: sqliteInventoryTables(db), parts: catalogPartResolver(catalog), clock };
  opened.use(
    startImportRunner({
      jobs: sqliteImportJobs(db),
      spool: fileImportSpool({ directory: spoolOf(config) }),
      kinds: [stockImportKind(dependencies), offerImportKind(dependencies)],
      clock,
      logger,
      // About 40 ms of the write lock: a reservation waits for no longer.
      batchRows: 1_000,
      onProgress: () => relay.wake(),
    }),
  );
  return opened.move();
}

/** Tells once more, by events, what tenants have and for how much; beside a service that doesn't run. */
export function republishInventory(config: Storage): number {
  using opened = new DisposableStack();
  const db = openFile(fileOf(config), opened);
  return republishOffers(db, { now: systemClock.now(), traceparent: newTraceparent() });
}

function fileOf({ dataDir }: Storage): string {
  return join(dataDir, 'inventory.sqlite');
}

function spoolOf({ dataDir }: Storage): string {
  return join(dataDir, 'spool', 'inventory');
}

function openFile(file: string, opened: DisposableStack | AsyncDisposableStack): Database {
  const db = openDatabase({ file, migrations: [...INVENTORY_MIGRATIONS, IMPORT_JOB_MIGRATION] });
  opened.defer(() => void db.close());
  return db;
}
