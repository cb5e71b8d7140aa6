import { runService } from '@qipei/service-kit';
import { readSearchConfig } from './config.ts';
import { startSearch } from './service.ts';

const config = readSearchConfig(process.env);
await runService({ service: 'search', logLevel: config.logLevel, env: process.env }, (logger) =>
  startSearch(config, { logger }),
);
