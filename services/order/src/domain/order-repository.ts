import type { Order, OrderState } from './order.ts';

/** Whose keys they are: the same key of another customer or tenant is another key. */
export interface KeyScope {
  tenant: string;
  customerId: string;
  key: string;
}

export interface KeyRecord {
  orderId: string;
  /** Of the content that was ordered under the key. */
  digest: string;
}

export interface OrderQuery {
  tenant: string;
  /** Undefined for every customer's. */
  customerId: string | undefined;
  state: OrderState | undefined;
  /** Only orders older than this one. */
  before: string | undefined;
  limit: number;
}

/**
 * Keeps orders. Every adapter promises: an order, its idempotency record and its event are saved together or not at all,
 * durable when the promise resolves.
 */
export interface OrderRepository {
  findKey(scope: KeyScope): Promise<KeyRecord | undefined>;
  /** Adds a placed order under its key. Where the key is taken nothing is added, and what it stands for is returned. */
  add(order: Order, key: KeyScope, digest: string, traceparent: string): Promise<KeyRecord | undefined>;
  find(tenant: string, orderId: string): Promise<Order | undefined>;
  /** False, and nothing is written, where the stored version isn't the one before this. */
  save(order: Order, traceparent: string): Promise<boolean>;
  /** Newest first. */
  list(query: OrderQuery): Promise<Order[]>;
  /** Orders that are placed or cancelling and were last written before the instant, oldest first. */
  unsettled(before: Date, limit: number): Promise<{ tenant: string; orderId: string }[]>;
}
