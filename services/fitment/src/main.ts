import { createLogger, runUntilSignal } from '@qipei/service-kit';
import { readFitmentConfig } from './config.ts';
import { startFitment } from './service.ts';

const config = readFitmentConfig(process.env);
const logger = createLogger({ service: 'fitment', level: config.logLevel });
await runUntilSignal(() => startFitment(config, { logger }), logger);
