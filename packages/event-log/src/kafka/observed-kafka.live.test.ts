import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { observedEventLogContract } from '../observed/observed-event-log.contract.ts';
import { openEventLog } from '../open-event-log.ts';

observedEventLogContract('Kafka', () =>
  openEventLog(
    {
      engine: 'kafka',
      brokers: inject('kafkaBrokers'),
      prefix: `${randomUUID()}.`,
      replicationFactor: undefined,
      tls: undefined,
      sasl: undefined,
    },
    { clientId: 'test', topics: [{ topic: 'parts', partitions: 1 }] },
  ),
);
