import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { itemsFile, workbench } from './item-import.fixture.ts';

const ROWS = 40_000;
const MIN_KILLS = 20;

test('after each of many kills the job goes on at the exact row', { timeout: 120_000 }, async () => {
  using bench = workbench();
  // Rows of every sort: good, faulty in a cell, of a wrong width, with an open quote, spanning lines, repeated.
  const body = itemsFile(ROWS, (i) => {
    if (i % 97 === 5) return 'none';
    if (i % 89 === 5) return '1,2';
    if (i % 83 === 5) return '"1" 2';
    return i % 79 === 5 ? '"\n1"' : '1';
  });
  const job = await bench.queue(body);
  const reference = await bench.queue(body, { tenant: 't2' });
  let kills = 0;
  let backwards = 0;
  let rows = 0;
  for (;;) {
    const child = fork(new URL('./import-crash.fixture.ts', import.meta.url), [bench.folder], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const exit = once(child, 'exit');
    await once(child, 'message');
    // The last one is left to finish.
    if (kills < MIN_KILLS + 5) await sleep(Math.random() * 60);
    else await expect.poll(() => bench.store.get('t2', reference.id).state, { timeout: 60_000 }).toBe('done');
    child.kill('SIGKILL');
    await exit;
    const now = bench.store.get('t1', job.id);
    if (now.rows < rows) backwards += 1;
    rows = now.rows;
    // What is counted is what is there, at whichever moment it was killed.
    const taken = bench.db.prepare('SELECT count(*) FROM taken WHERE job_id = ?').pluck().get(job.id);
    expect(now.created + now.updated + now.unchanged).toBe(taken);
    expect(now.rows).toBe(now.failed + Number(taken));
    if (bench.store.get('t2', reference.id).state === 'done') break;
    kills += 1;
  }
  expect(backwards).toBe(0);
  expect(kills).toBeGreaterThanOrEqual(MIN_KILLS);
  const first = bench.store.get('t1', job.id);
  const second = bench.store.get('t2', reference.id);
  expect(first).toMatchObject({ state: 'done', rows: ROWS });
  for (const column of ['rows', 'created', 'updated', 'unchanged', 'failed'] as const)
    expect(first[column]).toBe(second[column]);
  const errorsOf = bench.db.prepare(
    'SELECT position, row, line, code FROM import_row_error WHERE job_id = ? ORDER BY position',
  );
  expect(errorsOf.all(job.id)).toEqual(errorsOf.all(reference.id));
  expect(new Set(errorsOf.all(job.id).map((error) => (error as { row: number }).row)).size).toBe(
    first.failed,
  );
  expect(readdirSync(bench.spoolDir)).toEqual([]);
});
