import { randomUUID } from 'node:crypto';
import { mongoOutbox } from '@qipei/mongo';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importEndedContract, TEST_TOPIC } from '../import-ended.contract.ts';
import { newJob } from '../new-job.fixture.ts';
import { importOutbox, mongoImportJobs } from './index.ts';
import { startTestMongo, type TestMongo } from './mongo-imports.fixture.ts';

let running: TestMongo;
beforeAll(async () => {
  running = await startTestMongo();
});
afterAll(() => running[Symbol.asyncDispose]());

async function open() {
  const connection = await running.connect(randomUUID());
  const outbox = mongoOutbox(importOutbox(connection));
  return {
    jobs: mongoImportJobs(connection, { topic: TEST_TOPIC }),
    outbox,
    waiting: () => outbox.read(100),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

importEndedContract('MongoDB', open);

test('an end that has yet to be told of is not forgotten', async () => {
  await using opened = await open();
  const { jobs, outbox } = opened;
  const { id } = await jobs.create(newJob('a'));
  await jobs.takeNext();
  await jobs.finish(id, 'done', '', new Date(0));
  expect(await jobs.removeEndedBefore(new Date())).toBe(0);
  const events = await outbox.read(100);
  expect(events).toHaveLength(1);
  await outbox.remove(events.map(({ sequence }) => sequence));
  expect(await jobs.get('a', id)).toMatchObject({ id, state: 'done' });
  expect(await jobs.removeEndedBefore(new Date())).toBe(1);
});
