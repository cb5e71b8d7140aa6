import type { Kafka } from 'kafkajs';
import type { GuardedProducer } from './guarded-producer.ts';
import { producerLease } from './producer-lease.ts';

/** kafkajs as it comes, several sends at once. It loses acknowledged records; see ADR 8. */
export function unguardedProducer(kafka: Kafka): GuardedProducer {
  const lease = producerLease(kafka, 20);
  return {
    async append(topic, partition, messages) {
      await lease.send([{ topic, messages: messages.map((message) => ({ ...message, partition })) }]);
    },
    close: () => lease.disconnect(),
  };
}
