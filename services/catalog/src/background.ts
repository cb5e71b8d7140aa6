import { createLogger, runBackground } from '@qipei/service-kit';
import { startCatalogBackground } from './compose.ts';
import type { CatalogConfig } from './config.ts';

/** What the background thread runs. */
export function run(config: CatalogConfig): Promise<void> {
  const logger = createLogger({ service: 'catalog', level: config.logLevel });
  return runBackground(() => startCatalogBackground(config, { logger }));
}
