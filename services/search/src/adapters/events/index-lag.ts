import type { EventLog } from '@qipei/event-log';
import { observeGauge } from '@qipei/service-kit';
import { PROJECTED_TOPICS } from './part-patches.ts';
import { SEARCH_PROJECTION_GROUP } from './projection.ts';

/** How many events of each topic the index has yet to take in. */
export function observeIndexLag(log: EventLog): Disposable {
  const gauges = new DisposableStack();
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
