import type { Clock } from '@qipei/kernel';
import { isDuplicateKey, TooManyConflicts, withDatabaseErrors } from '@qipei/mongo';
import { TooManyWebhooks } from '../../domain/errors.ts';
import { MOST_WEBHOOKS } from '../../domain/webhook.ts';
import type { WebhookStore } from '../../domain/webhook-store.ts';
import { loggedDeliveryOf, queueOne, type WebhookModels } from './delivery-documents.ts';
import type { FeedDocuments } from './feed-documents.ts';
import { changeableOf, type DeliveryDocument, type WebhookDocument, webhookOf } from './webhook-schema.ts';

const ATTEMPTS = 24;

/** What callers see; beside who delivers. */
export function mongoWebhookStore(
  models: WebhookModels,
  { feed, clock }: { feed: Pick<FeedDocuments, 'head' | 'rowFrom'>; clock: Clock },
): WebhookStore {
  const { webhooks, deliveries } = models;

  /** The last change that is older: times don't go back along the feed, so that a few looks find it. */
  async function sequenceBefore(since: Date): Promise<number> {
    let low = 0;
    let high = (await feed.head()).head.sequence;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const found = await feed.rowFrom(middle);
      if (found !== undefined && found.at < since) low = Math.min(found.sequence, high);
      else high = middle - 1;
    }
    return low;
  }

  return withDatabaseErrors<WebhookStore>({
    async add(webhook) {
      const { webhookId, tenant, createdAt } = webhook;
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const taken = await webhooks.find({ tenant }).select('slot').lean<Pick<WebhookDocument, 'slot'>[]>();
        const slots = new Set(taken.map(({ slot }) => slot));
        const all = Array.from({ length: MOST_WEBHOOKS }, (_, at) => `${tenant} ${at}`);
        const slot = all.find((each) => !slots.has(each));
        if (slot === undefined || taken.length >= MOST_WEBHOOKS) throw new TooManyWebhooks(MOST_WEBHOOKS);
        const added = { ...webhook, position: (await feed.head()).head.sequence };
        const { failingSince, ...set } = changeableOf(added);
        const counts = { position: added.position, version: 1, nextNumber: 1 };
        try {
          await webhooks.create({
            ...{ _id: webhookId, tenant, slot, createdAt, ...set, ...counts },
            ...(failingSince !== undefined && { failingSince }),
          });
          return added;
        } catch (error) {
          // Another of the tenant's took it.
          if (!isDuplicateKey(error)) throw error;
        }
      }
      throw new TooManyConflicts(webhooks.collection.collectionName);
    },
    async find(tenant, webhookId) {
      const found = await webhooks.findOne({ _id: webhookId, tenant }).lean<WebhookDocument>();
      return found === null ? undefined : webhookOf(found);
    },
    async list(tenant) {
      const found = await webhooks.find({ tenant }).sort({ _id: 1 }).lean<WebhookDocument[]>();
      return found.map(webhookOf);
    },
    async change(tenant, webhookId, change) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const found = await webhooks.findOne({ _id: webhookId, tenant }).lean<WebhookDocument>();
        if (found === null) return undefined;
        const changed = change(webhookOf(found));
        const { failingSince, ...set } = changeableOf(changed);
        const { matchedCount } = await webhooks.updateOne(
          { _id: webhookId, version: found.version },
          {
            $set: { ...set, version: found.version + 1, ...(failingSince !== undefined && { failingSince }) },
            ...(failingSince === undefined && { $unset: { failingSince: 1 } }),
          },
        );
        if (matchedCount === 1) return changed;
      }
      throw new TooManyConflicts(webhooks.collection.collectionName);
    },
    async remove(tenant, webhookId) {
      const { deletedCount } = await webhooks.deleteOne({ _id: webhookId, tenant });
      // Broken off, the rest goes with what is forgotten.
      if (deletedCount === 1) await deliveries.deleteMany({ webhookId });
      return deletedCount === 1;
    },
    async deliveries(webhookId, { state, from = Number.MAX_SAFE_INTEGER, limit }) {
      const found = await deliveries
        .find({ webhookId, number: { $lte: from }, ...(state !== undefined && { state }) })
        .sort({ number: -1 })
        .limit(limit + 1)
        .lean<DeliveryDocument[]>();
      const next = found.length > limit ? found.pop()?.number : undefined;
      return { deliveries: found.map(loggedDeliveryOf), next };
    },
    async findDelivery(webhookId, deliveryId) {
      const found = await deliveries.findOne({ _id: deliveryId, webhookId }).lean<DeliveryDocument>();
      return found === null ? undefined : loggedDeliveryOf(found);
    },
    queue: (webhookId, delivery) => queueOne(webhookId, delivery, clock.now(), models),
    async queueAgain(webhookId, deliveryId) {
      const found = await deliveries
        .findOne({ _id: deliveryId, webhookId })
        .select('eventType payload')
        .lean<Pick<DeliveryDocument, 'eventType' | 'payload'>>();
      if (found === null) return false;
      await queueOne(webhookId, { deliveryId, ...found }, clock.now(), models);
      return true;
    },
    async rewind(tenant, webhookId, since) {
      const position = await sequenceBefore(since);
      const found = await webhooks
        .findOneAndUpdate({ _id: webhookId, tenant }, { $min: { position } }, { returnDocument: 'after' })
        .lean<WebhookDocument>();
      return found === null ? undefined : webhookOf(found);
    },
  });
}
