import { join } from 'node:path';
import { TOPIC_SPECS } from '@qipei/contracts';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { InventoryServiceService } from '@qipei/contracts/inventory/v1/inventory';
import { coalescedWake, type Outbox, startRelay, wakeRelay } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import type { Snapshot } from '@qipei/kernel';
import { createGrpcClient, type Logger, type ObservedOutbox, observeOutbox } from '@qipei/service-kit';
import { openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { catalogPartCatalogue } from './adapters/grpc/catalog-part-catalogue.ts';
import { inventoryStockKeeper } from './adapters/grpc/inventory-stock-keeper.ts';
import { ORDER_MIGRATIONS } from './adapters/sqlite/order-schema.ts';
import { sqliteOrderRepository } from './adapters/sqlite/sqlite-order-repository.ts';
import { sqliteOrderSnapshot } from './adapters/sqlite/sqlite-order-snapshot.ts';
import type { OrderConfig } from './config.ts';
import type { OrderRepository } from './domain/order-repository.ts';
import type { OrderRecord } from './domain/order-snapshot.ts';
import type { PartCatalogue } from './domain/part-catalogue.ts';
import type { StockKeeper } from './domain/stock-keeper.ts';

export interface OrderParts extends AsyncDisposable {
  orders: OrderRepository;
  stock: StockKeeper;
  catalogue: PartCatalogue;
}

/** Beyond this an order's caller is told that it is pending; the order itself goes on. */
const PEER_TIMEOUT_MS = 8_000;

/** Picks the adapters that the configuration names. */
export async function composeOrder(config: OrderConfig): Promise<OrderParts> {
  await using opened = new AsyncDisposableStack();
  const { storage } = config;
  const { orders, outbox } = opened.use(await openOrders(storage));
  opened.use(observeOutbox('order', outbox));
  const peer = { peerSecurity: config.peerSecurity, timeoutMs: PEER_TIMEOUT_MS };
  const inventory = opened.use(
    createGrpcClient(InventoryServiceService, { ...peer, address: config.inventoryAddress }),
  );
  const catalog = opened.use(
    createGrpcClient(CatalogServiceService, { ...peer, address: config.catalogAddress }),
  );
  const resources = opened.move();
  return {
    orders,
    stock: inventoryStockKeeper(inventory),
    catalogue: catalogPartCatalogue(catalog),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Starts what runs beside the calls: the relay of the events to the log, on a connection of its own. */
export async function startOrderBackground(
  config: Pick<OrderConfig, 'storage' | 'eventLog'>,
  { logger }: { logger: Logger },
): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const { storage } = config;
  const { outbox } = opened.use(await openOrders(storage));
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-order', topics: TOPIC_SPECS }),
  );
  opened.use(
    startRelay({
      outbox,
      log,
      file: relayName(storage),
      onError: (error) => logger.warn({ err: error }, 'events wait to be relayed'),
    }),
  );
  return opened.move();
}

/** All orders of all tenants, to be copied; beside a service that doesn't run. */
export async function openOrderSnapshot({
  storage,
}: Pick<OrderConfig, 'storage'>): Promise<Snapshot<OrderRecord>> {
  if (storage.engine === 'mongodb') {
    const { openMongoOrderSnapshot } = await import('./adapters/mongo/open-mongo-orders.ts');
    return await openMongoOrderSnapshot(storage.url);
  }
  const db = openDatabase({ file: fileOf(storage), migrations: ORDER_MIGRATIONS });
  return { ...sqliteOrderSnapshot(db), [Symbol.asyncDispose]: async () => void db.close() };
}

interface OpenedOrders extends AsyncDisposable {
  orders: OrderRepository;
  outbox: Outbox & ObservedOutbox;
}

async function openOrders(storage: OrderConfig['storage']): Promise<OpenedOrders> {
  const wake = coalescedWake(() => wakeRelay(relayName(storage)));
  if (storage.engine === 'mongodb') {
    // What only a cluster needs isn't loaded by an embedded start.
    const { openMongoOrders } = await import('./adapters/mongo/open-mongo-orders.ts');
    return await openMongoOrders(storage.url, wake);
  }
  const db = openDatabase({ file: fileOf(storage), migrations: ORDER_MIGRATIONS });
  return {
    orders: sqliteOrderRepository(db, wake),
    outbox: sqliteOutbox(db),
    [Symbol.asyncDispose]: async () => void db.close(),
  };
}

/** What writers and relay in one process know each other by. */
function relayName(storage: OrderConfig['storage']): string {
  return storage.engine === 'sqlite' ? fileOf(storage) : 'mongodb-order';
}

function fileOf({ dataDir }: { dataDir: string }): string {
  return join(dataDir, 'order.sqlite');
}
