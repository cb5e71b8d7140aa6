import { randomUUID } from 'node:crypto';
import type { Kafka, KafkaMessage } from 'kafkajs';
import type { LogRecord } from '../event-log.ts';
import type { GuardedProducer } from './guarded-producer.ts';
import type { KafkaSettings } from './kafka-options.ts';
import { type PatientAdmin, patiently } from './patient-admin.ts';
import { errorText, type Letter, letterMessage, toLetter, tombstone } from './record-codec.ts';
import type { TopicCatalog } from './topic-catalog.ts';

/**
 * The dead letters of one group and topic: a compacted topic of one partition whose newest message for a record says
 * whether that is parked or put back; a message without a value says that it is handled after all.
 */
export interface DeadLetters {
  /** Its name on the brokers. */
  readonly name: string;
  ensure(): Promise<void>;
  /** Resolves when the letter is durable. */
  park(partition: number, record: LogRecord, error: unknown): Promise<void>;
  parkAgain(letter: Letter, attempts: number, error: unknown): Promise<void>;
  handled(letter: Letter): Promise<void>;
  /** All of them, oldest first. */
  list(): Promise<Letter[]>;
  putBack(limit: number): Promise<number>;
  clear(): Promise<void>;
}

export interface DeadLettersOptions {
  topic: string;
  group: string;
  kafka: Kafka;
  admin: PatientAdmin;
  catalog: TopicCatalog;
  producer: GuardedProducer;
  settings: KafkaSettings;
}

const SPEC = { partitions: 1, retentionDays: 'forever', compacted: true } as const;

export function deadLetterTopic(prefix: string, topic: string, group: string): string {
  return `${prefix}${topic}.${group}.dlq`;
}

export function deadLetters(options: DeadLettersOptions): DeadLetters {
  const { topic, group, admin, catalog, producer, settings } = options;
  const name = deadLetterTopic(settings.prefix, topic, group);
  /** What has been read of the topic so far. */
  const letters = new Map<string, { at: number; letter: Letter }>();
  let next = 0;
  let reading: Promise<void> = Promise.resolve();

  function learn(message: KafkaMessage): void {
    const at = Number(message.offset);
    if (at < next) return;
    next = at + 1;
    const key = message.key?.toString() ?? '';
    const letter = toLetter(message, topic, group);
    if (letter === undefined) letters.delete(key);
    else letters.set(key, { at, letter });
  }

  async function refresh(): Promise<void> {
    if ((await catalog.find(name)) === undefined) return;
    const [bounds] = await admin.fetchTopicOffsets(name);
    const low = Number(bounds?.low ?? 0);
    const high = Number(bounds?.high ?? 0);
    for (const [key, { at }] of letters) if (at < low) letters.delete(key);
    next = Math.max(next, low);
    if (next < high) await patiently(() => readTo(options, name, next, high, learn));
    next = Math.max(next, high);
  }

  /** One after the other, so that each sees all that was written before it was called. */
  function refreshed(): Promise<void> {
    const result = reading.then(refresh);
    reading = result.catch(() => undefined);
    return result;
  }

  async function list(): Promise<Letter[]> {
    await refreshed();
    return [...letters.values()]
      .map((each) => each.letter)
      .sort((a, b) => a.firstParkedAt.getTime() - b.firstParkedAt.getTime());
  }

  async function write(letter: Letter): Promise<void> {
    await producer.append(name, 0, [letterMessage(letter)]);
  }

  return {
    name,
    list,
    async ensure() {
      await catalog.ensure(name, SPEC);
    },
    async park(partition, record, error) {
      const { offset, key, id, type, value, timestamp, attempt } = record;
      const now = new Date();
      await write({
        topic,
        group,
        partition,
        offset,
        key,
        id,
        type,
        value,
        state: 'parked',
        error: errorText(error),
        attempts: attempt,
        appendedAt: timestamp,
        parkedAt: now,
        firstParkedAt: now,
      });
    },
    parkAgain: (letter, attempts, error) =>
      write({ ...letter, state: 'parked', attempts, error: errorText(error), parkedAt: new Date() }),
    handled: ({ partition, offset }) => producer.append(name, 0, [tombstone(partition, offset)]),
    async putBack(limit) {
      const parked = (await list()).filter((each) => each.state === 'parked').slice(0, limit);
      await producer.append(
        name,
        0,
        parked.map((letter) => letterMessage({ ...letter, state: 'put-back' })),
      );
      return parked.length;
    },
    async clear() {
      if ((await catalog.find(name)) === undefined) return;
      await admin.deleteTopicRecords({ topic: name, partitions: [{ partition: 0, offset: '-1' }] });
    },
  };
}

/** Reads partition 0 from one offset up to another, as a group that commits nothing. */
async function readTo(
  { kafka, settings }: DeadLettersOptions,
  topic: string,
  from: number,
  to: number,
  each: (message: KafkaMessage) => void,
): Promise<void> {
  const consumer = kafka.consumer({
    groupId: `${settings.prefix}reader:${randomUUID()}`,
    maxWaitTimeInMs: 50,
    allowAutoTopicCreation: false,
    retry: { retries: 5, restartOnFailure: async () => false },
  });
  const done = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => done.reject(new Error(`'${topic}' could not be read in time.`)),
    settings.patienceMs,
  );
  consumer.on(consumer.events.CRASH, ({ payload }) => done.reject(payload.error));
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        for (const message of batch.messages) if (Number(message.offset) < to) each(message);
        if (Number(batch.lastOffset()) >= to - 1) done.resolve();
      },
    });
    consumer.seek({ topic, partition: 0, offset: String(from) });
    await done.promise;
  } finally {
    clearTimeout(timer);
    done.promise.catch(() => undefined);
    await consumer.disconnect();
  }
}
