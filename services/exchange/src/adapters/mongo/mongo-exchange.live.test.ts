import { systemClock } from '@qipei/kernel';
import { databaseName, openMongo } from '@qipei/mongo';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { orderPlaced, partSaved } from '../../application/exchange-contract.fixture.ts';
import { feedContract } from '../../application/feed.contract.ts';
import { createWebhook } from '../../application/manage-webhooks.ts';
import { readFeed } from '../../application/read-feed.ts';
import { webhookDeliveriesContract } from '../http/webhook-deliveries.contract.ts';
import { webhookContract } from '../http/webhooks.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-exchange.fixture.ts';
import { openMongoExchange, openMongoExchangeSnapshot } from './open-mongo-exchange.ts';

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
