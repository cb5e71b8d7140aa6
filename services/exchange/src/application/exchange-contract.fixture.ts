import type { FitmentsSaved, PartSaved, TenantEvent } from '../domain/feed-change.ts';
import type { FeedReader, FeedWriter } from '../domain/feed-store.ts';
import type { Grant } from '../domain/grant.ts';
import type { DeliveryQueue, WebhookStore } from '../domain/webhook-store.ts';
import type { FeedDependencies } from './read-feed.ts';

export function testClock(start = Date.parse('2026-11-01T00:00:00Z')) {
  let now = start;
  return {
    now: () => new Date(now),
    forward(ms: number) {
      now += ms;
    },
  };
}
export type TestClock = ReturnType<typeof testClock>;

/** A feed in a storage of its own. */
export type FeedTestStore = (Disposable | AsyncDisposable) & {
  clock: TestClock;
  /** Tells who waits that something has changed. */
  signal: { announce(): void; changed: FeedDependencies['changed'] };
  feed: FeedReader;
  writer: FeedWriter;
  /** At most two readers of a tenant may wait. */
  reading: FeedDependencies;
};
export type OpenFeed = (options?: { clock?: TestClock }) => FeedTestStore | Promise<FeedTestStore>;

export type WebhookTestStore = FeedTestStore & { webhooks: WebhookStore; queue: DeliveryQueue };
export type OpenWebhooks = (options?: { clock?: TestClock }) => WebhookTestStore | Promise<WebhookTestStore>;

export function partSaved(partId: string, version: number, of: Partial<PartSaved> = {}): PartSaved {
  const data = Buffer.from(`${partId} v${version}`);
  return {
    ...{ kind: 'part-saved', partId, version, data, publisher: 'p1', brandId: 'b1', isPublic: true },
    ...of,
  };
}

export function fitmentsSaved(
  partId: string,
  version: number,
  of: Partial<FitmentsSaved> = {},
): FitmentsSaved {
  const data = Buffer.from(`fitments of ${partId} v${version}`);
  return { ...{ kind: 'fitments-saved', partId, version, data, publisher: 'p1' }, ...of };
}

/** At the beginning of a `testClock`. */
export function orderPlaced(eventId: string, of: Partial<TenantEvent> = {}): TenantEvent {
  const occurredAt = testClock().now();
  return {
    ...{ kind: 'tenant-event', eventId, tenant: 'p1', eventType: 'order.placed', data: { id: 'o1' } },
    ...{ occurredAt, ...of },
  };
}

export function grantOf(grantId: string, version: number, of: Partial<Grant> = {}): Grant {
  return {
    ...{ grantId, version, publisher: 'p1', subscriber: 's1', brands: 'all', revoked: false },
    ...{ from: undefined, until: undefined },
    ...of,
  };
}
