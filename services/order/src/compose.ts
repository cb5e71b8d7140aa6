import { join } from 'node:path';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { InventoryServiceService } from '@qipei/contracts/inventory/v1/inventory';
import { coalescedWake, startRelay, wakeRelay } from '@qipei/event-log';
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

/** Picks the adapters that the configuration names. */
export function composeOrder(config: OrderConfig): OrderParts {
  using opened = new DisposableStack();
  const clients = new AsyncDisposableStack();
  const file = fileOf(config);
  const db = openDatabase({ file, migrations: ORDER_MIGRATIONS });
  opened.defer(() => void db.close());
  opened.use(observeOutbox('order', sqliteOutbox(db).length));
  const peer = { peerToken: config.peerToken, timeoutMs: PEER_TIMEOUT_MS };
  const inventory = clients.use(
    createGrpcClient(InventoryServiceService, { ...peer, address: config.inventoryAddress }),
  );
  const catalog = clients.use(
    createGrpcClient(CatalogServiceService, { ...peer, address: config.catalogAddress }),
  );
  const resources = opened.move();
  return {
    orders: sqliteOrderRepository(
      db,
      coalescedWake(() => wakeRelay(file)),
    ),
    stock: inventoryStockKeeper(inventory),
    catalogue: catalogPartCatalogue(catalog),
    async [Symbol.asyncDispose]() {
      await clients.disposeAsync();
      resources.dispose();
    },
  };
}

/** Starts what runs beside the calls: the relay of the events to the log, on a connection of its own. */
export async function startOrderBackground(
  config: Pick<OrderConfig, 'dataDir'>,
  { logger }: { logger: Logger },
): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const file = fileOf(config);
  const db = openDatabase({ file, migrations: ORDER_MIGRATIONS });
  opened.defer(() => void db.close());
  const log = opened.use(openSqliteEventLog({ file: join(config.dataDir, 'event-log.sqlite') }));
  opened.use(
    startRelay({
      outbox: sqliteOutbox(db),
      log,
      file,
      onError: (error) => logger.warn({ err: error }, 'events wait to be relayed'),
    }),
  );
  return opened.move();
}

function fileOf({ dataDir }: Pick<OrderConfig, 'dataDir'>): string {
  return join(dataDir, 'order.sqlite');
}
