// Prints records per second through the event log over Kafka beside a bare kafkajs producer and consumer, in turns:
//   node bench/kafka.bench.ts [records] [brokers]      without brokers a Kafka of its own is started
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '@qipei/testing/kafka-server';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import type { NewRecord } from '../src/event-log.ts';
import { openKafkaEventLog } from '../src/kafka/index.ts';

const total = Number(process.argv[2] ?? 100_000);
const given = process.argv[3]?.split(',');
const ROUNDS = 3;
const BATCH = 500;
const PARTITIONS = 6;
const value = Buffer.alloc(300, 7);

function batches(): NewRecord[][] {
  return Array.from({ length: Math.ceil(total / BATCH) }, (_, i) =>
    Array.from({ length: BATCH }, (_, j) => ({
      key: `part-${(i * BATCH + j) % 1_000}`,
      id: randomUUID(),
      type: 'qipei.catalog.v1.PartChanged',
      value,
    })),
  );
}

/** Appends all, keeping `together` calls under way. */
async function produce(append: (batch: NewRecord[]) => Promise<unknown>, together: number): Promise<number> {
  const waiting = batches();
  const since = performance.now();
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await append(next);
  };
  await Promise.all(Array.from({ length: together }, worker));
  return total / ((performance.now() - since) / 1_000);
}

async function consume(
  start: (count: (records: number) => void) => Promise<() => Promise<void>>,
): Promise<number> {
  let seen = 0;
  let since = 0;
  const all = Promise.withResolvers<void>();
  // From the first record on: to join a group takes the same time for both.
  const stop = await start((records) => {
    if (since === 0) since = performance.now();
    seen += records;
    if (seen >= total) all.resolve();
  });
  await all.promise;
  const rate = total / ((performance.now() - since) / 1_000);
  await stop();
  return rate;
}

interface Rates {
  one: number;
  four: number;
  deliver: number;
}

async function log(brokers: string[]): Promise<Rates> {
  const topics = ['one', 'four'].map((topic) => ({ topic, partitions: PARTITIONS }));
  const opened = await openKafkaEventLog({ brokers, clientId: 'bench', prefix: `${randomUUID()}.`, topics });
  await opened.append('one', []);
  const one = await produce((batch) => opened.append('one', batch), 1);
  const four = await produce((batch) => opened.append('four', batch), 4);
  const deliver = await consume(async (count) => {
    const handler = (records: readonly unknown[]) => count(records.length);
    const subscription = await opened.subscribe({ topics: ['one'], group: 'bench', handler });
    return async () => await subscription[Symbol.asyncDispose]();
  });
  await opened[Symbol.asyncDispose]();
  return { one, four, deliver };
}

async function bare(brokers: string[]): Promise<Rates> {
  const kafka = new Kafka({ brokers, clientId: 'bench', logLevel: logLevel.NOTHING });
  const prefix = randomUUID();
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    topics: ['one', 'four'].map((topic) => ({ topic: `${prefix}.${topic}`, numPartitions: PARTITIONS })),
  });
  await admin.disconnect();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const send = (topic: string) => (batch: NewRecord[]) =>
    producer.send({
      topic: `${prefix}.${topic}`,
      messages: batch.map(({ key, id, type }) => ({ key, value, headers: { id, type } })),
    });
  const one = await produce(send('one'), 1);
  const four = await produce(send('four'), 4);
  await producer.disconnect();
  const consumer = kafka.consumer({ groupId: prefix });
  const deliver = await consume(async (count) => {
    await consumer.connect();
    await consumer.subscribe({ topics: [`${prefix}.one`], fromBeginning: true });
    await consumer.run({ eachBatch: async ({ batch }) => count(batch.messages.length) });
    return () => consumer.disconnect();
  });
  return { one, four, deliver };
}

const folder = mkdtempSync(join(tmpdir(), 'qipei-kafka-bench-'));
const server = given === undefined ? await startKafka({ folder }) : undefined;
const brokers = given ?? [...(server?.brokers ?? [])];
const best = (all: Rates[], which: keyof Rates) => Math.max(...all.map((each) => each[which]));
try {
  const ours: Rates[] = [];
  const theirs: Rates[] = [];
  // The first of each warms up the broker and the compiler.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [a, b] = [await bare(brokers), await log(brokers)];
    if (round > 0) {
      theirs.push(a);
      ours.push(b);
    }
  }
  const rows: [string, keyof Rates][] = [
    ['append, batches of 500, one at a time', 'one'],
    ['append, batches of 500, four under way', 'four'],
    ['deliver', 'deliver'],
  ];
  for (const [what, which] of rows) {
    const [mine, other] = [best(ours, which), best(theirs, which)];
    process.stdout.write(
      `${what.padEnd(42)} ${Math.round(mine).toLocaleString('en')} records/s; bare kafkajs ${Math.round(other).toLocaleString('en')}; ratio ${(mine / other).toFixed(2)}\n`,
    );
  }
} finally {
  await server?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}
