import { runService } from '@qipei/service-kit';
import { readAccessConfig } from './config.ts';
import { startAccess } from './service.ts';

const config = readAccessConfig(process.env);
await runService({ service: 'access', logLevel: config.logLevel, env: process.env }, (logger) =>
  startAccess(config, { logger }),
);
