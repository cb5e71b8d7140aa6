import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KafkaServer, startKafka } from '@qipei/testing/kafka-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { idsByKey, many, record, timer } from '../contract-records.ts';
import type { EventLog, LogRecord, NewRecord, SubscribeOptions } from '../event-log.ts';
import { openKafkaEventLog } from './kafka-event-log.ts';
import type { KafkaEventLogOptions } from './kafka-options.ts';

let folder: string;
let kafka: KafkaServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-recovery-'));
  kafka = await startKafka({ folder });
});
afterAll(async () => {
  await kafka[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function open(prefix: string, onClientLog?: KafkaEventLogOptions['onClientLog']): Promise<EventLog> {
  return openKafkaEventLog({
    brokers: kafka.brokers,
    clientId: 'recovery',
    prefix,
    topics: [{ topic: 'parts', partitions: 4 }],
    fetchWaitMs: 50,
    sessionTimeoutMs: 1_500,
    patienceMs: 40_000,
    requestTimeoutMs: 5_000,
    ...(onClientLog === undefined ? {} : { onClientLog }),
  });
}

/** A consumer with an inbox, shared by all members of the group as a database would be. */
function inbox() {
  const applied: LogRecord[] = [];
  const known = new Set<string>();
  let delivered = 0;
  return {
    applied,
    delivered: () => delivered,
    apply(records: readonly LogRecord[]) {
      for (const each of records) {
        delivered += 1;
        if (known.has(each.id)) continue;
        known.add(each.id);
        applied.push(each);
      }
    },
  };
}

const REBALANCES = 50;

test(`applies each event once and in order through ${REBALANCES} rebalances, with a handler slower than the session`, async () => {
  let joins = 0;
  await using log = await open('rebalance.', (_, message) => {
    if (message === 'Consumer has joined the group') joins += 1;
  });
  await using joining = await open('rebalance.');
  const box = inbox();
  let calls = 0;
  const options: SubscribeOptions = {
    topics: ['parts'],
    group: 'g',
    maxBatch: 5,
    async handler(records) {
      calls += 1;
      await timer(calls % 40 === 0 ? 2_000 : 20);
      box.apply(records);
    },
  };
  const rebalanced = async <T>(change: () => Promise<T>): Promise<T> => {
    const before = joins;
    const changed = await change();
    await expect.poll(() => joins, { timeout: 30_000, interval: 20 }).toBeGreaterThan(before);
    return changed;
  };
  await using staying = await rebalanced(() => log.subscribe(options));
  const appended: NewRecord[] = [];
  for (let round = 0; round < REBALANCES / 2; round += 1) {
    const records = Array.from({ length: 20 }, (_, i) => record(`k${i % 11}`));
    appended.push(...records);
    await log.append('parts', records);
    // A rebalance as it comes and one as it goes; the member that stays takes part in each.
    const other = await rebalanced(() => joining.subscribe(options));
    await rebalanced(async () => await other[Symbol.asyncDispose]());
  }
  await staying.caughtUp();
  expect(idsByKey(box.applied)).toEqual(idsByKey(appended));
  expect(await log.deadLetters('parts', 'g')).toEqual([]);
  expect(joins).toBeGreaterThan(REBALANCES);
  process.stdout.write(
    `${REBALANCES} rebalances: ${appended.length} events, ${box.delivered()} deliveries\n`,
  );
}, 180_000);

test.each(['stop', 'kill'] as const)(
  'goes on by itself within 60 s of a broker that comes back (%s)',
  async (way) => {
    await using log = await open(`${way}.`);
    const box = inbox();
    await using subscription = await log.subscribe({ topics: ['parts'], group: 'g', handler: box.apply });
    const before = many(20);
    await log.append('parts', before);
    await subscription.caughtUp();
    await kafka[way]();
    const meanwhile = many(10);
    const appending = log.append('parts', meanwhile);
    await timer(3_000);
    await kafka.start();
    const since = performance.now();
    await appending;
    const after = many(10);
    await log.append('parts', after);
    await subscription.caughtUp();
    const seconds = (performance.now() - since) / 1_000;
    process.stdout.write(`${way}: caught up ${seconds.toFixed(1)} s after the broker was back\n`);
    expect(seconds).toBeLessThan(60);
    expect(idsByKey(box.applied)).toEqual(idsByKey([...before, ...meanwhile, ...after]));
  },
  180_000,
);

test('a subscription whose coordinator is lost for good ends within 60 s', async () => {
  await using log = await open('lost.');
  const subscription = await log.subscribe({ topics: ['parts'], group: 'g', handler: () => {} });
  await subscription.caughtUp();
  await kafka.kill();
  const since = performance.now();
  await expect(subscription.ended).rejects.toMatchObject({ code: 'subscription-lost' });
  const seconds = (performance.now() - since) / 1_000;
  process.stdout.write(`ended ${seconds.toFixed(1)} s after the coordinator was lost\n`);
  expect(seconds).toBeLessThan(60);
}, 180_000);
