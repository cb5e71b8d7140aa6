import { setTimeout as pause } from 'node:timers/promises';
import { InvalidInput } from '@qipei/kernel';
import { Partitioners } from 'kafkajs';
import { assertName, assertRecords, assertSubscribe } from '../assert-input.ts';
import { exclusively } from '../deliver.ts';
import { EventLogClosed, EventLogOverloaded, GroupInUse } from '../errors.ts';
import type { EventLog, Subscription } from '../event-log.ts';
import { BrokersUnusable, isOfClient } from './brokers-unusable.ts';
import { type DeadLetters, deadLetters, deadLetterTopic } from './dead-letters.ts';
import { guardedProducer } from './guarded-producer.ts';
import { type KafkaEventLogOptions, kafkaClient, kafkaSettings, type TopicSpec } from './kafka-options.ts';
import { patientAdmin } from './patient-admin.ts';
import type { OutgoingMessage } from './producer-lease.ts';
import { toMessage } from './record-codec.ts';
import { topicCatalog } from './topic-catalog.ts';
import { type TopicSubscription, topicSubscription } from './topic-subscription.ts';
import { unguardedProducer } from './unguarded-producer.ts';

const MAX_WAITING_BYTES = 256 * 1024 * 1024;
const MAX_KAFKA_NAME = 249;

interface OpenSubscription extends Subscription {
  group: string;
  parts: readonly TopicSubscription[];
}

/**
 * The event log over Kafka. A record's key decides its partition (murmur2, as in Kafka's own clients), so that order
 * holds per key and a batch is of one partition. Consumers of one group in several processes share the partitions; at a
 * rebalance a record can be delivered to both the old and the new owner, which consumers recognise by its id. For each
 * group and topic there is a consumer group `<group>:<topic>` and a topic `<topic>.<group>.dlq`.
 * @throws TopicMismatch a topic exists otherwise than configured
 * @throws BrokersUnusable none can be reached, or they refuse the client; known within seconds
 */
export async function openKafkaEventLog(options: KafkaEventLogOptions): Promise<EventLog> {
  const settings = kafkaSettings(options);
  const kafka = kafkaClient(options, settings);
  const connection = kafka.admin();
  const admin = patientAdmin(connection);
  const catalog = topicCatalog(admin, settings);
  const producer =
    settings.sendsInFlight > 1
      ? unguardedProducer(kafka)
      : guardedProducer({ kafka, admin, appendTimeoutMs: settings.appendTimeoutMs });
  const partitionOf = Partitioners.DefaultPartitioner();
  const subscriptions = new Set<OpenSubscription>();
  const letterBoxes = new Map<string, DeadLetters>();
  let waitingBytes = 0;
  let closing: Promise<void> | undefined;

  const nameOf = (topic: string) => `${settings.prefix}${topic}`;
  const groupIdOf = (topic: string, group: string) => `${settings.prefix}${group}:${topic}`;

  function specOf(topic: string): Omit<TopicSpec, 'topic'> {
    return settings.topics.find((each) => each.topic === topic) ?? settings.otherTopics;
  }

  function lettersOf(topic: string, group: string): DeadLetters {
    const name = groupIdOf(topic, group);
    let box = letterBoxes.get(name);
    if (box === undefined) {
      box = deadLetters({ topic, group, kafka, admin, catalog, producer, settings });
      letterBoxes.set(name, box);
    }
    return box;
  }

  function assertOpen(): void {
    if (closing !== undefined) throw new EventLogClosed();
  }

  function assertGroup(topic: string, group: string): void {
    assertOpen();
    assertName('topic', topic);
    assertName('group', group);
  }

  /** Partition by partition, each in the order of the records. */
  function byPartition(
    topic: string,
    messages: readonly OutgoingMessage[],
    partitions: number,
  ): Map<number, OutgoingMessage[]> {
    const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
      partitionId,
      leader: 0,
      partitionErrorCode: 0,
      replicas: [],
      isr: [],
    }));
    return Map.groupBy(messages, (message) => partitionOf({ topic, partitionMetadata, message }));
  }

  /** A member that went without a word counts until its session is over. */
  async function deleteGroup(topic: string, group: string): Promise<void> {
    const until = Date.now() + settings.sessionTimeoutMs * 1.25;
    for (;;) {
      try {
        await admin.deleteGroups([groupIdOf(topic, group)]);
        return;
      } catch (error) {
        const types = groupErrors(error);
        if (types.includes('GROUP_ID_NOT_FOUND')) return;
        if (!types.includes('NON_EMPTY_GROUP')) throw error;
        if (closing !== undefined || Date.now() > until) throw new GroupInUse(group, topic, error);
      }
      await pause(250);
    }
  }

  async function open(): Promise<void> {
    await connection.connect();
    for (const spec of settings.topics) await catalog.check(nameOf(spec.topic), spec);
  }

  try {
    await open();
  } catch (error) {
    await connection.disconnect().catch(() => undefined);
    throw isOfClient(error) ? new BrokersUnusable(options.brokers, error) : error;
  }

  return {
    async append(topic, added) {
      assertOpen();
      assertName('topic', topic);
      const bytes = assertRecords(added);
      if (added.length === 0) return;
      if (waitingBytes > 0 && waitingBytes + bytes > MAX_WAITING_BYTES) throw new EventLogOverloaded();
      waitingBytes += bytes;
      try {
        const messages = added.map(toMessage);
        const name = nameOf(topic);
        const partitions = await catalog.ensure(name, specOf(topic));
        await Promise.all(
          [...byPartition(name, messages, partitions)].map(([partition, ofPartition]) =>
            producer.append(name, partition, ofPartition),
          ),
        );
      } finally {
        waitingBytes -= bytes;
      }
    },

    async subscribe(subscribe) {
      assertOpen();
      assertSubscribe(subscribe);
      const topics = [...new Set(subscribe.topics)];
      for (const topic of topics) {
        if (deadLetterTopic(settings.prefix, topic, subscribe.group).length > MAX_KAFKA_NAME)
          throw new InvalidInput('group', 'name-too-long', 'Topic and group are too long together.');
        await catalog.ensure(nameOf(topic), specOf(topic));
        await lettersOf(topic, subscribe.group).ensure();
      }
      assertOpen();
      const exclusive = exclusively();
      const parts = topics.map((topic) =>
        topicSubscription({
          topic,
          name: nameOf(topic),
          groupId: groupIdOf(topic, subscribe.group),
          options: subscribe,
          kafka,
          admin,
          settings,
          letters: lettersOf(topic, subscribe.group),
          exclusive,
        }),
      );
      const subscription: OpenSubscription = {
        group: subscribe.group,
        parts,
        ended: Promise.all(parts.map((each) => each.ended)).then(() => undefined),
        async caughtUp() {
          await Promise.all(parts.map((each) => each.caughtUp()));
        },
        async [Symbol.asyncDispose]() {
          await Promise.all(parts.map((each) => each.stop()));
          subscriptions.delete(subscription);
        },
      };
      subscriptions.add(subscription);
      // A branch of its own: `ended` stays unhandled until its owner listens, see the port.
      Promise.all(parts.map((each) => each.ended)).catch(() => subscription[Symbol.asyncDispose]());
      return subscription;
    },

    async lag(topic, group) {
      assertGroup(topic, group);
      const name = nameOf(topic);
      if ((await catalog.find(name)) === undefined) return 0;
      const [positions, heads, letters] = await Promise.all([
        admin.fetchOffsets({ groupId: groupIdOf(topic, group), topics: [name] }),
        admin.fetchTopicOffsets(name),
        lettersOf(topic, group).list(),
      ]);
      const at = new Map(positions[0]?.partitions.map((each) => [each.partition, Number(each.offset)]));
      const behind = heads.map(({ partition, high, low }) =>
        Math.max(0, Number(high) - Math.max(at.get(partition) ?? 0, Number(low))),
      );
      return (
        behind.reduce((sum, each) => sum + each, 0) +
        letters.filter((each) => each.state === 'put-back').length
      );
    },

    async deadLetters(topic, group, limit = 100) {
      assertGroup(topic, group);
      const letters = await lettersOf(topic, group).list();
      return letters
        .filter((each) => each.state === 'parked')
        .slice(0, limit)
        .map(({ offset, key, id, type, value, error, attempts, parkedAt }) => ({
          topic,
          group,
          offset,
          key,
          id,
          type,
          value,
          error,
          attempts,
          parkedAt,
        }));
    },

    async countDeadLetters(topic, group) {
      assertGroup(topic, group);
      const letters = await lettersOf(topic, group).list();
      return letters.filter((each) => each.state === 'parked').length;
    },

    async replayDeadLetters(topic, group, limit = 1_000) {
      assertGroup(topic, group);
      return await lettersOf(topic, group).putBack(limit);
    },

    async forgetGroup(topic, group) {
      assertGroup(topic, group);
      const here = [...subscriptions].filter((each) => each.group === group);
      for (const { parts } of here)
        for (const part of parts) if (part.topic === topic) await part.supersede();
      await deleteGroup(topic, group);
      await lettersOf(topic, group).clear();
    },

    [Symbol.asyncDispose]() {
      closing ??= (async () => {
        await Promise.all([...subscriptions].map((each) => each[Symbol.asyncDispose]()));
        await producer.close();
        await connection.disconnect();
      })();
      return closing;
    },
  };
}

/** What the coordinator says of each group. */
function groupErrors(error: unknown): string[] {
  const { groups = [] } = error as { groups?: { error?: { type?: string } }[] };
  return groups.map((each) => each.error?.type ?? '');
}
