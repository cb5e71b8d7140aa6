import { setTimeout as sleep } from 'node:timers/promises';
import type { EventLog, LogRecord, Subscription } from '@qipei/event-log';
import { DomainError } from '@qipei/kernel';
import type { Logger } from '@qipei/service-kit';
import type { FeedWriter } from '../../domain/feed-store.ts';
import { FEED_TOPICS, feedChangesOf } from './feed-changes.ts';

export const EXCHANGE_FEED_GROUP = 'exchange-feed';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Takes what other services tell into the feed. Told twice or late, it changes nothing. While the storage is away it is waited
 * for: an event isn't parked for that.
 */
export async function followEvents(dependencies: {
  log: EventLog;
  feed: FeedWriter;
  /** Told when something was taken in. */
  onChanged: () => void;
  onStep?: ((step: 'changes-applied') => void) | undefined;
  /** Nothing is waited for any more. */
  stop: AbortSignal;
  logger: Logger;
}): Promise<Subscription> {
  const { log, feed, onChanged, onStep, stop, logger } = dependencies;

  async function whenAvailable(work: () => Promise<void>): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind !== 'unavailable' || stop.aborted) throw error;
        logger.warn({ err: error }, 'events wait to be taken into the feed');
      }
      await sleep(pause, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  return await log.subscribe({
    topics: FEED_TOPICS,
    group: EXCHANGE_FEED_GROUP,
    maxBatch: 2_000,
    handler: async (records: readonly LogRecord[]) => {
      const changes = records.flatMap((record) => feedChangesOf(record));
      if (changes.length === 0) return;
      await whenAvailable(() => feed.apply(changes));
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
