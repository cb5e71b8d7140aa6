import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readEnvelope, TOPIC_SPECS, TOPICS } from '@qipei/contracts';
import { openEventLog } from '@qipei/event-log/open';
import { startKafka } from '@qipei/testing/kafka-server';
import { copyDemo, type DemoCopy, restClient, startClusterProcess, supervise } from '@qipei/testing/platform';
import { afterEach, beforeEach, expect, inject, it, onTestFailed } from 'vitest';
import { readEngines } from './engines.ts';
import {
  allOrders,
  availability,
  burst,
  expectIndexed,
  expectNothingLost,
  type Placed,
  place,
  random,
  stockUp,
} from './order-burst.fixture.ts';

const SEED = Number(process.env.QIPEI_TEST_SEED ?? Date.now() % 1_000_000);
const CALLERS = [0, 1, 2, 3];
/** Told of each run is how long it took; on a machine that is slow, or busy with other things, it takes longer. */
const RECOVERED_MS = 180_000;
/** As many orders as the MongoDB wire server of the tests carries: what is looked at is the outage, not a queue. */
const PAUSE_MS = 200;

let opened: AsyncDisposableStack;
beforeEach(() => {
  console.info(`outages: QIPEI_TEST_SEED=${SEED}`);
  opened = new AsyncDisposableStack();
});
afterEach(() => opened.disposeAsync());

/** A cluster over the copy, with orders coming in until `settle` is called. */
async function underOrders(copy: DemoCopy) {
  const process = opened.use(await startClusterProcess(copy));
  onTestFailed(() => console.error(process.output()));
  // A service that can't go on ends, for its supervisor to begin it again.
  const supervisor = opened.use(supervise(process));
  const distributor = restClient(process.url, copy.keys.distributor);
  const shop = restClient(process.url, copy.keys.shop);
  const parts = await stockUp(distributor);
  const partIds = parts.map(({ partId }) => partId);
  const before = await availability(distributor, partIds);
  const acknowledged: Placed[] = [];
  const stop = new AbortController();
  opened.defer(() => stop.abort());
  const next = random(SEED);
  const callers = Promise.all(
    CALLERS.map((caller) =>
      burst(() => shop, {
        acknowledged,
        partIds,
        name: `caller-${caller}`,
        next,
        signal: stop.signal,
        pauseMs: PAUSE_MS,
      }),
    ),
  );

  /**
   * How long it takes until an order that is placed from now on is acknowledged and the stock of its parts, whose events
   * are spread over the partitions, is in the index.
   */
  async function recovered(name: string): Promise<number> {
    const began = performance.now();
    const ordered = parts.slice(0, 12);
    const order = ordered.map(({ partId }, line) => ({ key: `${name}-${line}`, partId, quantity: 1 }));
    for (const each of order) {
      let placed = await place(shop, each);
      while (typeof placed === 'string' && performance.now() - began < RECOVERED_MS) {
        await pause(200);
        placed = await place(shop, each);
      }
      if (typeof placed === 'string') throw new Error(`no order was taken within ${RECOVERED_MS} ms`);
      acknowledged.push(placed);
    }
    // There are ever fewer: the index has seen the order when it shows no more than there was after it.
    const left = await availability(
      distributor,
      ordered.map(({ partId }) => partId),
    );
    for (const { partId, partNumber } of ordered) {
      const path = `/v1/search?q=${encodeURIComponent(partNumber)}&sort=-stock`;
      const shown = async () =>
        (await distributor.get(path)).body.hits?.find((hit: { partId: string }) => hit.partId === partId)
          ?.totalAvailable ?? Number.POSITIVE_INFINITY;
      await expect
        .poll(shown, { timeout: RECOVERED_MS, interval: 250 })
        .toBeLessThanOrEqual(left.get(partId) ?? 0);
    }
    return performance.now() - began;
  }

  async function settle() {
    stop.abort();
    await callers;
    const after = await expectNothingLost({ distributor, shop }, acknowledged, before);
    await expectIndexed(distributor, parts.slice(0, 10), after);
    console.info(`begun again by the supervisor: ${supervisor.restarted.join() || 'none'}`);
    return acknowledged;
  }

  return { distributor, acknowledged, recovered, settle };
}

/** Each event of an order, by order, as often as the topic has it. */
async function orderEvents(copy: DemoCopy): Promise<Map<string, Map<string, string>>> {
  await using log = await openEventLog(readEngines(copy.env).eventLog, {
    clientId: 'outages-test',
    topics: TOPIC_SPECS,
  });
  const found = new Map<string, Map<string, string>>();
  await using reader = await log.subscribe({
    topics: [TOPICS.order],
    group: `outages-test-${performance.now()}`,
    handler: (records) => {
      for (const { key, id, type, value } of records) {
        expect(readEnvelope(value).id).toBe(id);
        const events = found.get(key) ?? new Map<string, string>();
        found.set(key, events.set(id, type));
      }
    },
  });
  await reader.caughtUp();
  return found;
}

it('each of three brokers dies in turn under orders: nothing acknowledged is lost, and all goes on', {
  timeout: 1_200_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-outage-'));
  opened.defer(() => rmSync(folder, { recursive: true, force: true }));
  const kafka = opened.use(await startKafka({ folder, nodes: 3 }));
  const copy = opened.use(await copyDemo({ ...inject('demo'), kafkaBrokers: kafka.brokers }));
  const platform = await underOrders(copy);
  for (const node of [0, 1, 2]) {
    await kafka.kill(node);
    const took = await platform.recovered(`broker-${node}`);
    console.info(`broker ${node + 1} of 3 died: an order was taken and indexed after ${Math.round(took)} ms`);
    expect(took).toBeLessThan(RECOVERED_MS);
    await kafka.start(node);
    await platform.recovered(`broker-${node}-again`);
  }
  const acknowledged = await platform.settle();
  console.info(`${acknowledged.length} orders were acknowledged`);
  const orders = await allOrders(platform.distributor);
  await expect
    .poll(async () => (await orderEvents(copy)).size, { timeout: RECOVERED_MS, interval: 1_000 })
    .toBe(orders.length);
  const events = await orderEvents(copy);
  for (const { orderId, state } of orders) {
    const types = [...(events.get(orderId)?.values() ?? [])].map((type) => type.split('.').at(-1));
    if (state === 'confirmed') expect(types, orderId).toEqual(['OrderPlaced', 'OrderConfirmed']);
  }
});

it('MongoDB is away for 30 s under orders: nothing acknowledged is lost, and all goes on', {
  timeout: 900_000,
}, async () => {
  const copy = opened.use(await copyDemo(inject('demo')));
  const platform = await underOrders(copy);
  await pause(2_000);
  const before = platform.acknowledged.length;
  expect(before).toBeGreaterThan(0);
  await copy.mongo?.stop('SIGKILL');
  await pause(30_000);
  await copy.mongo?.start();
  const took = await platform.recovered('database-back');
  console.info(`the database came back: an order was taken and indexed after ${Math.round(took)} ms`);
  expect(took).toBeLessThan(RECOVERED_MS);
  await pause(2_000);
  const acknowledged = await platform.settle();
  console.info(`${before} orders were acknowledged before the outage, ${acknowledged.length} in all`);
});
