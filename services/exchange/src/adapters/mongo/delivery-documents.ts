import { isDuplicateKey } from '@qipei/mongo';
import { type Model, mongo } from 'mongoose';
import type { Delivery } from '../../domain/delivery.ts';
import { TEST_EVENT } from '../../domain/webhook.ts';
import type { LoggedDelivery, NewDelivery } from '../../domain/webhook-store.ts';
import type { Adding, DeliveryDocument, WebhookDocument } from './webhook-schema.ts';

export interface WebhookModels {
  webhooks: Model<WebhookDocument>;
  deliveries: Model<DeliveryDocument>;
}

export const LOGGED_ATTEMPTS = 10;

/** What is decided on for a webhook is written to its deliveries; done again, or by two at once, it comes to the same. */
export async function carryOutAdding(
  webhookId: string,
  { from, at, deliveries: added }: Adding,
  { webhooks, deliveries }: WebhookModels,
): Promise<void> {
  const operations = added.map((delivery, place) => ({
    updateOne: {
      filter: { _id: delivery.deliveryId, round: { $lt: from } },
      update: queued(webhookId, delivery, { number: from + place, round: from, at }),
      upsert: true,
    },
  }));
  try {
    await deliveries.bulkWrite(operations as unknown as Parameters<typeof deliveries.bulkWrite>[0], {
      ordered: false,
      throwOnValidationError: true,
    });
  } catch (error) {
    if (!areThereAlready(error)) throw error;
  }
  await webhooks.updateOne({ _id: webhookId, 'adding.from': from }, { $unset: { adding: 1 } });
}

/** One more, or the same once more. */
export async function queueOne(
  webhookId: string,
  delivery: NewDelivery,
  at: Date,
  { webhooks, deliveries }: WebhookModels,
): Promise<void> {
  const counted = await webhooks
    .findOneAndUpdate({ _id: webhookId }, { $inc: { nextNumber: 1 } }, { projection: { nextNumber: 1 } })
    .lean<Pick<WebhookDocument, 'nextNumber'>>();
  if (counted === null) return;
  const { nextNumber: number } = counted;
  const update = queued(webhookId, delivery, { number, round: number, at });
  try {
    await deliveries.updateOne({ _id: delivery.deliveryId }, update, { upsert: true });
  } catch (error) {
    // Two at once made it; what the other one queued is queued.
    if (!isDuplicateKey(error)) throw error;
  }
}

function queued(
  webhookId: string,
  { deliveryId: _, eventType, payload }: NewDelivery,
  { number, round, at }: { number: number; round: number; at: Date },
) {
  const test = eventType === TEST_EVENT ? { testOf: webhookId } : {};
  return {
    $set: { state: 'pending', tries: 0, nextAttemptAt: at, round, pendingOf: webhookId, ...test },
    $setOnInsert: { webhookId, number, eventType, payload, attempts: 0, createdAt: at, log: [] },
  } as const;
}

function areThereAlready(error: unknown): boolean {
  if (!(error instanceof mongo.MongoBulkWriteError)) return false;
  const { writeErrors } = error;
  const all = Array.isArray(writeErrors) ? writeErrors : [writeErrors];
  return all.length > 0 && all.every(({ code }) => code === 11000);
}

export function deliveryOf(document: DeliveryDocument): Delivery {
  const { _id, webhookId, eventType, payload, state, attempts, tries, nextAttemptAt, createdAt } = document;
  return {
    deliveryId: _id,
    ...{ webhookId, eventType, payload, state, attempts, tries, nextAttemptAt, createdAt },
  };
}

export function loggedDeliveryOf(document: DeliveryDocument): LoggedDelivery {
  const log = document.log.map(({ by: _, ...attempt }) => attempt);
  return { ...deliveryOf(document), log: log.reverse() };
}
