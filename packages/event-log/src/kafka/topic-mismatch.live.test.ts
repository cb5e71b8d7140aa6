import { randomUUID } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { collect, ids, many } from '../contract-records.ts';
import type { EventLog } from '../event-log.ts';
import { openKafkaEventLog } from './kafka-event-log.ts';
import type { TopicSpec } from './kafka-options.ts';

const BOUND_MS = 10_000;

function open(prefix: string, ...topics: TopicSpec[]): Promise<EventLog> {
  return openKafkaEventLog({
    brokers: inject('kafkaBrokers'),
    clientId: 'mismatch',
    prefix,
    topics,
    fetchWaitMs: 50,
  });
}

const made: TopicSpec = { topic: 'parts', partitions: 3, retentionDays: 7 };

const others: { what: string; spec: TopicSpec; says: string }[] = [
  { what: 'fewer partitions', spec: { ...made, partitions: 2 }, says: 'it has 3 partitions, not 2' },
  { what: 'more partitions', spec: { ...made, partitions: 6 }, says: 'it has 3 partitions, not 6' },
  {
    what: 'a longer retention',
    spec: { ...made, retentionDays: 30 },
    says: `retention.ms is '${7 * 86_400_000}', not '${30 * 86_400_000}'`,
  },
  {
    what: 'retention for ever',
    spec: { ...made, retentionDays: 'forever' },
    says: `retention.ms is '${7 * 86_400_000}', not '-1'`,
  },
  {
    what: 'another cleanup policy',
    spec: { ...made, compacted: true },
    says: "cleanup.policy is 'delete', not 'compact,delete'",
  },
];

test.each(others)('a topic that exists is not taken for one with $what', async ({ spec, says }) => {
  const prefix = `${randomUUID()}.`;
  const records = many(9);
  {
    await using log = await open(prefix, made);
    await log.append('parts', records);
  }
  const since = performance.now();
  await expect(open(prefix, spec)).rejects.toMatchObject({
    kind: 'conflict',
    code: 'topic-mismatch',
    message: `The topic '${prefix}parts' is not as configured: ${says}.`,
    details: { topic: `${prefix}parts` },
  });
  expect(performance.now() - since).toBeLessThan(BOUND_MS);
  // It is as it was, with what is in it.
  await using log = await open(prefix, made);
  expect(ids(await collect(log, { topics: ['parts'], group: 'g' })).toSorted()).toEqual(
    ids(records).toSorted(),
  );
});

test('a compacted topic that is kept for ever is not taken for an ordinary one', async () => {
  const prefix = `${randomUUID()}.`;
  const state: TopicSpec = { topic: 'state', partitions: 1, retentionDays: 'forever', compacted: true };
  await (await open(prefix, state))[Symbol.asyncDispose]();
  await (await open(prefix, state))[Symbol.asyncDispose]();
  await expect(open(prefix, { topic: 'state', partitions: 1 })).rejects.toMatchObject({
    code: 'topic-mismatch',
    message: expect.stringContaining("cleanup.policy is 'compact,delete', not 'delete'"),
  });
});

test('two that start at once with different ideas: one makes the topic, the other is told', async () => {
  const prefix = `${randomUUID()}.`;
  const results = await Promise.allSettled([
    open(prefix, made),
    open(prefix, { ...made, partitions: 5 }),
    open(prefix, made),
    open(prefix, { ...made, partitions: 5 }),
  ]);
  const opened = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = results.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
  await Promise.all(opened.map((log) => log[Symbol.asyncDispose]()));
  expect(opened).toHaveLength(2);
  expect(refused).toEqual(['topic-mismatch', 'topic-mismatch']);
});
