import { type Clock, newId } from '@qipei/kernel';
import { TooManyConflicts, withDatabaseErrors } from '@qipei/mongo';
import { afterAttempt, LONGEST_WAIT_MS } from '../../domain/delivery.ts';
import { TEST_EVENT } from '../../domain/webhook.ts';
import type { AttemptResult, DeliveryQueue } from '../../domain/webhook-store.ts';
import { carryOutAdding, deliveryOf, LOGGED_ATTEMPTS, type WebhookModels } from './delivery-documents.ts';
import { type DeliveryDocument, type WebhookDocument, webhookOf } from './webhook-schema.ts';

const ATTEMPTS = 24;

/** `chance` gives numbers from 0 to 1. */
export function mongoDeliveryQueue(
  models: WebhookModels,
  { clock, chance }: { clock: Clock; chance: () => number },
): DeliveryQueue {
  const { webhooks, deliveries } = models;
  /** Who is told that a record has failed gives all of it again. `id`: by which the store knows it. */
  const records = new WeakMap<AttemptResult, { id: string; of: 'nothing' | 'delivery' | 'all' }>();

  /** False where the delivery has changed meanwhile. Undefined where there is nothing to tell the webhook. */
  async function recordDelivery(result: AttemptResult, by: string): Promise<boolean | undefined> {
    const { webhookId, deliveryId, url, at, outcome } = result;
    const delivery = await deliveries.findOne({ _id: deliveryId, webhookId }).lean<DeliveryDocument>();
    const webhook = await webhooks.findOne({ _id: webhookId }).lean<WebhookDocument>();
    if (delivery === null || webhook === null) return undefined;
    // It was written, and the answer was lost.
    if (delivery.log.some((entry) => entry.by === by)) return webhook.url === url ? true : undefined;
    const { durationMs, status, error, response } = outcome;
    const number = delivery.attempts + 1;
    const entry = { number, at, durationMs, status, error, response, by };
    const log = { log: { $each: [entry], $slice: -LOGGED_ATTEMPTS } };
    const same = { _id: deliveryId, attempts: delivery.attempts, tries: delivery.tries };
    if (webhook.url !== url) {
      const counted = await deliveries.updateOne(same, { $set: { attempts: number }, $push: log });
      return counted.matchedCount === 1 ? undefined : false;
    }
    const known = { webhook: webhookOf(webhook), delivery: deliveryOf(delivery) };
    const after = afterAttempt({ ...known, outcome }, clock.now(), chance()).delivery;
    const { matchedCount } = await deliveries.updateOne(same, {
      $set: { ...after },
      $push: log,
      ...(after.state !== 'pending' && { $unset: { pendingOf: 1, testOf: 1 } }),
    });
    return matchedCount === 1;
  }

  /** False where the webhook has changed meanwhile. */
  async function recordWebhook({ webhookId, deliveryId, url, outcome }: AttemptResult): Promise<boolean> {
    const webhook = await webhooks.findOne({ _id: webhookId }).lean<WebhookDocument>();
    const delivery = await deliveries.findOne({ _id: deliveryId }).lean<DeliveryDocument>();
    if (webhook === null || delivery === null || webhook.url !== url) return true;
    const known = { webhook: webhookOf(webhook), delivery: deliveryOf(delivery) };
    const after = afterAttempt({ ...known, outcome }, clock.now(), chance()).webhook;
    // A test says nothing of how the address has been doing, unless it is not to be asked any more.
    if (delivery.eventType === TEST_EVENT && after.disabledReason !== 'gone') return true;
    const { failingSince, ...set } = after;
    const { matchedCount } = await webhooks.updateOne(
      { _id: webhookId, version: webhook.version },
      {
        $set: { ...set, version: webhook.version + 1, ...(failingSince !== undefined && { failingSince }) },
        ...(failingSince === undefined && { $unset: { failingSince: 1 } }),
      },
    );
    return matchedCount === 1;
  }

  async function recordOne(result: AttemptResult): Promise<void> {
    const known = records.get(result) ?? { id: newId('attempt'), of: 'nothing' };
    records.set(result, known);
    if (known.of === 'all') return;
    const told = known.of === 'delivery' || (await untilNotFalse(() => recordDelivery(result, known.id)));
    known.of = told === true ? 'delivery' : 'all';
    if (told === true) await untilNotFalse(() => recordWebhook(result));
    known.of = 'all';
  }

  async function enabledIds(): Promise<string[]> {
    const enabled = await webhooks
      .find({ enabled: true })
      .select('_id')
      .lean<Pick<WebhookDocument, '_id'>[]>();
    return enabled.map(({ _id }) => _id);
  }

  async function untilNotFalse<T>(write: () => Promise<T | false>): Promise<T> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const answer = await write();
      if (answer !== false) return answer;
    }
    throw new TooManyConflicts('webhook');
  }

  return withDatabaseErrors<DeliveryQueue>({
    async active() {
      const tests = await deliveries.distinct('testOf', { testOf: { $exists: true } });
      const ids = tests.filter((id): id is string => typeof id === 'string');
      const found = await webhooks
        .find({ $or: [{ enabled: true }, { _id: { $in: ids } }] })
        .sort({ _id: 1 })
        .lean<WebhookDocument[]>();
      for (const { _id, adding } of found)
        if (adding !== undefined) await carryOutAdding(_id, adding, models);
      return found.map(webhookOf);
    },
    countPending: (webhookId) => deliveries.countDocuments({ pendingOf: webhookId }).exec(),
    countWaiting: async () => await deliveries.countDocuments({ pendingOf: { $in: await enabledIds() } }),
    countFailing: async () =>
      await deliveries.countDocuments({ pendingOf: { $in: await enabledIds() }, tries: { $gt: 0 } }),
    countFailingWebhooks: () =>
      webhooks
        .countDocuments({
          $or: [
            { enabled: true, failingSince: { $exists: true } },
            { enabled: false, disabledReason: { $ne: '' } },
          ],
        })
        .exec(),
    async advance(webhookId, { from, to }, added) {
      const at = clock.now();
      const here = { _id: webhookId, position: from, adding: { $exists: false } } as const;
      if (added.length === 0) {
        const { matchedCount } = await webhooks.updateOne(here, { $set: { position: to } });
        return matchedCount === 1;
      }
      const before = await webhooks
        .findOne(here)
        .select('nextNumber')
        .lean<Pick<WebhookDocument, 'nextNumber'>>();
      if (before === null) return false;
      const adding = { from: before.nextNumber, at, deliveries: [...added] };
      const { matchedCount } = await webhooks.updateOne(
        { ...here, nextNumber: before.nextNumber },
        { $set: { position: to, adding, nextNumber: before.nextNumber + added.length } },
      );
      if (matchedCount === 0) return false;
      await carryOutAdding(webhookId, adding, models);
      return true;
    },
    async due(webhookId, limit, { testsOnly }) {
      const now = clock.now();
      const beyond = new Date(now.getTime() + LONGEST_WAIT_MS);
      const found = await deliveries
        .find({
          pendingOf: webhookId,
          $or: [{ tries: 0 }, { nextAttemptAt: { $lte: now } }, { nextAttemptAt: { $gt: beyond } }],
          ...(testsOnly && { eventType: TEST_EVENT }),
        })
        .sort({ nextAttemptAt: 1, number: 1 })
        .limit(limit)
        .select('-log')
        .lean<DeliveryDocument[]>();
      return found.map(deliveryOf);
    },
    async record(results) {
      for (const result of results) await recordOne(result);
    },
    async forget(before, most) {
      const ended = { state: { $ne: 'pending' } } as const;
      await deliveries.deleteMany({ ...ended, createdAt: { $lt: before } });
      const of = await deliveries.distinct('webhookId');
      const there = await webhooks
        .find({ _id: { $in: of } })
        .select('_id')
        .lean<Pick<WebhookDocument, '_id'>[]>();
      const known = new Set(there.map(({ _id }) => _id));
      for (const webhookId of of) {
        if (!known.has(webhookId)) {
          // What was left when it was removed.
          await deliveries.deleteMany({ webhookId });
          continue;
        }
        const last = await deliveries
          .findOne({ webhookId, ...ended })
          .sort({ number: -1 })
          .skip(most)
          .select('number')
          .lean<Pick<DeliveryDocument, 'number'>>();
        if (last !== null)
          await deliveries.deleteMany({ webhookId, ...ended, number: { $lte: last.number } });
      }
    },
  });
}
