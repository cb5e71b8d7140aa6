import { workerData } from 'node:worker_threads';
import { createLogger, runBackground } from '@qipei/service-kit';
import { startCatalogBackground } from './compose.ts';
import type { CatalogConfig } from './config.ts';

// Entry of the background thread.
const config = workerData as CatalogConfig;
const logger = createLogger({ service: 'catalog', level: config.logLevel });
await runBackground(() => startCatalogBackground(config, { logger }));
