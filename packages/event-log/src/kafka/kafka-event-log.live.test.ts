import { inject } from 'vitest';
import { eventLogContract } from '../event-log.contract.ts';
import { openKafkaEventLog } from './kafka-event-log.ts';

for (const partitions of [1, 3]) {
  eventLogContract(`Kafka with ${partitions} partition(s) a topic`, (storage) =>
    openKafkaEventLog({
      brokers: inject('kafkaBrokers'),
      clientId: 'contract',
      prefix: `${storage}.`,
      topics: [{ topic: 'parts', partitions }],
      otherTopics: { partitions },
      fetchWaitMs: 50,
    }),
  );
}
