import { runService } from '@qipei/service-kit';
import { readExchangeConfig } from './config.ts';
import { startExchange } from './service.ts';

const config = readExchangeConfig(process.env);
await runService({ service: 'exchange', logLevel: config.logLevel, env: process.env }, (logger) =>
  startExchange(config, { logger }),
);
