import { createLogger, runUntilSignal } from '@qipei/service-kit';
import { readInventoryConfig } from './config.ts';
import { startInventory } from './service.ts';

const config = readInventoryConfig(process.env);
const logger = createLogger({ service: 'inventory', level: config.logLevel });
await runUntilSignal(() => startInventory(config, { logger }), logger);
