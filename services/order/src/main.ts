import { runService } from '@qipei/service-kit';
import { readOrderConfig } from './config.ts';
import { startOrder } from './service.ts';

const config = readOrderConfig(process.env);
await runService({ service: 'order', logLevel: config.logLevel, env: process.env }, (logger) =>
  startOrder(config, { logger }),
);
