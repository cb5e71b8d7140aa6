import { SearchServiceService } from '@qipei/contracts/search/v1/search';
import { SuggestServiceService } from '@qipei/contracts/search/v1/suggest';
import {
  createLogger,
  grpcService,
  type Logger,
  type RunningService,
  startBackgroundThread,
  startGrpcServer,
} from '@qipei/service-kit';
import { searchHandlers } from './adapters/grpc/search-handlers.ts';
import { suggestHandlers } from './adapters/grpc/suggest-handlers.ts';
import { composeProjection, composeQueries } from './compose.ts';
import type { SearchConfig } from './config.ts';

export { SEARCH_PROJECTION_GROUP } from './adapters/events/projection.ts';
export type { IndexDifference } from './application/compare-index.ts';
export { checkPartIndex, removePartIndex } from './compose.ts';
export { readSearchConfig, type SearchConfig } from './config.ts';

export interface SearchService extends RunningService {
  readonly address: string;
}

/** Opens the index, follows the events in the background and serves. */
export async function startSearch(
  config: SearchConfig,
  overrides: { logger?: Logger } = {},
): Promise<SearchService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'search', level: config.logLevel });
  let background: Required<RunningService> | undefined;
  if (config.background === 'thread')
    background = opened.use(await startBackgroundThread(new URL('./background.ts', import.meta.url), config));
  else if (config.background === 'inline') background = opened.use(await composeProjection(config, logger));
  const dependencies = await composeQueries(config, opened, logger);
  const server = opened.use(
    await startGrpcServer({
      address: config.grpcAddress,
      services: [
        grpcService(SearchServiceService, searchHandlers(dependencies)),
        grpcService(SuggestServiceService, suggestHandlers(dependencies)),
      ],
      logger,
      peerSecurity: config.peerSecurity,
    }),
  );
  server.setServing(true);
  const resources = opened.move();
  return {
    address: server.address,
    ...(background !== undefined && { ended: background.ended }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
