import type { Attempt, AttemptOutcome, Delivery, DeliveryState } from './delivery.ts';
import type { Webhook } from './webhook.ts';

export interface LoggedDelivery extends Delivery {
  /** The newest ten, newest first. */
  log: readonly Attempt[];
}

export interface DeliveryPage {
  deliveries: LoggedDelivery[];
  /** Where the next page begins; undefined where there is none. */
  next: number | undefined;
}

export type NewDelivery = Pick<Delivery, 'deliveryId' | 'eventType' | 'payload'>;

/** A tenant's webhooks and their deliveries. What isn't the tenant's own isn't there. Durable when it resolves. */
export interface WebhookStore {
  /** From the newest change of the feed on. @throws TooManyWebhooks */
  add(webhook: Omit<Webhook, 'position'>): Promise<Webhook>;
  find(tenant: string, webhookId: string): Promise<Webhook | undefined>;
  list(tenant: string): Promise<Webhook[]>;
  /** `change` may be called more than once; its last answer is kept, and given back. */
  change(
    tenant: string,
    webhookId: string,
    change: (webhook: Webhook) => Webhook,
  ): Promise<Webhook | undefined>;
  /** With all of its deliveries. False where there was none. */
  remove(tenant: string, webhookId: string): Promise<boolean>;
  /** Newest first, from `from` on. */
  deliveries(
    webhookId: string,
    page: { state: DeliveryState | undefined; from: number | undefined; limit: number },
  ): Promise<DeliveryPage>;
  findDelivery(webhookId: string, deliveryId: string): Promise<LoggedDelivery | undefined>;
  /** Queued, or queued again; its attempts so far stay in the log. */
  queue(webhookId: string, delivery: NewDelivery): Promise<void>;
  queueAgain(webhookId: string, deliveryId: string): Promise<boolean>;
  /** Has what changed since then queued again. */
  rewind(tenant: string, webhookId: string, since: Date): Promise<Webhook | undefined>;
}

export interface AttemptResult {
  webhookId: string;
  deliveryId: string;
  /** That was asked. */
  url: string;
  at: Date;
  outcome: AttemptOutcome;
}

/** What delivers sees: every tenant's. There is one of it at a time, or two for a moment. */
export interface DeliveryQueue {
  /** Those that are enabled, and those that have a test to send, by their ids. */
  active(): Promise<Webhook[]>;
  countPending(webhookId: string): Promise<number>;
  /** Of all webhooks that are enabled, what waits to be sent or to be sent again. */
  countWaiting(): Promise<number>;
  /** Of these, what has failed before. */
  countFailing(): Promise<number>;
  /** Webhooks whose address fails, or that were switched off for it. */
  countFailingWebhooks(): Promise<number>;
  /**
   * Adds deliveries together with how far the feed is queued then; those that are there are queued again. False, and nothing
   * is done, where the webhook isn't at `from` any more.
   */
  advance(
    webhookId: string,
    position: { from: number; to: number },
    deliveries: readonly NewDelivery[],
  ): Promise<boolean>;
  /**
   * Whose time has come, the longest waiting first: those that weren't tried yet, and of the others also what is to wait for longer than anything
   * does, as the clock has gone back since.
   */
  due(webhookId: string, limit: number, only: { testsOnly: boolean }): Promise<Delivery[]>;
  /**
   * Each by `afterAttempt`. Where it is broken off the same results may be given again: none counts twice. Those whose webhook has been removed meanwhile are passed over; what an address
   * answered that isn't the webhook's any more is logged, and what was sent there stays due.
   */
  record(results: readonly AttemptResult[]): Promise<void>;
  /** Drops what ended before, and what ended of a webhook beyond its newest `most`. */
  forget(before: Date, most: number): Promise<void>;
}
