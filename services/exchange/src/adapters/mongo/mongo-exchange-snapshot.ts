import type { Snapshot } from '@qipei/kernel';
import { documentsById, insertMissing, isCollectionEmpty, withDatabaseErrors } from '@qipei/mongo';
import type { ChangeRecord, EntityRecord, ExchangeRecord } from '../../domain/exchange-snapshot.ts';
import type { LogType } from '../../domain/feed-change.ts';
import type { Grant } from '../../domain/grant.ts';
import { TEST_EVENT, type Webhook } from '../../domain/webhook.ts';
import type { LoggedDelivery } from '../../domain/webhook-store.ts';
import { carryOutAdding, loggedDeliveryOf, type WebhookModels } from './delivery-documents.ts';
import {
  type ChangeDocument,
  changeKey,
  entityKey,
  grantOf,
  pairKey,
  TYPE_NUMBER,
  viewKey,
} from './feed-documents.ts';
import { HEAD_ID, type HeadDocument, type KeptChange, type KeptEntity } from './feed-schema.ts';
import type { FeedModels } from './mongo-feed-documents.ts';
import { type Adding, changeableOf, type DeliveryDocument, webhookOf } from './webhook-schema.ts';

const PAGE = 250;
/** What a copy writes is older than whatever comes after it. */
const BLOCK = 0;
const TYPE_NAMES = new Map<number, LogType>(
  Object.entries(TYPE_NUMBER).map(([name, number]) => [number, name as LogType]),
);

/** Of a database that has its migrations and a head. */
export function mongoExchangeSnapshot(
  feed: FeedModels,
  { webhooks, deliveries }: WebhookModels,
): Omit<Snapshot<ExchangeRecord>, keyof AsyncDisposable> {
  const documents = withDatabaseErrors({
    async head() {
      const found = await feed.head.findOne({ _id: HEAD_ID }).lean<HeadDocument>();
      if (found === null) throw new Error('The feed has no head.');
      // A service that starts carries it out.
      if (found.pending !== undefined)
        throw new Error('A change of the feed is under way: start exchange, and stop it.');
      return found;
    },
    async changes(after: number) {
      return await feed.change
        .find({ sequence: { $gt: after } })
        .sort({ sequence: 1 })
        .limit(PAGE)
        .lean<ChangeDocument[]>();
    },
    generations: () =>
      feed.generation.find().sort({ number: 1 }).lean<{ _id: string; from: number }[]>().exec(),
    walks: () =>
      feed.walk
        .find({ turn: { $exists: true } })
        .sort({ turn: 1, _id: 1 })
        .lean<{ _id: string; afterId: string }[]>()
        .exec(),
    async deliveries(webhookId: string, after: number) {
      return await deliveries
        .find({ webhookId, number: { $gt: after } })
        .sort({ number: 1 })
        .limit(PAGE)
        .lean<DeliveryDocument[]>();
    },
    setHead: (fields: Partial<HeadDocument>) =>
      feed.head.updateOne({ _id: HEAD_ID }, { $set: fields }).exec(),
    dropGenerations: () => feed.generation.deleteMany({}).exec(),
    async addViews(changes: readonly ChangeRecord[]) {
      await feed.entity.bulkWrite(
        changes.map(({ type, id, audience, sequence, gone, at }) => ({
          updateOne: {
            filter: { _id: entityKey(TYPE_NUMBER[type], id) },
            update: {
              $set: {
                [`views.${viewKey(audience)}`]: { audience, sequence, gone },
                ...(type === 'events' && { at }),
              },
            },
          },
        })) as Parameters<typeof feed.entity.bulkWrite>[0],
        { throwOnValidationError: true },
      );
    },
    sizes: async (ids: readonly string[]) =>
      await feed.entity
        .find({ _id: { $in: [...ids] } })
        .select('bytes')
        .lean<Pick<KeptEntity, '_id' | 'bytes'>[]>(),
    carryOutAdding: (webhookId: string, adding: Adding) =>
      carryOutAdding(webhookId, adding, { webhooks, deliveries }),
    countFrom: (webhookId: string, nextNumber: number) =>
      webhooks.updateOne({ _id: webhookId }, { $max: { nextNumber } }).exec(),
  });

  async function writeChanges(changes: readonly ChangeRecord[]): Promise<void> {
    await documents.addViews(changes);
    const found = await documents.sizes([
      ...new Set(changes.map(({ type, id }) => entityKey(TYPE_NUMBER[type], id))),
    ]);
    const sizes = new Map(found.map(({ _id, bytes }) => [_id, bytes]));
    const rows = changes.map(({ kind: _, type: name, ...change }): KeptChange => {
      const type = TYPE_NUMBER[name];
      const bytes = change.gone ? 0 : (sizes.get(entityKey(type, change.id)) ?? 0);
      return { _id: changeKey(type, change.audience, change.id), block: BLOCK, type, ...change, bytes };
    });
    await insertMissing(feed.change, rows);
  }

  return {
    async isEmpty() {
      const empty = await Promise.all([
        isCollectionEmpty(feed.entity),
        isCollectionEmpty(feed.granted),
        isCollectionEmpty(webhooks),
      ]);
      return empty.every((each) => each);
    },
    async *read() {
      const { storeId, sequence, grantsAt } = await documents.head();
      yield { kind: 'feed', storeId, sequence, grantsAt };
      for (const { _id: id, from } of await documents.generations()) yield { kind: 'generation', id, from };
      for await (const entity of documentsById(feed.entity)) yield entityOf(entity);
      for (let after = 0; ; ) {
        const rows = await documents.changes(after);
        for (const row of rows) yield changeOf(row);
        const last = rows.at(-1);
        if (last === undefined) break;
        after = last.sequence;
      }
      for await (const granted of documentsById(feed.granted))
        yield { kind: 'grant', grant: grantOf(granted) };
      for await (const { publisher, subscriber, brands } of documentsById(feed.opening))
        for (const brandId of brands.toSorted()) yield { kind: 'opening', publisher, subscriber, brandId };
      for (const { _id: publisher, afterId } of await documents.walks())
        yield { kind: 'walk', publisher, afterId };
      const all: string[] = [];
      for await (const webhook of documentsById(webhooks)) {
        all.push(webhook._id);
        // What a webhook took in before a kill is in no delivery yet.
        if (webhook.adding !== undefined) await documents.carryOutAdding(webhook._id, webhook.adding);
        yield { kind: 'webhook', webhook: webhookOf(webhook) };
      }
      for (const webhookId of all) {
        for (let after = 0; ; ) {
          const page = await documents.deliveries(webhookId, after);
          for (const each of page) yield { kind: 'delivery', delivery: loggedDeliveryOf(each) };
          const last = page.at(-1);
          if (last === undefined) break;
          after = last.number;
        }
      }
    },
    async write(records) {
      const taken = { generations: 0, walks: 0, generation: '', at: new Date(0) };
      const slots = new Map<string, number>();
      const numbers = new Map<string, number>();
      const openings = new Map<string, { publisher: string; subscriber: string; brands: string[] }>();
      let head: Partial<HeadDocument> = {};
      let entities: KeptEntity[] = [];
      let changes: ChangeRecord[] = [];
      let waiting: DeliveryDocument[] = [];
      const flushEntities = async () => {
        await insertMissing(feed.entity, entities);
        entities = [];
      };
      const flushChanges = async () => {
        await flushEntities();
        if (changes.length > 0) await writeChanges(changes);
        changes = [];
      };
      const flushDeliveries = async () => {
        await insertMissing(deliveries, waiting);
        waiting = [];
      };
      for await (const record of records) {
        switch (record.kind) {
          case 'feed':
            // Those that the target began by itself had nothing to tell.
            await documents.dropGenerations();
            head = { storeId: record.storeId, sequence: record.sequence, grantsAt: record.grantsAt };
            break;
          case 'generation': {
            const { id, from } = record;
            taken.generations += 1;
            taken.generation = id;
            await insertMissing(feed.generation, [
              { _id: id, block: BLOCK, number: taken.generations, from },
            ]);
            break;
          }
          case 'entity':
            if (entities.push(toEntity(record)) === PAGE) await flushEntities();
            break;
          case 'change':
            if (record.at > taken.at) taken.at = record.at;
            if (changes.push(record) === PAGE) await flushChanges();
            break;
          case 'grant':
            await insertMissing(feed.granted, [toGranted(record.grant)]);
            break;
          case 'opening': {
            const { publisher, subscriber, brandId } = record;
            const key = pairKey(record);
            const opening = openings.get(key) ?? { publisher, subscriber, brands: [] };
            opening.brands.push(brandId);
            openings.set(key, opening);
            break;
          }
          case 'walk': {
            const { publisher, afterId } = record;
            taken.walks += 1;
            await insertMissing(feed.walk, [{ _id: publisher, block: BLOCK, afterId, turn: taken.walks }]);
            break;
          }
          case 'webhook': {
            const { tenant } = record.webhook;
            const slot = slots.get(tenant) ?? 0;
            slots.set(tenant, slot + 1);
            await insertMissing(webhooks, [toWebhook(record.webhook, `${tenant} ${slot}`)]);
            break;
          }
          case 'delivery': {
            const { webhookId } = record.delivery;
            const number = (numbers.get(webhookId) ?? 0) + 1;
            numbers.set(webhookId, number);
            if (waiting.push(toDelivery(record.delivery, number)) === PAGE) await flushDeliveries();
          }
        }
      }
      await flushChanges();
      await flushDeliveries();
      for (const [_id, opening] of openings)
        await insertMissing(feed.opening, [{ _id, block: BLOCK, ...opening }]);
      for (const [webhookId, number] of numbers) await documents.countFrom(webhookId, number + 1);
      const block = Math.max(taken.generations, taken.walks);
      if (head.storeId !== undefined)
        await documents.setHead({ ...head, block, generation: taken.generation, at: taken.at });
    },
  };
}

function entityOf(entity: KeptEntity): EntityRecord {
  const { _id, publisher, brandId, isPublic, gone, version, eventType, data } = entity;
  const blank = _id.indexOf(' ');
  return {
    ...{ kind: 'entity', type: nameOf(Number(_id.slice(0, blank))), id: _id.slice(blank + 1) },
    ...{ publisher, brandId, isPublic, gone, version, eventType, data },
  };
}

function changeOf({
  sequence,
  audience,
  type,
  id,
  publisher,
  version,
  gone,
  at,
}: ChangeDocument): ChangeRecord {
  return { kind: 'change', type: nameOf(type), ...{ sequence, audience, id, publisher, version, gone, at } };
}

function toEntity({ kind: _, type, id, data, ...record }: EntityRecord): KeptEntity {
  const grantable = type === 'parts' && !record.isPublic && !record.gone;
  return {
    ...{ _id: entityKey(TYPE_NUMBER[type], id), block: BLOCK, ...record, bytes: data?.byteLength ?? 0 },
    ...(data !== undefined && { data: Buffer.from(data) }),
    ...(grantable && { grantable: record.publisher }),
  };
}

function toGranted({ grantId, publisher, subscriber, brands, from, until, revoked, version }: Grant) {
  return {
    ...{ _id: grantId, block: BLOCK, publisher, subscriber, revoked, version },
    ...(brands !== 'all' && { brands: [...brands] }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
}

function toWebhook(webhook: Webhook, slot: string) {
  const { webhookId, tenant, createdAt, position } = webhook;
  const { failingSince, ...fields } = changeableOf(webhook);
  return {
    ...{ _id: webhookId, tenant, slot, createdAt, position, version: 1, nextNumber: 1, ...fields },
    ...(failingSince !== undefined && { failingSince }),
  };
}

function toDelivery({ deliveryId, log, ...delivery }: LoggedDelivery, number: number): DeliveryDocument {
  const pending = delivery.state === 'pending';
  return {
    ...{ _id: deliveryId, number, round: 0, ...delivery, log: log.toReversed() },
    ...(pending && { pendingOf: delivery.webhookId }),
    ...(pending && delivery.eventType === TEST_EVENT && { testOf: delivery.webhookId }),
  };
}

function nameOf(type: number): LogType {
  const name = TYPE_NAMES.get(type);
  if (name === undefined) throw new Error(`There is no type ${type} in the feed.`);
  return name;
}
