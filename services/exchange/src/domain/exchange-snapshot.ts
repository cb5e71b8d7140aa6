import type { LogType } from './feed-change.ts';
import type { Grant } from './grant.ts';
import type { Webhook } from './webhook.ts';
import type { LoggedDelivery } from './webhook-store.ts';

/** All of the feed, of webhooks and of their deliveries, with the places by which cursors name it. */
export type ExchangeRecord =
  | { kind: 'feed'; storeId: string; sequence: number; grantsAt: Date }
  /** In the order in which they began. */
  | { kind: 'generation'; id: string; from: number }
  | EntityRecord
  | ChangeRecord
  | { kind: 'grant'; grant: Grant }
  | { kind: 'opening'; publisher: string; subscriber: string; brandId: string }
  /** In the order in which they go on. */
  | { kind: 'walk'; publisher: string; afterId: string }
  | { kind: 'webhook'; webhook: Webhook }
  /** Of one webhook in the order in which they were queued first; of their attempts the newest ten. */
  | { kind: 'delivery'; delivery: LoggedDelivery };

export interface EntityRecord {
  kind: 'entity';
  type: LogType;
  id: string;
  publisher: string;
  brandId: string;
  isPublic: boolean;
  gone: boolean;
  version: number;
  eventType: string;
  data: Uint8Array | undefined;
}

export interface ChangeRecord {
  kind: 'change';
  sequence: number;
  audience: string;
  type: LogType;
  id: string;
  publisher: string;
  version: number;
  gone: boolean;
  at: Date;
}
