import { runService } from '@qipei/service-kit';
import { readFitmentConfig } from './config.ts';
import { startFitment } from './service.ts';

const config = readFitmentConfig(process.env);
await runService({ service: 'fitment', logLevel: config.logLevel, env: process.env }, (logger) =>
  startFitment(config, { logger }),
);
