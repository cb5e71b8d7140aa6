import type { ExchangeConfig } from '@qipei/exchange';
import { startExchangeBackground } from '@qipei/exchange/background';
import type { SearchConfig } from '@qipei/search';
import { composeProjection } from '@qipei/search/background';
import { createLogger, runBackground } from '@qipei/service-kit';

export interface FollowerConfigs {
  search: SearchConfig;
  exchange: ExchangeConfig;
}

/** What runs in the thread in which the index and the feed follow the events of the other services. */
export function run({ search, exchange }: FollowerConfigs): Promise<void> {
  return runBackground(async () => {
    await using opened = new AsyncDisposableStack();
    const logger = (service: keyof FollowerConfigs) => createLogger({ service, level: search.logLevel });
    opened.use(await composeProjection(search, logger('search')));
    opened.use(await startExchangeBackground(exchange, { logger: logger('exchange') }));
    return opened.move();
  });
}
