import { createLogger, runUntilSignal } from '@qipei/service-kit';
import { readSearchConfig } from './config.ts';
import { startSearch } from './service.ts';

const config = readSearchConfig(process.env);
const logger = createLogger({ service: 'search', level: config.logLevel });
await runUntilSignal(() => startSearch(config, { logger }), logger);
