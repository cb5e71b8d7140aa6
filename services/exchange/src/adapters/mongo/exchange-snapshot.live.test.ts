import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '@qipei/kernel';
import { embeddedEngines, type StorageConfig } from '@qipei/service-kit/environment';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  fitmentsSaved,
  grantOf,
  orderPlaced,
  partSaved,
  testClock,
} from '../../application/exchange-contract.fixture.ts';
import { createWebhook, testWebhook } from '../../application/manage-webhooks.ts';
import { type FeedDependencies, readFeed } from '../../application/read-feed.ts';
import { deliveryIdOf } from '../../domain/delivery.ts';
import type { ExchangeRecord } from '../../domain/exchange-snapshot.ts';
import { openExchangeSnapshot } from '../../service.ts';
import { openTestStore } from '../sqlite/exchange-store.fixture.ts';
import { startTestMongo, type TestMongo } from './mongo-exchange.fixture.ts';

let folder: string;
let mongo: TestMongo;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-exchange-snapshot-'));
  mongo = await startTestMongo();
});
afterAll(async () => {
  await mongo[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const open = (storage: StorageConfig) => openExchangeSnapshot({ storage });
const read = (snapshot: Snapshot<ExchangeRecord>) => Array.fromAsync(snapshot.read());
const follow = async (reading: FeedDependencies, tenant: string, cursor = '') =>
  (await Array.fromAsync(readFeed({ tenant, cursor, limit: 0, types: [], waitMs: 0 }, reading))).flat();
const told = (lines: Awaited<ReturnType<typeof follow>>) =>
  lines.map(({ type, id, version, gone, sequence, data }) => [type, id, version, gone, sequence, `${data}`]);

const clock = testClock();

/** A feed with all that there may be in one, half through with what a grant opens; and webhooks. */
async function fill(file: string): Promise<void> {
  using store = openTestStore({ file, clock });
  const { writer, webhooks, queue } = store;
  const parts = Array.from({ length: 700 }, (_, at) =>
    partSaved(`part_${String(at).padStart(4, '0')}`, 1, { isPublic: at % 3 === 0, brandId: `b${at % 2}` }),
  );
  const dependencies = { webhooks, clock, allowLoopback: true, onQueued: () => {} };
  const draft = { url: 'https://shop.example/', eventTypes: ['part.saved'], description: '', enabled: true };
  const { webhook } = await createWebhook('s1', draft, dependencies);
  await createWebhook('s2', { ...draft, enabled: false }, dependencies);
  await writer.apply(parts);
  await writer.apply([
    ...Array.from({ length: 40 }, (_, at) => fitmentsSaved(`part_${String(at).padStart(4, '0')}`, 1)),
    fitmentsSaved('part_waits', 1),
    partSaved('part_0000', 2, { isPublic: false }),
    { kind: 'part-withdrawn', partId: 'part_0003', publisher: 'p1', version: 2 },
    { kind: 'release-changed', releaseId: 'rel-1', publisher: 'p1', version: 1, data: Buffer.from('r') },
    orderPlaced('e1'),
    { kind: 'grant-changed', grant: grantOf('g1', 1, { brands: ['b0', 'b1'] }) },
    { kind: 'grant-changed', grant: grantOf('g2', 1, { publisher: 'p2', until: new Date('2027-01-01') }) },
  ]);
  await writer.settleGrants();
  await testWebhook('s1', webhook.webhookId, dependencies);
  const deliveries = Array.from({ length: 300 }, (_, at) => ({
    ...{ deliveryId: deliveryIdOf(webhook.webhookId, at), eventType: 'part.saved', payload: `{"at":${at}}` },
  }));
  const to = (await store.feed.generation()).through - 5;
  await queue.advance(webhook.webhookId, { from: webhook.position, to }, deliveries);
  for (let at = 0; at < 12; at += 1) {
    clock.forward(86_400_000);
    const outcome = {
      durationMs: 3,
      status: 503,
      error: 'status-503',
      response: 'no',
      retryAfterMs: undefined,
    };
    const { deliveryId = '' } = deliveries[0] ?? {};
    await queue.record([
      { webhookId: webhook.webhookId, deliveryId, url: webhook.url, at: clock.now(), outcome },
    ]);
  }
}

test('the feed and webhooks go to MongoDB and back as they were, and cursors and positions stay good', async () => {
  const source = embeddedEngines(join(folder, 'source')).storage;
  const target = embeddedEngines(join(folder, 'target')).storage;
  for (const name of ['source', 'target']) mkdirSync(join(folder, name));
  const file = join(folder, 'source', 'exchange.sqlite');
  await fill(file);
  const name = 'migrated';
  const mongodb: StorageConfig = { engine: 'mongodb', url: `${mongo.server.url}/${name}` };
  const before = new Map<string, { cursor: string; lines: unknown[] }>();
  {
    using store = openTestStore({ file, clock });
    for (const tenant of ['p1', 's1', 's2']) {
      const lines = await follow(store.reading, tenant);
      before.set(tenant, { cursor: lines.at(20)?.cursor ?? '', lines: told(lines) });
    }
  }
  {
    await using from = await open(source);
    await using over = await open(mongodb);
    expect([await from.isEmpty(), await over.isEmpty()]).toEqual([false, true]);
    const given = await read(from);
    expect(new Set(given.map(({ kind }) => kind))).toEqual(
      new Set([
        ...['feed', 'generation', 'entity', 'change', 'grant', 'opening', 'walk', 'webhook', 'delivery'],
      ]),
    );
    await over.write(from.read());
    await over.write(from.read());
    expect(await read(over)).toEqual(given);
    expect(await over.isEmpty()).toBe(false);
  }
  {
    await using store = await mongo.openStore({ name, clock });
    for (const [tenant, { cursor, lines }] of before) {
      expect(told(await follow(store.reading, tenant))).toEqual(lines);
      expect(told(await follow(store.reading, tenant, cursor))).toEqual(lines.slice(21));
    }
    // What is told again changes nothing, and the walk that was under way goes on.
    await store.writer.apply([partSaved('part_0000', 2, { isPublic: false })]);
    while (await store.writer.settleGrants());
    await store.writer.apply([partSaved('part_new', 1)]);
    const { cursor = '' } = before.get('s1') ?? {};
    const lines = await follow(store.reading, 's1', cursor);
    expect(lines.at(-1)?.id).toBe('part_new');
    expect(new Set((await follow(store.reading, 's1')).map(({ id }) => id))).toContain('part_0001');
    const [webhook] = await store.webhooks.list('s1');
    const webhookId = webhook?.webhookId ?? '';
    expect(await store.queue.countPending(webhookId)).toBe(301);
    const dependencies = { ...store, allowLoopback: true, onQueued: () => {} };
    const test = await testWebhook('s1', webhookId, dependencies);
    const page = await store.webhooks.deliveries(webhookId, { state: undefined, from: undefined, limit: 1 });
    expect(page.deliveries[0]?.deliveryId).toBe(test.deliveryId);
  }
  await using over = await open(mongodb);
  await using back = await open(target);
  const given = await read(over);
  await back.write(over.read());
  expect(await read(back)).toEqual(given);
  using store = openTestStore({ file: join(folder, 'target', 'exchange.sqlite'), clock });
  await store.writer.apply([partSaved('part_newer', 1)]);
  const { cursor = '' } = before.get('s1') ?? {};
  expect((await follow(store.reading, 's1', cursor)).at(-1)?.id).toBe('part_newer');
}, 240_000);
