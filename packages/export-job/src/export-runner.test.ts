import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { DomainError, NotFound, newId } from '@qipei/kernel';
import { openDatabase } from '@qipei/sqlite';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { exportFiles } from './export-files.ts';
import type { ExportJob } from './export-job.ts';
import type { ExportKind } from './export-kind.ts';
import { startExportRunner } from './export-runner.ts';
import { EXPORT_JOB_MIGRATIONS, sqliteExportJobs } from './sqlite/sqlite-export-jobs.ts';

let directory: string;
let opened: AsyncDisposableStack;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'qipei-exports-'));
  opened = new AsyncDisposableStack();
});
afterEach(async () => {
  await opened.disposeAsync();
  rmSync(directory, { recursive: true, force: true });
});

function open() {
  const db = openDatabase({ file: join(directory, 'jobs.sqlite'), migrations: EXPORT_JOB_MIGRATIONS });
  opened.defer(() => void db.close());
  return { jobs: sqliteExportJobs(db), files: exportFiles({ directory: join(directory, 'files') }) };
}

const filesThere = () => (existsSync(join(directory, 'files')) ? readdirSync(join(directory, 'files')) : []);

const newJob = (tenant: string, gzip = false) => ({
  ...{ id: newId('exp-parts'), tenant, kind: 'parts', format: 'csv' as const, settings: {}, gzip },
  selection: { brands: ['B'], partTypes: [], partIds: [], numbers: [], feed: '', updatedSince: new Date(5) },
  ...{ createdAt: new Date(1_000), traceparent: '' },
});

/** A file of the numbers, a line each, with whatever `before` does. */
function counting(count: number, before: (at: number) => unknown = () => {}): ExportKind {
  return {
    kind: 'parts',
    formats: ['csv'],
    open: async () => {
      let rows = 0;
      return {
        asOf: new Date(7),
        rows: () => rows,
        losses: () => [{ code: 'dropped', what: 'details', count: 3, partNumbers: ['A', 'B'] }],
        bytes: (async function* () {
          for (let at = 0; at < count; at += 1) {
            await before(at);
            rows += 1;
            yield `${at}\n`;
          }
        })(),
        [Symbol.asyncDispose]: async () => {},
      };
    },
  };
}

function start(store: ReturnType<typeof open>, kind: ExportKind, keepMs?: number) {
  const logger = { info: () => {}, error: vi.fn(), warn: () => {} } as never;
  const runner = startExportRunner({
    ...store,
    kind,
    logger,
    pollMs: 20,
    ...(keepMs !== undefined && { keepMs }),
  });
  opened.use(runner);
  return runner;
}

async function ended(store: ReturnType<typeof open>, { tenant, id }: Pick<ExportJob, 'tenant' | 'id'>) {
  await vi.waitUntil(
    async () => !['queued', 'running'].includes((await store.jobs.get(tenant, id)).state),
    5_000,
  );
  return await store.jobs.get(tenant, id);
}

async function read(store: ReturnType<typeof open>, id: string, offset = 0, length?: number) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of store.files.read(id, offset, length)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

it('a file is made, kept with what is known of it, and read in parts', async () => {
  const store = open();
  const job = newJob('t1');
  await store.jobs.add(job);
  start(store, counting(3));
  const done = await ended(store, job);
  expect(done).toMatchObject({ ...job, state: 'done', rows: 3, bytes: 6, losses: 3, asOf: new Date(7) });
  expect(await read(store, job.id)).toBe('0\n1\n2\n');
  expect(await read(store, job.id, 2, 2)).toBe('1\n');
  expect(await store.jobs.losses('t1', job.id)).toMatchObject([{ what: 'details', partNumbers: ['A', 'B'] }]);
  await expect(store.jobs.get('t2', job.id)).rejects.toThrow(NotFound);
  await expect(store.jobs.losses('t2', job.id)).rejects.toThrow(NotFound);
  await expect(store.jobs.remove('t2', job.id)).rejects.toThrow(NotFound);
});

it('a packed file is the same whenever it is made', async () => {
  const store = open();
  const packed = [newJob('t1', true), newJob('t1', true)];
  for (const job of packed) await store.jobs.add(job);
  start(store, counting(500));
  const [first, second] = [await ended(store, packed[0] as never), await ended(store, packed[1] as never)];
  expect(first.sha256).toBe(second.sha256);
  const file = Buffer.from(await read(store, first.id), 'latin1');
  expect(gunzipSync(file).toString().split('\n')).toHaveLength(501);
});

it('one that was broken off is begun anew, and what it left is removed', async () => {
  const store = open();
  const job = newJob('t1');
  await store.jobs.add(job);
  const first = start(
    store,
    counting(1_000_000, () => pause(1)),
  );
  await vi.waitUntil(async () => filesThere().length > 0);
  await first[Symbol.asyncDispose]();
  expect((await store.jobs.get('t1', job.id)).state).toBe('running');
  writeFileSync(join(directory, 'files', `${newId('exp-parts')}.part`), 'left by a crash');
  const again = open();
  start(again, counting(2));
  expect(await ended(again, job)).toMatchObject({ state: 'done', rows: 2 });
  expect(filesThere()).toEqual([job.id]);
});

it('one that waits is cancelled at once, one that runs soon, and one that is deleted leaves no file', async () => {
  const store = open();
  const [runs, waits, goes] = [newJob('t1'), newJob('t1'), newJob('t1')];
  for (const job of [runs, waits]) await store.jobs.add(job);
  expect((await store.jobs.cancel('t1', waits.id, new Date())).state).toBe('cancelled');
  let slow = true;
  start(
    store,
    counting(1_000_000, () => (slow ? pause(1) : undefined)),
  );
  await vi.waitUntil(async () => (await store.jobs.get('t1', runs.id)).state === 'running');
  await store.jobs.cancel('t1', runs.id, new Date());
  expect((await ended(store, runs)).state).toBe('cancelled');
  await store.jobs.add(goes);
  await vi.waitUntil(async () => (await store.jobs.get('t1', goes.id)).state === 'running');
  await store.jobs.remove('t1', goes.id);
  await vi.waitUntil(() => filesThere().length === 0, 5_000);
  slow = false;
});

it('a failure that the caller may know is told by its code, any other isn’t', async () => {
  const store = open();
  const [known, unknown] = [newJob('t1'), newJob('t2')];
  await store.jobs.add(known);
  await store.jobs.add(unknown);
  let asked = 0;
  start(
    store,
    counting(1, () => {
      asked += 1;
      if (asked > 1) throw new Error('a secret path');
      throw new DomainError({ kind: 'too-large', code: 'too-many-rows', message: 'Too many.' });
    }),
  );
  expect(await ended(store, known)).toMatchObject({ state: 'failed', failure: 'too-many-rows: Too many.' });
  expect((await ended(store, unknown)).failure).toMatch(/^internal-error: [^/]*$/);
});

it('what has expired is gone, and tenants have so many at once', async () => {
  const store = open();
  const job = newJob('t1');
  await store.jobs.add(job);
  const runner = start(store, counting(1), -1);
  await ended(store, job);
  await runner[Symbol.asyncDispose]();
  start(store, counting(1));
  await vi.waitUntil(async () => filesThere().length === 0, 5_000);
  await expect(store.jobs.get('t1', job.id)).rejects.toThrow(NotFound);
  const full = async () => {
    for (let at = 0; at < 2_000; at += 1) await store.jobs.add(newJob('t9'));
  };
  await opened.disposeAsync();
  opened = new AsyncDisposableStack();
  const idle = open();
  Object.assign(store, idle);
  await expect(full()).rejects.toMatchObject({ code: 'too-many-exports' });
  await idle.jobs.add(newJob('t8'));
});
