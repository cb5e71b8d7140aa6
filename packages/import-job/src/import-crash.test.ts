import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chance } from '@qipei/testing';
import { type ForkedProgram, forkProgram } from '@qipei/testing/forked-program';
import { expect, test } from 'vitest';
import type { ImportJob } from './import-job.ts';
import { itemsFile, type Workbench, workbench } from './item-import.fixture.ts';

const KILLS = 20;
/** At each named point; a long run sets more. */
const KILLS_A_POINT = Number(process.env.CRASH_KILLS ?? 5);
/** Each kill is a start of Node, which may take seconds on a busy machine. */
const PATIENCE_MS = 120_000 + KILLS_A_POINT * 10_000;
const SEED = Number(process.env.QIPEI_SEED ?? Date.now() % 1_000_000);
const chance = new Chance(SEED);
const POINTS = ['prepare', 'apply', 'applied', 'before-progress', 'error', 'progress', 'committed'];

/** Rows of every sort: good, faulty in a cell, of a wrong width, with an open quote, spanning lines. */
function mixedFile(rows: number): string {
  return itemsFile(rows, (i) => {
    if (i % 47 === 5) return 'none';
    if (i % 89 === 5) return '1,2';
    if (i % 83 === 5) return '"1" 2';
    return i % 79 === 5 ? '"\n1"' : '1';
  });
}

function start(bench: Workbench, ...args: string[]): ForkedProgram {
  return forkProgram(new URL('./import-crash.fixture.ts', import.meta.url), [bench.folder, ...args]);
}

/** Kills a process at a random moment of its work. */
async function killSoon(bench: Workbench): Promise<void> {
  const child = start(bench);
  await child.told(chance.happens(0.3) ? 'ready' : 'committed');
  await sleep(chance.next() * 60);
  await child.kill();
}

async function finish(bench: Workbench, job: ImportJob): Promise<ImportJob> {
  const child = start(bench);
  const state = async () => (await bench.store.get(job.tenant, job.id)).state;
  await expect.poll(state, { timeout: 60_000, interval: 20 }).not.toMatch(/queued|running/);
  await expect.poll(() => readdirSync(bench.spoolDir)).not.toContain(job.id);
  await child.kill();
  return bench.store.get(job.tenant, job.id);
}

/** What is counted is what is there, at whichever moment the process was killed. */
async function checkLedger(bench: Workbench, { tenant, id }: ImportJob): Promise<ImportJob> {
  const job = await bench.store.get(tenant, id);
  const taken = bench.db
    .prepare('SELECT count(*), max(row) FROM taken WHERE job_id = ?')
    .raw()
    .get(id) as number[];
  const errors = bench.db
    .prepare('SELECT count(DISTINCT row), max(row) FROM import_row_error WHERE job_id = ?')
    .raw();
  const faulty = errors.get(id) as number[];
  expect(job.created + job.updated + job.unchanged).toBe(taken[0]);
  expect(job.failed).toBe(faulty[0]);
  expect(job.rows).toBe(Number(taken[0]) + Number(faulty[0]));
  expect(job.rows).toBe(Math.max(taken[1] ?? 0, faulty[1] ?? 0));
  return job;
}

/** The job ends as one does that nobody disturbed. */
async function checkEnd(bench: Workbench, job: ImportJob, file: string): Promise<void> {
  const disturbed = await finish(bench, job);
  await checkLedger(bench, job);
  const reference = await finish(bench, await bench.queue(file, { tenant: 't2' }));
  expect(disturbed.state).toBe('done');
  for (const count of ['rows', 'created', 'updated', 'unchanged', 'failed', 'bytesDone'] as const) {
    expect(disturbed[count]).toBe(reference[count]);
  }
  const errors = bench.db.prepare(
    'SELECT position, row, line, column_name, code, value FROM import_row_error WHERE job_id = ? ORDER BY position',
  );
  expect(errors.all(job.id)).toEqual(errors.all(reference.id));
  expect(readdirSync(bench.spoolDir)).toEqual([]);
}

test(`after ${KILLS} kills at random moments (QIPEI_SEED=${SEED}) the job goes on at the exact row`, {
  timeout: 300_000,
}, async () => {
  using bench = workbench();
  const file = mixedFile(40_000);
  const job = await bench.queue(file);
  let rows = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    await killSoon(bench);
    const now = await checkLedger(bench, job);
    expect(now.rows).toBeGreaterThanOrEqual(rows);
    rows = now.rows;
  }
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(40_000);
  await checkEnd(bench, job, file);
});

test.each(POINTS)(`${KILLS_A_POINT} kills at: %s`, { timeout: PATIENCE_MS }, async (point) => {
  using bench = workbench();
  const file = mixedFile(6000);
  const job = await bench.queue(file);
  for (let kill = 0; kill < KILLS_A_POINT; kill += 1) {
    // `prepare` runs a batch ahead: with fewer passes the job would never get on.
    const passes = point === 'prepare' ? 3 : point === 'error' ? 4 : 1 + (kill % 3);
    const before = (await bench.store.get('t1', job.id)).rows;
    expect(await start(bench, point, String(passes)).ended()).toBe('SIGKILL');
    expect((await checkLedger(bench, job)).rows).toBeGreaterThanOrEqual(before);
  }
  await checkEnd(bench, job, file);
});

test(`${KILLS_A_POINT} kills at: finish`, { timeout: PATIENCE_MS }, async () => {
  using bench = workbench();
  const file = mixedFile(500);
  const job = await bench.queue(file);
  for (let kill = 0; kill < KILLS_A_POINT; kill += 1) {
    expect(await start(bench, 'finish').ended()).toBe('SIGKILL');
    expect(await checkLedger(bench, job)).toMatchObject({ state: 'running', rows: 500 });
  }
  await checkEnd(bench, job, file);
});
