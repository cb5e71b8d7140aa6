import { workerData } from 'node:worker_threads';
import { createLogger, runBackground } from '@qipei/service-kit';
import { composeProjection } from './compose.ts';
import type { SearchConfig } from './config.ts';

const config = workerData as SearchConfig;
const logger = createLogger({ service: 'search', level: config.logLevel });
await runBackground(() => composeProjection(config, logger));
