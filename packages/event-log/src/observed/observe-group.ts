import { observeGauge } from '@qipei/service-kit/observe';
import type { EventLog } from '../event-log.ts';

/** How far a consumer is behind, and what it gave up, topic by topic. */
export function observeGroup(log: EventLog, group: string, topics: readonly string[]): Disposable {
  const gauges = new DisposableStack();
  for (const topic of new Set(topics)) {
    const attributes = { group, topic };
    gauges.use(
      observeGauge({
        name: 'qipei_consumer_lag',
        description: 'Events that a consumer has not yet handled',
        read: () => log.lag(topic, group),
        attributes,
      }),
    );
    gauges.use(
      observeGauge({
        name: 'qipei_dead_letters',
        description: 'Events that a consumer gave up and nobody has put back',
        read: () => log.countDeadLetters(topic, group),
        attributes,
      }),
    );
  }
  return gauges;
}
