import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@qipei/kernel';
import { migrateMongo, openMongo } from '@qipei/mongo';
import { forkProgram } from '@qipei/testing/forked-program';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { exportCrashContract } from '../export-crash.contract.ts';
import { exportContract, newJob, type OpenExports } from '../export-runner.contract.ts';
import { EXPORT_FILES, type ExportFileDocument } from './export-job-document.ts';
import { EXPORT_JOB_MONGO_MIGRATION, mongoExportFiles, mongoExportJobs } from './index.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-exports-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const open: OpenExports = async (storage) => {
  const connection = await openMongo({ url: server.url, database: storage });
  await migrateMongo(connection, [EXPORT_JOB_MONGO_MIGRATION]);
  const files = connection.collection<ExportFileDocument>(EXPORT_FILES);
  return {
    jobs: mongoExportJobs(connection, { leaseMs: 300 }),
    files: mongoExportFiles(connection, { orphanMs: 0 }),
    there: async () => (await files.find().toArray()).map(({ exportId }) => exportId),
    leave: async (exportId) => {
      const left = { _id: `${exportId}.x`, exportId, sha256: '', bytes: 0, startedAt: new Date() };
      await files.insertOne(left);
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
};

exportContract('MongoDB', open);

test('of two runners one has a job, and who has lost it spoils neither the job nor the other’s file', async () => {
  const storage = newId('exports');
  await using store = await open(storage);
  await using beside = await open(storage);
  const job = newJob('t1');
  await store.jobs.add(job);
  expect(await store.jobs.takeNext()).toMatchObject({ id: job.id });
  expect(await beside.jobs.takeNext()).toBeUndefined();
  // The first stands still for longer than its lease.
  await vi.waitUntil(async () => (await beside.jobs.takeNext()) !== undefined, 30_000);
  const pieces = async function* (text: string) {
    yield text;
  };
  const stale = await store.files.write(job.id, pieces('the stale one'), { gzip: false });
  const { bytes, sha256 } = await beside.files.write(job.id, pieces('the right one'), { gzip: false });
  expect(await store.jobs.progress(job.id, 1)).toBe(false);
  const at = { now: new Date(), expiresAt: new Date(Date.now() + 60_000) };
  const end = { state: 'done', rows: 1, asOf: new Date(), losses: [], notes: [] } as const;
  // True: it is to leave the file alone, which is another's.
  expect(await store.jobs.end(job.id, { ...end, ...stale }, at)).toBe(true);
  expect(await store.jobs.get('t1', job.id)).toMatchObject({ state: 'running' });
  expect(await beside.jobs.end(job.id, { ...end, bytes, sha256 }, at)).toBe(true);
  const done = await store.jobs.get('t1', job.id);
  const chunks = await Array.fromAsync(store.files.read(done, 0, undefined));
  expect(Buffer.concat(chunks).toString()).toBe('the right one');
});

exportCrashContract('MongoDB', open, {
  start: (storage, ...args) => {
    const program = new URL('./export-crash.fixture.ts', import.meta.url);
    return forkProgram(program, [server.url, storage, ...args]);
  },
  kills: Number(process.env.CRASH_KILLS ?? 1),
});
