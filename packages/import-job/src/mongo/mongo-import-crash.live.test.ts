import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@qipei/kernel';
import type { Connection } from '@qipei/mongo';
import { Chance } from '@qipei/testing';
import { type ForkedProgram, forkProgram } from '@qipei/testing/forked-program';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasEnded, type ImportJob } from '../import-job.ts';
import type { ImportJobs } from '../import-jobs.ts';
import { chunks } from '../import-spool.contract.ts';
import { gridFsImportSpool, mongoImportJobs } from './index.ts';
import { itemCollection } from './item-documents.fixture.ts';
import { startTestMongo, type TestMongo } from './mongo-imports.fixture.ts';

const ROWS = 500;
const KILLS = Number(process.env.CRASH_KILLS ?? 3);
const SEED = Number(process.env.QIPEI_SEED ?? Date.now() % 1_000_000);
const chance = new Chance(SEED);

let running: TestMongo;
beforeAll(async () => {
  running = await startTestMongo();
});
afterAll(() => running[Symbol.asyncDispose]());

/** Several rows of a batch meet in one document; some are faulty, some change nothing. */
const FILE = `part,quantity\n${Array.from({ length: ROWS }, (_, i) => {
  if (i % 47 === 5) return `P${i},none\n`;
  return `P${(i * 7) % 60},${Math.floor(i / 30) % 3}\n`;
}).join('')}`;

interface Bench {
  database: string;
  connection: Connection;
  jobs: ImportJobs;
  queue(tenant: string): Promise<ImportJob>;
}

async function openBench(): Promise<Bench> {
  const database = randomUUID();
  const connection = await running.connect(database);
  const jobs = mongoImportJobs(connection);
  const spool = gridFsImportSpool(connection);
  return {
    ...{ database, connection, jobs },
    async queue(tenant) {
      const upload = newId('items');
      const bytesTotal = await spool.store(upload, chunks(FILE));
      const facts = { kind: 'items', format: 'csv', filename: 'x.csv', createdAt: new Date() } as const;
      return jobs.create({
        ...facts,
        ...{ mapping: '', settings: {}, traceparent: '' },
        upload,
        tenant,
        bytesTotal,
      });
    },
  };
}

function start({ database }: Bench, ...args: string[]): ForkedProgram {
  const program = new URL('./mongo-import-crash.fixture.ts', import.meta.url);
  return forkProgram(program, [running.server.url, database, ...args]);
}

async function finish(bench: Bench, { tenant, id }: ImportJob): Promise<ImportJob> {
  const child = start(bench);
  const ended = async () => hasEnded(await bench.jobs.get(tenant, id));
  await expect.poll(ended, { timeout: 60_000, interval: 50 }).toBe(true);
  await child.kill();
  return bench.jobs.get(tenant, id);
}

/** Documents, counts and errors are those of a job that nobody disturbed. */
async function checkEnd(bench: Bench, job: ImportJob): Promise<void> {
  const disturbed = await finish(bench, job);
  const reference = await finish(bench, await bench.queue('calm'));
  expect(disturbed).toMatchObject({ state: 'done', rows: ROWS, failure: '' });
  for (const count of ['created', 'updated', 'unchanged', 'failed', 'bytesDone'] as const)
    expect([count, disturbed[count]]).toEqual([count, reference[count]]);
  const found = async (tenant: string) =>
    (
      await itemCollection(bench.connection)
        .find({ _id: { $regex: `^${tenant}/` } })
        .toArray()
    )
      .map(({ _id, quantity, written }) => [_id.slice(tenant.length), quantity, written])
      .sort();
  expect(await found(job.tenant)).toEqual(await found('calm'));
  const page = { pageSize: 1000, pageToken: '' };
  const errors = async ({ tenant, id }: ImportJob) => (await bench.jobs.errors(tenant, id, page)).items;
  expect(await errors(disturbed)).toEqual(await errors(reference));
}

test.each(['apply', 'write', 'applied', 'committed'])(
  `${KILLS} kills at: %s; another takes over at the exact row`,
  async (point) => {
    const bench = await openBench();
    const job = await bench.queue('t1');
    for (let killed = 0; killed < KILLS; killed += 1) {
      const passes = point === 'write' ? 3 + killed * 7 : 1 + (killed % 3);
      expect(await start(bench, point, String(passes)).ended()).toBe('SIGKILL');
    }
    await checkEnd(bench, job);
  },
  60_000 + KILLS * 10_000,
);

test(`${KILLS} kills at random moments (QIPEI_SEED=${SEED}), a second replica beside, and the server killed too`, async () => {
  const bench = await openBench();
  const job = await bench.queue('t1');
  const replicas = [start(bench), start(bench)];
  for (let killed = 0; killed < KILLS; killed += 1) {
    await sleep(300 + chance.next() * 700);
    if (killed === 1) {
      await running.server.stop('SIGKILL');
      await running.server.start();
    }
    const at = killed % 2;
    await replicas[at]?.kill();
    replicas[at] = start(bench);
  }
  for (const each of replicas) await each.kill();
  await checkEnd(bench, job);
}, 180_000);
