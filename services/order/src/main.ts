import { createLogger, runUntilSignal } from '@qipei/service-kit';
import { readOrderConfig } from './config.ts';
import { startOrder } from './service.ts';

const config = readOrderConfig(process.env);
const logger = createLogger({ service: 'order', level: config.logLevel });
await runUntilSignal(() => startOrder(config, { logger }), logger);
