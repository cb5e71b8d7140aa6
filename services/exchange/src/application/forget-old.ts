import type { Clock } from '@qipei/kernel';
import type { FeedWriter } from '../domain/feed-store.ts';
import type { DeliveryQueue } from '../domain/webhook-store.ts';
import { KEPT_DAYS } from './take-in.ts';

const EVERY_MS = 3_600_000;
/** Ended deliveries of one webhook. */
const KEPT_DELIVERIES = 10_000;

/** Deliveries that ended, and events, are kept for 30 days; until it is told to stop. */
export async function forgetOld(
  dependencies: {
    feed: FeedWriter;
    queue: DeliveryQueue;
    clock: Clock;
    pause: (ms: number, signal: AbortSignal) => Promise<void>;
    onError: (error: unknown) => void;
  },
  stop: AbortSignal,
): Promise<void> {
  const { feed, queue, clock, pause, onError } = dependencies;
  while (!stop.aborted) {
    const before = new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000);
    try {
      await queue.forget(before, KEPT_DELIVERIES);
      await feed.forgetEvents(before);
    } catch (error) {
      onError(error);
    }
    await pause(EVERY_MS, stop);
  }
}
