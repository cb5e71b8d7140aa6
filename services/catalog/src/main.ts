import { runService } from '@qipei/service-kit';
import { readCatalogConfig } from './config.ts';
import { startCatalog } from './service.ts';

const config = readCatalogConfig(process.env);
await runService({ service: 'catalog', logLevel: config.logLevel, env: process.env }, (logger) =>
  startCatalog(config, { logger }),
);
