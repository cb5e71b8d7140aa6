import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileImportSpool, type NewImportJob } from '@qipei/import-job';
import { sqliteImportJobs } from '@qipei/import-job/sqlite';
import { newId } from '@qipei/kernel';
import { Chance } from '@qipei/testing';
import { type ForkedProgram, forkProgram } from '@qipei/testing/forked-program';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rows, TRACE } from '../../fitment-release.fixture.ts';
import { fitmentBench } from './fitment-release.fixture.ts';

/** At each named point; a long run sets more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 2);
const SEED = Number(process.env.QIPEI_SEED ?? Date.now() % 1_000_000);
const chance = new Chance(SEED);
const PARTS = 600;
const APPLICATIONS = 2;
const timeout = 60_000 + KILLS * 60_000;

let bench: ReturnType<typeof fitmentBench>;
beforeEach(() => {
  bench = fitmentBench(mkdtempSync(join(tmpdir(), 'qipei-fitment-crash-')));
  bench.missing.add('W1');
});
afterEach(() => bench[Symbol.dispose]());

/**
 * Two states of one data set; a quarter of the parts each is added, changed, removed and as it was between them. The rows of
 * a part don't stand together, some wait for their vehicle, and W1 isn't known.
 */
const STATES = [0, 1].map((at) => {
  const lines: string[] = ['W1 Accord'];
  for (let turn = 0; turn < APPLICATIONS; turn += 1)
    for (let part = at * (PARTS / 4); part < (3 + at) * (PARTS / 4); part += 1) {
      const quantity = part < PARTS / 2 ? 1 : 2 + at;
      lines.push(`W${part + 10} ${part % 10 === 0 && turn === 1 ? 'Future' : 'Accord'} p${turn} ${quantity}`);
    }
  return lines;
});
const CHANGED_PARTS = (PARTS / 4) * 3;

const expected = (at: number) =>
  (STATES[at] ?? [])
    .map((line) => {
      const [part = '', model = '', position = '', quantity = '1'] = line.split(' ');
      return `${part === 'W1' || model === 'Future' ? '? ' : ''}part_${part} ${model} ${position} ${quantity}`;
    })
    .sort();

function start(...args: string[]): ForkedProgram {
  return forkProgram(new URL('./fitment-release-crash.fixture.ts', import.meta.url), [bench.folder, ...args]);
}

async function killAt(point: string, passes = 1): Promise<void> {
  expect(await start(point, String(passes)).ended()).toBe('SIGKILL');
}

/** Somewhere in the middle of what a point begins. */
async function killSoonAfter(point: string, withinMs: number): Promise<void> {
  const child = start();
  await child.told(point);
  await sleep(chance.next() * withinMs);
  await child.kill();
}

/** How many events wait, of parts and of releases; they are taken out. */
async function takeEvents(): Promise<{ parts: number; releases: number }> {
  const told = await bench.told();
  const releases = told.filter((each) => each.startsWith('Release')).length;
  return { parts: told.length - releases, releases };
}

/** After a kill: all of it or none, with its events; then what was left undone is done. */
async function checkWhole(before: number, after: number, id: string, committed?: boolean): Promise<void> {
  const all = await bench.live();
  const is = JSON.stringify(all) === JSON.stringify(expected(after)) ? after : before;
  expect(all).toEqual(expected(is));
  if (committed !== undefined) expect(is).toBe(committed ? after : before);
  const told = { parts: CHANGED_PARTS, releases: 1 };
  expect(await takeEvents()).toEqual(is === after ? told : { parts: 0, releases: 0 });
  if (is === after) return;
  await bench.settle(id);
  expect(await bench.live()).toEqual(expected(after));
  expect(await takeEvents()).toEqual(told);
}

const FULL = { release: 'stage', submission: 'full' } as const;

const SOMEWHERE = `somewhere (QIPEI_SEED=${SEED})`;

test.each([
  ['settle-begun', false],
  ['begun', false],
  ['written', false],
  ['settle-written', true],
  [SOMEWHERE, undefined],
] as const)(
  `${KILLS} kills of a publishing, and of a roll-back, at: %s`,
  { timeout: timeout * 2 },
  async (point, committed) => {
    const kills = async (word: string) => {
      if (point === SOMEWHERE) await killSoonAfter('settle-begun', 400);
      else await killAt(point.startsWith('settle') ? point : `${word}-${point}`);
    };
    await bench.import({}, rows(...(STATES[0] ?? [])), 400);
    await takeEvents();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const release = await bench.import(FULL, rows(...(STATES[1] ?? [])), 400);
      const id = release?.id ?? '';
      await bench.releases.askToPublish('acme', id, new Date());
      await kills('publish');
      await checkWhole(0, 1, id, committed);
      await bench.releases.askToRollBack('acme', id, new Date());
      await kills('roll-back');
      await checkWhole(1, 0, id, committed);
    }
  },
);

test.each([
  ...['stage-begun', 'stage-written', 'batch-committed', 'prepare-begun', 'prepare-written'],
  ...['compare-begun', 'compare-written', 'staged'],
])(`${KILLS} kills of a staging at: %s`, { timeout }, async (point) => {
  const jobs = sqliteImportJobs(bench.db);
  const spool = fileImportSpool({ directory: join(bench.folder, 'spool') });
  await bench.import({}, rows(...(STATES[0] ?? [])), 400);
  await takeEvents();
  const file = rows(...(STATES[1] ?? [])).map((row) =>
    JSON.stringify({ brand: 'MANN', make: 'Honda', yearFrom: 2003, ...row }),
  );
  for (let kill = 0; kill < KILLS; kill += 1) {
    const upload = newId('fitments');
    const bytesTotal = await spool.store(upload, bytesOf(`${file.join('\n')}\nnonsense\n`));
    const job = await jobs.create({
      ...{ upload, tenant: 'acme', kind: 'fitments', format: 'ndjson', filename: 'a', mapping: '' },
      ...{ settings: FULL, traceparent: TRACE, bytesTotal, createdAt: new Date() },
      ...{ idempotencyKey: '', requestDigest: '' },
    } as NewImportJob);
    await killAt(point, point === 'staged' ? 1 : 1 + (kill % 4));
    expect(await bench.live()).toEqual(expected(0));
    const child = start();
    await expect
      .poll(async () => (await jobs.get('acme', job.id)).state, { timeout: 40_000, interval: 20 })
      .toBe('done');
    await child.kill();
    const quarter = PARTS / 4;
    expect(await jobs.get('acme', job.id)).toMatchObject({
      ...{
        created: quarter * APPLICATIONS,
        updated: quarter * APPLICATIONS,
        deleted: quarter * APPLICATIONS,
      },
      unchanged: quarter * APPLICATIONS + 1,
    });
    const release = await bench.releases.get('acme', `rel-${job.id}`);
    expect(release).toMatchObject({
      state: 'staged',
      counts: { added: quarter, changed: quarter, removed: quarter, unchanged: quarter + 1 },
      rowsRefused: 1,
    });
    expect(await bench.live()).toEqual(expected(0));
    expect(await takeEvents()).toEqual({ parts: 0, releases: 0 });
    await bench.releases.discard('acme', release.id, new Date());
  }
});

test('who reads while a release is published sees the one or the other', { timeout }, async () => {
  await bench.import({}, rows(...(STATES[0] ?? [])), 400);
  const release = await bench.import(FULL, rows(...(STATES[1] ?? [])), 400);
  const reading = fitmentBench(bench.folder);
  try {
    await bench.releases.askToPublish('acme', release?.id ?? '', new Date());
    const child = start();
    const seen = new Set<number>();
    const [before, after] = [0, 1].map((at) => JSON.stringify(expected(at)));
    const deadline = Date.now() + 40_000;
    while (!seen.has(1) && Date.now() < deadline) {
      // One snapshot of the file, as a call has it for what it reads at once.
      reading.db.exec('BEGIN');
      const all = JSON.stringify(await reading.live());
      reading.db.exec('COMMIT');
      expect(all === before || all === after).toBe(true);
      seen.add(all === after ? 1 : 0);
      await sleep(1);
    }
    expect([...seen].at(-1)).toBe(1);
    await child.kill();
  } finally {
    reading.close();
  }
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
