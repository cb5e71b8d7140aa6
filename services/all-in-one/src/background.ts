import type { CatalogConfig } from '@qipei/catalog';
import { startCatalogBackground } from '@qipei/catalog/background';
import type { FitmentConfig } from '@qipei/fitment';
import { startFitmentBackground } from '@qipei/fitment/background';
import type { InventoryConfig } from '@qipei/inventory';
import { startInventoryBackground } from '@qipei/inventory/background';
import type { OrderConfig } from '@qipei/order';
import { startOrderBackground } from '@qipei/order/background';
import { createLogger, runBackground } from '@qipei/service-kit';

export interface BackgroundConfigs {
  catalog: CatalogConfig;
  fitment: FitmentConfig;
  inventory: InventoryConfig;
  order: OrderConfig;
}

/** What runs in the thread in which the services take in files and send their events. */
export function run(configs: BackgroundConfigs): Promise<void> {
  return runBackground(async () => {
    await using opened = new AsyncDisposableStack();
    const logger = (service: keyof BackgroundConfigs) =>
      createLogger({ service, level: configs[service].logLevel });
    opened.use(await startCatalogBackground(configs.catalog, { logger: logger('catalog') }));
    opened.use(await startFitmentBackground(configs.fitment, { logger: logger('fitment') }));
    opened.use(await startInventoryBackground(configs.inventory, { logger: logger('inventory') }));
    opened.use(await startOrderBackground(configs.order, { logger: logger('order') }));
    return opened.move();
  });
}
