import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KafkaServer, startKafka } from '@qipei/testing/kafka-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect, ids, idsByKey, record } from '../contract-records.ts';
import type { EventLog, NewRecord } from '../event-log.ts';
import { type OutboxRow, startRelay } from '../relay.ts';
import { openKafkaEventLog } from './kafka-event-log.ts';
import { type SwallowingProxy, swallowingProxy } from './swallowing-proxy.fixture.ts';

const ANSWERS = 1_000;

let folder: string;
let kafka: KafkaServer;
let proxy: SwallowingProxy;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-lost-answers-'));
  kafka = await startKafka({ folder });
  const [way] = kafka.proxied;
  if (way === undefined) throw new Error('The server has no second way in.');
  proxy = await swallowingProxy(way);
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await kafka[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function openThroughProxy(prefix: string, sendsInFlight?: number): Promise<EventLog> {
  return openKafkaEventLog({
    brokers: [`127.0.0.1:${kafka.proxied[0]?.port}`],
    clientId: 'lost-answers',
    prefix,
    topics: [{ topic: 'parts', partitions: 4 }],
    fetchWaitMs: 50,
    ...(sendsInFlight === undefined ? {} : { sendsInFlight }),
  });
}

/** What is in the topic, seen past the proxy. */
async function inTheTopic(prefix: string): Promise<string[]> {
  await using log = await openKafkaEventLog({
    brokers: kafka.brokers,
    clientId: 'reader',
    prefix,
    topics: [],
    fetchWaitMs: 50,
  });
  return ids(await collect(log, { topics: ['parts'], group: 'reader' }));
}

test(`the topic is the outbox after ${ANSWERS} lost answers: nothing missing, nothing twice, in order`, async () => {
  await using log = await openThroughProxy('guarded.');
  const errors: unknown[] = [];
  const saved: OutboxRow[] = [];
  let waiting: OutboxRow[] = [];
  const applied: NewRecord[] = [];
  await using subscription = await log.subscribe({
    topics: ['parts'],
    group: 'consumer',
    handler: (records) => void applied.push(...records),
  });
  await using relay = startRelay({
    outbox: {
      read: (limit) => waiting.slice(0, limit),
      remove(sequences) {
        const gone = new Set(sequences);
        waiting = waiting.filter((row) => !gone.has(row.sequence));
      },
    },
    log,
    onError: (error) => errors.push(error),
  });
  while (proxy.swallowed() < ANSWERS) {
    proxy.swallow(Math.min(4, ANSWERS - proxy.swallowed()));
    for (let i = 0; i < 40; i += 1) {
      const row = { ...record(`k${i % 23}`), sequence: saved.length + 1, topic: 'parts' };
      saved.push(row);
      waiting.push(row);
    }
    relay.wake();
    await relay.drained();
  }
  await subscription.caughtUp();
  expect(errors).toEqual([]);
  expect(proxy.swallowed()).toBe(ANSWERS);
  expect((await inTheTopic('guarded.')).sort()).toEqual(ids(saved).sort());
  expect(idsByKey(applied)).toEqual(idsByKey(saved));
}, 300_000);

test('without the guard, acknowledged records are missing or doubled in the same situation', async () => {
  await using log = await openThroughProxy('unguarded.', 4);
  const acknowledged: string[] = [];
  for (let round = 0; round < 40; round += 1) {
    const calls = Array.from({ length: 4 }, () => [record('same')]);
    proxy.swallow(1);
    const results = await Promise.allSettled(calls.map((records) => log.append('parts', records)));
    for (const [i, result] of results.entries())
      if (result.status === 'fulfilled') acknowledged.push(...ids(calls[i] ?? []));
  }
  const found = await inTheTopic('unguarded.');
  const missing = acknowledged.filter((id) => !found.includes(id));
  expect(missing.length).toBeGreaterThan(0);
  expect(found).not.toEqual(acknowledged);
}, 180_000);
