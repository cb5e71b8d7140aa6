import { openKafkaEventLog } from './kafka-event-log.ts';

/** Reads 'parts' as a member of group 'g' until it is killed, and writes the ids to its output, a line each. */
const [brokers = '', prefix = '', sessionTimeoutMs = ''] = process.argv.slice(2);
const log = await openKafkaEventLog({
  brokers: brokers.split(','),
  clientId: 'member',
  prefix,
  topics: [],
  fetchWaitMs: 50,
  sessionTimeoutMs: Number(sessionTimeoutMs),
});
const subscription = await log.subscribe({
  topics: ['parts'],
  group: 'g',
  maxAttempts: 1,
  handler(records) {
    if (records.some((each) => each.key === 'bad')) throw new Error('no');
    for (const { id } of records) process.stdout.write(`${id}\n`);
  },
});
await subscription.caughtUp();
process.stdout.write('caught up\n');
