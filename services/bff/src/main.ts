import { runService } from '@qipei/service-kit';
import { readBffConfig } from './config.ts';
import { startBff } from './service.ts';

const config = readBffConfig(process.env);
await runService({ service: 'bff', logLevel: config.logLevel, env: process.env }, (logger, telemetry) =>
  startBff(config, { logger, telemetry }),
);
