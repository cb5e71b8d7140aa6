import { createLogger, type Logger, type RunningService, startGrpcServer } from '@qipei/service-kit';
import { composeExchange, type ExchangeOverrides, startExchangeBackground } from './compose.ts';
import type { ExchangeConfig } from './config.ts';

export { EXCHANGE_FEED_GROUP } from './adapters/events/follow-events.ts';
export { openExchangeSnapshot } from './compose.ts';
export { type ExchangeConfig, readExchangeConfig } from './config.ts';

export interface ExchangeService extends RunningService {
  readonly address: string;
}

/** Opens the store, follows the events, sends webhooks and serves; closed in reverse when disposed of. */
export async function startExchange(
  config: ExchangeConfig,
  overrides: ExchangeOverrides & { logger?: Logger } = {},
): Promise<ExchangeService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'exchange', level: config.logLevel });
  const { services } = opened.use(await composeExchange(config, overrides));
  if (config.background === 'inline')
    opened.use(await startExchangeBackground(config, { ...overrides, logger }));
  const server = opened.use(
    await startGrpcServer({
      address: config.grpcAddress,
      services,
      logger,
      peerSecurity: config.peerSecurity,
    }),
  );
  server.setServing(true);
  const resources = opened.move();
  return { address: server.address, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
