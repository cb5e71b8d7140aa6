import type { IHeaders, Kafka, Producer, RecordMetadata, TopicMessages } from 'kafkajs';

export interface OutgoingMessage {
  key: Buffer;
  /** Null drops the key from a compacted topic. */
  value: Buffer | null;
  headers: IHeaders;
}

/** One producer id on the brokers. What was once sent under it is repeated under it. */
export interface ProducerLease {
  users: number;
  retired: boolean;
  /** Tells which partitions have acknowledged. */
  send(topicMessages: TopicMessages[]): Promise<RecordMetadata[]>;
  disconnect(): Promise<void>;
}

/**
 * @param retries how often the client itself repeats a send, 1 or more. A rejection rolls back the sequence of each
 * partition, so that the same batch, sent again, is recognised by the broker.
 */
export function producerLease(kafka: Kafka, retries: number): ProducerLease {
  const producer: Producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
    retry: { retries, initialRetryTime: 20, maxRetryTime: 1_000 },
  });
  let connected: Promise<void> | undefined;
  return {
    users: 0,
    retired: false,
    async send(topicMessages) {
      connected ??= producer.connect();
      try {
        await connected;
      } catch (error) {
        connected = undefined;
        throw error;
      }
      return await producer.sendBatch({ acks: -1, topicMessages });
    },
    async disconnect() {
      await connected?.catch(() => undefined);
      await producer.disconnect();
    },
  };
}
