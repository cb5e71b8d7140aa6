import { workerData } from 'node:worker_threads';
import { createLogger, runBackground } from '@qipei/service-kit';
import { startFitmentBackground } from './compose.ts';
import type { FitmentConfig } from './config.ts';

const config = workerData as FitmentConfig;
const logger = createLogger({ service: 'fitment', level: config.logLevel });
await runBackground(() => startFitmentBackground(config, { logger }));
