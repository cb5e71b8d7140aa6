import type { EventLog } from '@qipei/event-log';
import type { SearchEngine } from '@qipei/search-engine';
import { observeGauge } from '@qipei/service-kit';
import { isOutdated } from '../../application/part-index.ts';
import { PROJECTED_TOPICS } from './part-patches.ts';
import { SEARCH_PROJECTION_GROUP } from './projection.ts';

/** How many events of each topic the index has yet to take in, and whether it was made by an earlier version of the projection. */
export function observeIndex(log: EventLog, engine: SearchEngine): Disposable {
  const gauges = new DisposableStack();
  gauges.use(
    observeGauge({
      name: 'qipei_index_outdated',
      description: '1: the search index was made by an earlier version and lacks what has come since',
      read: async () => Number(await isOutdated(engine)),
      attributes: {},
    }),
  );
  for (const topic of PROJECTED_TOPICS) {
    gauges.use(
      observeGauge({
        name: 'qipei_index_lag',
        description: 'Events that the search index has yet to take in',
        read: () => log.lag(topic, SEARCH_PROJECTION_GROUP),
        attributes: { topic },
      }),
    );
  }
  return gauges;
}
