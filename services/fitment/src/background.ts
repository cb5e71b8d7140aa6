import { createLogger, runBackground } from '@qipei/service-kit';
import { startFitmentBackground } from './compose.ts';
import type { FitmentConfig } from './config.ts';

/** What the background thread runs. */
export function run(config: FitmentConfig): Promise<void> {
  const logger = createLogger({ service: 'fitment', level: config.logLevel });
  return runBackground(() => startFitmentBackground(config, { logger }));
}
