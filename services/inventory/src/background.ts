import { workerData } from 'node:worker_threads';
import { createLogger, runBackground } from '@qipei/service-kit';
import { startInventoryBackground } from './compose.ts';
import type { InventoryConfig } from './config.ts';

const config = workerData as InventoryConfig;
const logger = createLogger({ service: 'inventory', level: config.logLevel });
await runBackground(() => startInventoryBackground(config, { logger }));
