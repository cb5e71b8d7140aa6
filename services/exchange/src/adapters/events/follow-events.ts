import type { EventLog, LogRecord, Subscription } from '@qipei/event-log';
import type { Logger } from '@qipei/service-kit';
import type { FeedWriter } from '../../domain/feed-store.ts';
import { FEED_TOPICS, feedChangesOf } from './feed-changes.ts';

export const EXCHANGE_FEED_GROUP = 'exchange-feed';

/** Takes what other services tell into the feed. Told twice or late, it changes nothing. */
export async function followEvents(dependencies: {
  log: EventLog;
  feed: FeedWriter;
  /** Told when something was taken in. */
  onChanged: () => void;
  onStep?: ((step: 'changes-applied') => void) | undefined;
  logger: Logger;
}): Promise<Subscription> {
  const { log, feed, onChanged, onStep, logger } = dependencies;
  return await log.subscribe({
    topics: FEED_TOPICS,
    group: EXCHANGE_FEED_GROUP,
    maxBatch: 2_000,
    handler: async (records: readonly LogRecord[]) => {
      const changes = records.flatMap((record) => feedChangesOf(record));
      if (changes.length === 0) return;
      await feed.apply(changes);
      onStep?.('changes-applied');
      onChanged();
    },
    onFailure: ({ record, error, parked }) =>
      logger.error(
        { err: error, topic: record.topic, offset: record.offset, eventId: record.id, parked },
        'an event could not be taken into the feed',
      ),
  });
}
