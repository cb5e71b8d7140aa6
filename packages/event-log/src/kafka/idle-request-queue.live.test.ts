import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { expect, inject, test, vi } from 'vitest';
import { ids, many, timer } from '../contract-records.ts';
import { openKafkaEventLog } from './kafka-event-log.ts';

const IDLE_MS = 1_000;
/** Fetches of 500 ms and heartbeats of 3 s over a handful of connections; kafkajs by itself has some 700 a connection. */
const LOOKS = 200;

test('connections that wait for nothing cost no timers, and Node has nothing to warn of', async () => {
  const warnings: string[] = [];
  const listen = (warning: Error) => warnings.push(warning.name);
  process.on('warning', listen);
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue');
  const looks = vi.spyOn(prototype, 'checkPendingRequests');
  try {
    await using log = await openKafkaEventLog({
      brokers: inject('kafkaBrokers'),
      clientId: 'idle',
      prefix: `${randomUUID()}.`,
      topics: [{ topic: 'parts', partitions: 2 }],
    });
    const seen: string[] = [];
    await using subscription = await log.subscribe({
      topics: ['parts'],
      group: 'g',
      handler: (records) => void seen.push(...ids(records)),
    });
    const records = many(8);
    await log.append('parts', records);
    await subscription.caughtUp();
    looks.mockClear();
    await timer(IDLE_MS);
    expect(looks.mock.calls.length).toBeLessThan(LOOKS);
    // And they still carry what comes later.
    const later = many(8);
    await log.append('parts', later);
    await subscription.caughtUp();
    expect(seen.toSorted()).toEqual(ids([...records, ...later]).toSorted());
  } finally {
    looks.mockRestore();
    process.off('warning', listen);
  }
  expect(warnings).not.toContain('TimeoutNegativeWarning');
});
