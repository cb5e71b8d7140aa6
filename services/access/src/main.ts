import { createLogger, runUntilSignal } from '@qipei/service-kit';
import { readAccessConfig } from './config.ts';
import { startAccess } from './service.ts';

const config = readAccessConfig(process.env);
const logger = createLogger({ service: 'access', level: config.logLevel });
await runUntilSignal(() => startAccess(config, { logger }), logger);
