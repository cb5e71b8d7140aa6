import { systemClock } from '@qipei/kernel';
import { DatabaseUnavailable, databaseName, openMongo } from '@qipei/mongo';
import { mongo as driver } from 'mongoose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { orderPlaced, partSaved } from '../../application/exchange-contract.fixture.ts';
import { feedContract } from '../../application/feed.contract.ts';
import { createWebhook } from '../../application/manage-webhooks.ts';
import { readFeed } from '../../application/read-feed.ts';
import { webhookDeliveriesContract } from '../http/webhook-deliveries.contract.ts';
import { webhookContract } from '../http/webhooks.contract.ts';
import { mongoDeliveryQueue } from './mongo-delivery-queue.ts';
import { startTestMongo, type TestMongo } from './mongo-exchange.fixture.ts';
import { openMongoExchange, openMongoExchangeSnapshot } from './open-mongo-exchange.ts';
import { deliverySchema, webhookSchema } from './webhook-schema.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

feedContract('MongoDB', (options) => mongo.openStore(options), { runs: 5 });
webhookContract('MongoDB', (options) => mongo.openStore(options));
webhookDeliveriesContract('MongoDB', (options) => mongo.openStore(options));

const reading = async (store: Awaited<ReturnType<TestMongo['openStore']>>, cursor: string) =>
  (
    await Array.fromAsync(readFeed({ tenant: 's1', cursor, limit: 0, types: [], waitMs: 0 }, store.reading))
  ).flat();

test('a cursor outlives the starts of replicas, also where it was given while one began', async () => {
  await using first = await mongo.openStore({ name: 'starts' });
  await first.writer.apply([partSaved('a', 1)]);
  const early = (await reading(first, '')).at(-1)?.cursor ?? '';
  await using second = await mongo.openStore({ name: 'starts' });
  await second.writer.apply([partSaved('b', 1)]);
  const late = (await reading(first, early)).at(-1)?.cursor ?? '';
  await first.writer.apply([partSaved('c', 1)]);
  await using third = await mongo.openStore({ name: 'starts' });
  for (const store of [first, second, third]) {
    expect((await reading(store, early)).map(({ id }) => id)).toEqual(['b', 'c']);
    expect((await reading(store, late)).map(({ id }) => id)).toEqual(['c']);
  }
});

test('a replica whose clock is wrong doesn’t set the time of the feed', async () => {
  const url = `${mongo.server.url}/wrong-clock`;
  const own = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: own + 500 * 86_400_000 });
  try {
    await using exchange = await openMongoExchange(url, { clock: systemClock, begins: true });
    const { feed, writer } = exchange;
    await writer.apply([partSaved('a', 1)]);
    const { entries } = await feed.page({ tenant: 's1', types: ['parts'], after: 0, began: 0, limit: 1 });
    const { at } = entries[0] ?? {};
    expect(Math.abs((at?.getTime() ?? 0) - own)).toBeLessThan(86_400_000);
  } finally {
    vi.useRealTimers();
  }
});

test('what a webhook took in before a kill is in its copy', async () => {
  await using source = await mongo.openStore({ name: 'taken-in' });
  const dependencies = { ...source, allowLoopback: true, onQueued: () => {} };
  const draft = { url: 'https://shop.example/', eventTypes: ['part.saved'], description: '', enabled: true };
  const { webhook } = await createWebhook('s1', draft, dependencies);
  const { webhookId } = webhook;
  const database = await openMongo({ url: source.url, database: databaseName(source.url, 'exchange') });
  const deliveries = ['d1', 'd2'].map((deliveryId) => ({
    ...{ deliveryId, eventType: 'part.saved', payload: '{}' },
  }));
  const adding = { from: 1, at: source.clock.now(), deliveries };
  await database
    .collection<{ _id: string }>('webhook')
    .updateOne({ _id: webhookId }, { $set: { position: 40, nextNumber: 3, adding } });
  await database.close();
  await using target = await mongo.openStore({ name: 'taken-in-copy' });
  {
    await using from = await openMongoExchangeSnapshot(source.url);
    await using to = await openMongoExchangeSnapshot(target.url);
    await to.write(from.read());
  }
  const request = { state: undefined, from: undefined, limit: 10 };
  const page = await target.webhooks.deliveries(webhookId, request);
  expect(page.deliveries.map(({ deliveryId }) => deliveryId)).toEqual(['d2', 'd1']);
});

test('more events than one request forgets are all forgotten, and those that are newer stay', async () => {
  await using store = await mongo.openStore();
  const { clock, writer, feed } = store;
  const events = Array.from({ length: 520 }, (_, at) => orderPlaced(`e${at}`));
  await writer.apply(events);
  clock.forward(86_400_000);
  await writer.apply([orderPlaced('newer')]);
  await writer.forgetEvents(clock.now());
  const { entries } = await feed.page({ tenant: 'p1', types: ['events'], after: 0, began: 0, limit: 10 });
  expect(entries.map(({ id }) => id)).toEqual(['newer']);
});

test('over a server without sessions pages are read as well, and that is told once', async () => {
  const url = `${mongo.server.url}/no-sessions`;
  let told = 0;
  const onNoSessions = () => {
    told += 1;
  };
  await using exchange = await openMongoExchange(url, { clock: systemClock, begins: true, onNoSessions });
  const { feed, writer } = exchange;
  await writer.apply([partSaved('a', 1)]);
  const request = { tenant: 's1', types: ['parts'], after: 0, began: 0, limit: 9 } as const;
  const pages = await Promise.all([1, 2, 3].map(() => feed.page(request)));
  for (const { entries } of pages) expect(entries.map(({ id }) => id)).toEqual(['a']);
  expect(told).toBe(1);
});

test('an attempt whose record was written and not acknowledged is counted once', async () => {
  await using store = await mongo.openStore({ name: 'lost-answer' });
  const dependencies = { ...store, allowLoopback: true, onQueued: () => {} };
  const draft = { url: 'https://shop.example/', eventTypes: ['part.saved'], description: '', enabled: true };
  const { webhook } = await createWebhook('s1', draft, dependencies);
  const { webhookId, url } = webhook;
  await store.queue.advance(webhookId, { from: webhook.position, to: webhook.position + 1 }, [
    { deliveryId: 'd1', eventType: 'part.saved', payload: '{}' },
  ]);
  const connection = await openMongo({ url: store.url, database: databaseName(store.url, 'exchange') });
  const deliveries = connection.model('Delivery', deliverySchema);
  let lose = true;
  const forgetful: typeof deliveries = Object.create(deliveries, {
    updateOne: {
      value: async (...args: Parameters<typeof deliveries.updateOne>) => {
        const done = await deliveries.updateOne(...args);
        if (!lose) return done;
        lose = false;
        throw new driver.MongoNetworkError('the answer is lost');
      },
    },
  });
  const models = { webhooks: connection.model('Webhook', webhookSchema), deliveries: forgetful };
  const queue = mongoDeliveryQueue(models, { clock: store.clock, chance: () => 0.5 });
  const failed = { durationMs: 3, status: 503, error: 'status-503', response: '', retryAfterMs: undefined };
  const attempt = () => ({ webhookId, deliveryId: 'd1', url, at: store.clock.now(), outcome: failed });
  const first = attempt();
  await expect(queue.record([first])).rejects.toBeInstanceOf(DatabaseUnavailable);
  await queue.record([first]);
  await queue.record([attempt()]);
  const request = { state: undefined, from: undefined, limit: 9 };
  const { deliveries: found } = await store.webhooks.deliveries(webhookId, request);
  expect(found).toMatchObject([{ attempts: 2, tries: 2, log: [{ number: 2 }, { number: 1 }] }]);
  expect(Object.keys(found[0]?.log[0] ?? {})).not.toContain('by');
  expect(await store.webhooks.find('s1', webhookId)).toMatchObject({ failures: 2 });
  await connection.close();
});
