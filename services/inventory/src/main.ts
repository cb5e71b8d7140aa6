import { runService } from '@qipei/service-kit';
import { readInventoryConfig } from './config.ts';
import { startInventory } from './service.ts';

const config = readInventoryConfig(process.env);
await runService({ service: 'inventory', logLevel: config.logLevel, env: process.env }, (logger) =>
  startInventory(config, { logger }),
);
