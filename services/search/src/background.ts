import { createLogger, runBackground } from '@qipei/service-kit';
import { composeProjection } from './compose.ts';
import type { SearchConfig } from './config.ts';

/** What the background thread runs. */
export function run(config: SearchConfig): Promise<void> {
  const logger = createLogger({ service: 'search', level: config.logLevel });
  return runBackground(() => composeProjection(config, logger));
}
