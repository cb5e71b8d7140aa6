import { afterAll, beforeAll, expect, test } from 'vitest';
import { partSaved } from '../../application/exchange-contract.fixture.ts';
import { feedContract } from '../../application/feed.contract.ts';
import { readFeed } from '../../application/read-feed.ts';
import { webhookDeliveriesContract } from '../http/webhook-deliveries.contract.ts';
import { webhookContract } from '../http/webhooks.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-exchange.fixture.ts';

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
