import { randomBytes } from 'node:crypto';
import { readAccessConfig, startAccess } from '@qipei/access';
import { readBffConfig, startBff } from '@qipei/bff';
import { readCatalogConfig, startCatalog } from '@qipei/catalog';
import { readExchangeConfig, startExchange } from '@qipei/exchange';
import { readFitmentConfig, startFitment } from '@qipei/fitment';
import { readInventoryConfig, startInventory } from '@qipei/inventory';
import { readOrderConfig, startOrder } from '@qipei/order';
import { readSearchConfig, startSearch } from '@qipei/search';
import { createLogger, type RunningService, startBackgroundThread, startTelemetry } from '@qipei/service-kit';
import { readTelemetryConfig } from '@qipei/service-kit/environment';
import type { BackgroundConfigs } from './background.ts';
import { holdDataFolder } from './data-folder.ts';
import type { FollowerConfigs } from './followers.ts';
import type { PlatformConfig } from './platform-config.ts';

export interface Platform extends RunningService {
  /** Where REST is served, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly ended: Promise<void>;
}

/** Every service in this process, each with its own files, talking gRPC on loopback. */
export async function startPlatform(config: PlatformConfig): Promise<Platform> {
  await using opened = new AsyncDisposableStack();
  opened.use(holdDataFolder(config.engines.dataDir));
  const telemetry = opened.use(
    await startTelemetry(readTelemetryConfig('qipei', config.env), {
      logger: createLogger({ service: 'all-in-one', level: config.logLevel }),
    }),
  );
  const any = '127.0.0.1:0';
  const env: Record<string, string | undefined> = {
    ...config.env,
    QIPEI_DATA_DIR: config.engines.dataDir,
    QIPEI_PEER_TOKEN: randomBytes(32).toString('hex'),
    LOG_LEVEL: config.logLevel,
    HOST: config.host,
    PORT: String(config.port),
    ACCESS_GRPC_ADDRESS: any,
    CATALOG_GRPC_ADDRESS: any,
    FITMENT_GRPC_ADDRESS: any,
    INVENTORY_GRPC_ADDRESS: any,
    ORDER_GRPC_ADDRESS: any,
    SEARCH_GRPC_ADDRESS: any,
    EXCHANGE_GRPC_ADDRESS: any,
  };
  const at = (peers: Record<string, string>) => ({ ...env, ...peers });

  const keep = keeper(opened);
  // Imports of all services share one thread, and what follows their events another: each more takes 40 MB, and two fill two cores.
  const background = 'elsewhere';
  const catalogConfig = { ...readCatalogConfig(env), background } as const;
  const [access, catalog] = await Promise.all([
    keep(startAccess(readAccessConfig(env))),
    keep(startCatalog(catalogConfig)),
  ]);
  const CATALOG_GRPC_ADDRESS = catalog.address;
  const fitmentConfig = { ...readFitmentConfig(at({ CATALOG_GRPC_ADDRESS })), background } as const;
  const inventoryConfig = { ...readInventoryConfig(at({ CATALOG_GRPC_ADDRESS })), background } as const;
  const [fitment, inventory] = await Promise.all([
    keep(startFitment(fitmentConfig)),
    keep(startInventory(inventoryConfig)),
  ]);
  const FITMENT_GRPC_ADDRESS = fitment.address;
  const INVENTORY_GRPC_ADDRESS = inventory.address;
  const orderConfig = {
    ...readOrderConfig(at({ CATALOG_GRPC_ADDRESS, INVENTORY_GRPC_ADDRESS })),
    background,
  } as const;
  const exchangeConfig = { ...readExchangeConfig(env), background } as const;
  const configs: BackgroundConfigs = {
    catalog: catalogConfig,
    fitment: fitmentConfig,
    inventory: inventoryConfig,
    order: orderConfig,
  };
  const searchConfig = { ...readSearchConfig(at({ FITMENT_GRPC_ADDRESS })), background } as const;
  const followers: FollowerConfigs = { search: searchConfig, exchange: exchangeConfig };
  const [imports, following, order, exchange] = await Promise.all([
    keep(startBackgroundThread(new URL('./background.ts', import.meta.url), configs)),
    keep(startBackgroundThread(new URL('./followers.ts', import.meta.url), followers, 'followers')),
    keep(startOrder(orderConfig)),
    keep(startExchange(exchangeConfig)),
  ]);
  // The index is there once it is followed.
  const search = await keep(startSearch(searchConfig));
  const bff = opened.use(
    await startBff(
      readBffConfig(
        at({
          ACCESS_GRPC_ADDRESS: access.address,
          CATALOG_GRPC_ADDRESS,
          FITMENT_GRPC_ADDRESS,
          INVENTORY_GRPC_ADDRESS,
          ORDER_GRPC_ADDRESS: order.address,
          SEARCH_GRPC_ADDRESS: search.address,
          EXCHANGE_GRPC_ADDRESS: exchange.address,
        }),
      ),
      { telemetry },
    ),
  );
  const services: RunningService[] = [
    ...[access, catalog, fitment, inventory, imports, following, order, search, exchange],
  ];
  const ended = Promise.all(services.map((service) => service.ended)).then(() => {});
  ended.catch(() => {});
  const resources = opened.move();
  return { url: bff.url, ended, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** Registers a service for closing as soon as it is there, so that one that fails to start leaves none behind. */
function keeper(opened: AsyncDisposableStack) {
  return async <S extends RunningService>(starting: Promise<S>): Promise<S> => opened.use(await starting);
}
