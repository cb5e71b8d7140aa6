import { createLogger, runUntilSignal } from '@qipei/service-kit';
import { readBffConfig } from './config.ts';
import { startBff } from './service.ts';

const config = readBffConfig(process.env);
const logger = createLogger({ service: 'bff', level: config.logLevel });
await runUntilSignal(() => startBff(config, { logger }), logger);
