import type { FeedWriter } from '../domain/feed-store.ts';

const EVERY_MS = 1_000;

/** Brings the feed in step with grants that were given, revoked, or whose time has come, until it is told to stop. */
export async function settleGrants(
  dependencies: {
    feed: FeedWriter;
    onChanged: () => void;
    pause: (ms: number, signal: AbortSignal) => Promise<void>;
    onError: (error: unknown) => void;
  },
  stop: AbortSignal,
): Promise<void> {
  const { feed, onChanged, pause, onError } = dependencies;
  while (!stop.aborted) {
    try {
      if (await feed.settleGrants()) {
        onChanged();
        await new Promise(setImmediate);
        continue;
      }
    } catch (error) {
      onError(error);
    }
    await pause(EVERY_MS, stop);
  }
}
