import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';
import type { Attempt, DeliveryState } from '../../domain/delivery.ts';
import type { DisabledReason, EventType, Webhook } from '../../domain/webhook.ts';
import type { NewDelivery } from '../../domain/webhook-store.ts';

/** A webhook, and what the feed has told of it and isn't queued yet: one document, so that both are one write. */
export interface WebhookDocument {
  _id: string;
  tenant: string;
  /** Tenant and a number up to how many it may have; nobody else's. */
  slot: string;
  url: string;
  eventTypes: EventType[];
  description: string;
  enabled: boolean;
  disabledReason: DisabledReason;
  secrets: { secret: string; until?: Date }[];
  position: number;
  failures: number;
  failingSince?: Date;
  notBefore: Date;
  createdAt: Date;
  updatedAt: Date;
  /** Counts what callers and outcomes change; not how far the feed is queued. */
  version: number;
  /** Of its deliveries. */
  nextNumber: number;
  adding?: Adding;
}

/** Deliveries that are decided on, and are written next. */
export interface Adding {
  /** Number of the first. */
  from: number;
  at: Date;
  deliveries: NewDelivery[];
}

export interface DeliveryDocument {
  _id: string;
  webhookId: string;
  /** Newest have the highest of their webhook. */
  number: number;
  /** The number from which those were counted together with which it was queued last. */
  round: number;
  eventType: string;
  payload: string;
  state: DeliveryState;
  attempts: number;
  tries: number;
  nextAttemptAt: Date;
  createdAt: Date;
  /** The newest ten, oldest first. */
  log: LoggedAttempt[];
  /** The webhook, while it waits. */
  pendingOf?: string;
  /** The webhook, of a test that waits. */
  testOf?: string;
}

export interface LoggedAttempt extends Attempt {
  /** Of the record: told once more it is known by it. */
  by?: string;
}

export interface LeaseDocument {
  /** What it is for. */
  _id: string;
  holder: string;
  until: Date;
}

export const WEBHOOK_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'webhooks-1',
    async up(db) {
      await createIndexes('webhook', [
        { name: 'slot', key: { slot: 1 }, unique: true },
        { name: 'of-tenant', key: { tenant: 1, _id: 1 } },
        { name: 'enabled', key: { enabled: 1, _id: 1 } },
      ])(db);
      await createIndexes('delivery', [
        { name: 'newest', key: { webhookId: 1, number: -1 } },
        { name: 'newest-in-state', key: { webhookId: 1, state: 1, number: -1 } },
        { name: 'due', key: { pendingOf: 1, nextAttemptAt: 1, number: 1 } },
        { name: 'tests', key: { testOf: 1 }, sparse: true },
        { name: 'by-age', key: { createdAt: 1 } },
      ])(db);
    },
  },
];

const text = { type: String, required: true } as const;
/** Mongoose takes an empty string for a missing one. */
const anyText = { type: String } as const;
const whole = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;
const instant = { type: Date, required: true } as const;
const part = { _id: false, id: false, strict: 'throw' } as const;
const options = { versionKey: false, strict: 'throw', minimize: false } as const;

export const webhookSchema = new Schema<WebhookDocument>(
  {
    ...{ _id: text, tenant: text, slot: text, url: text, eventTypes: [String], description: anyText },
    ...{ enabled: flag, disabledReason: anyText, position: whole, failures: whole, failingSince: Date },
    ...{ notBefore: instant, createdAt: instant, updatedAt: instant, version: whole, nextNumber: whole },
    secrets: [new Schema({ secret: text, until: Date }, part)],
    adding: Schema.Types.Mixed,
  },
  { ...options, collection: 'webhook' },
);

const attempt = new Schema(
  {
    ...{ number: whole, at: instant, durationMs: whole, status: whole, error: anyText, response: anyText },
    by: String,
  },
  part,
);

export const deliverySchema = new Schema<DeliveryDocument>(
  {
    ...{ _id: text, webhookId: text, number: whole, round: whole, eventType: text, payload: text },
    ...{ state: text, attempts: whole, tries: whole, nextAttemptAt: instant, createdAt: instant },
    ...{ log: [attempt], pendingOf: String, testOf: String },
  },
  { ...options, collection: 'delivery' },
);

export const leaseSchema = new Schema<LeaseDocument>(
  { _id: text, holder: text, until: instant },
  { ...options, collection: 'lease' },
);

/** Fields of a webhook that a change or an outcome may set. */
export function changeableOf(webhook: Webhook) {
  const { url, description, enabled, disabledReason, failures, failingSince, notBefore, updatedAt } = webhook;
  return {
    ...{ url, description, enabled, disabledReason, failures, failingSince, notBefore, updatedAt },
    eventTypes: [...webhook.eventTypes],
    secrets: webhook.secrets.map(({ secret, until }) => ({ secret, ...(until !== undefined && { until }) })),
  };
}

export function webhookOf(document: WebhookDocument): Webhook {
  const { _id, tenant, url, eventTypes, enabled, secrets, position, failures, failingSince } = document;
  const { notBefore, createdAt, updatedAt, description, disabledReason } = document;
  return {
    ...{ webhookId: _id, tenant, url, eventTypes, description, enabled, disabledReason, position, failures },
    ...{ failingSince, notBefore, createdAt, updatedAt },
    secrets: secrets.map(({ secret, until }) => ({ secret, until })),
  };
}
