import { join } from 'node:path';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { InventoryServiceService } from '@qipei/contracts/inventory/v1/inventory';
import { coalescedWake, startRelay } from '@qipei/event-log';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { createGrpcClient, type Logger, observeOutbox } from '@qipei/service-kit';
import { openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { catalogPartCatalogue } from './adapters/grpc/catalog-part-catalogue.ts';
import { inventoryStockKeeper } from './adapters/grpc/inventory-stock-keeper.ts';
import { ORDER_MIGRATIONS } from './adapters/sqlite/order-schema.ts';
import { sqliteOrderRepository } from './adapters/sqlite/sqlite-order-repository.ts';
import type { OrderConfig } from './config.ts';
import type { OrderRepository } from './domain/order-repository.ts';
import type { PartCatalogue } from './domain/part-catalogue.ts';
import type { StockKeeper } from './domain/stock-keeper.ts';

export interface OrderParts extends AsyncDisposable {
  orders: OrderRepository;
  stock: StockKeeper;
  catalogue: PartCatalogue;
}

/** Beyond this an order's caller is told that it is pending; the order itself goes on. */
const PEER_TIMEOUT_MS = 8_000;

/** Picks the adapters that the configuration names, and relays the events to the log. */
export async function composeOrder(config: OrderConfig, { logger }: { logger: Logger }): Promise<OrderParts> {
  await using opened = new AsyncDisposableStack();
  const db = openDatabase({ file: join(config.dataDir, 'order.sqlite'), migrations: ORDER_MIGRATIONS });
  opened.defer(() => void db.close());
  const outbox = sqliteOutbox(db);
  opened.use(observeOutbox('order', outbox.length));
  const log = opened.use(openSqliteEventLog({ file: join(config.dataDir, 'event-log.sqlite') }));
  const relay = opened.use(
    startRelay({
      outbox,
      log,
      onError: (error) => logger.warn({ err: error }, 'events wait to be relayed'),
    }),
  );
  const peer = { peerToken: config.peerToken, timeoutMs: PEER_TIMEOUT_MS };
  const inventory = opened.use(
    createGrpcClient(InventoryServiceService, { ...peer, address: config.inventoryAddress }),
  );
  const catalog = opened.use(
    createGrpcClient(CatalogServiceService, { ...peer, address: config.catalogAddress }),
  );
  const resources = opened.move();
  return {
    orders: sqliteOrderRepository(db, coalescedWake(relay.wake)),
    stock: inventoryStockKeeper(inventory),
    catalogue: catalogPartCatalogue(catalog),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
