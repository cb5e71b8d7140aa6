import { createLogger, runBackground } from '@qipei/service-kit';
import { startInventoryBackground } from './compose.ts';
import type { InventoryConfig } from './config.ts';

/** What the background thread runs. */
export function run(config: InventoryConfig): Promise<void> {
  const logger = createLogger({ service: 'inventory', level: config.logLevel });
  return runBackground(() => startInventoryBackground(config, { logger }));
}
