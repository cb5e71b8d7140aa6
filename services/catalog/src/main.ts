import { createLogger, runUntilSignal } from '@qipei/service-kit';
import { readCatalogConfig } from './config.ts';
import { startCatalog } from './service.ts';

const config = readCatalogConfig(process.env);
const logger = createLogger({ service: 'catalog', level: config.logLevel });
await runUntilSignal(() => startCatalog(config, { logger }), logger);
