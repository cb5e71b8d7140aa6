import type { NewImportJob } from '@qipei/import-job';
import { newId } from '@qipei/kernel';
import { type ForkedProgram, forkProgram } from '@qipei/testing/forked-program';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { rows, TRACE } from '../../fitment-release.fixture.ts';
import { mongoFitmentBench, startFitmentMongo } from './fitment-release.fixture.ts';

/** At each named point; a long run sets more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 1);
const PARTS = 80;
const QUARTER = PARTS / 4;
const APPLICATIONS = 2;
const FULL = { release: 'stage', submission: 'full' } as const;

vi.setConfig({ testTimeout: 60_000 + KILLS * 120_000 });

let mongo: Awaited<ReturnType<typeof startFitmentMongo>>;
let url: string;
let bench: Awaited<ReturnType<typeof mongoFitmentBench>>;
beforeAll(async () => {
  mongo = await startFitmentMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());
beforeEach(async () => {
  url = mongo.newUrl();
  bench = await mongoFitmentBench(url, { releasePage: 10, leaseMs: 300 });
  bench.missing.add('W1');
});
afterEach(() => bench[Symbol.asyncDispose]());

/**
 * Two states of one data set; a quarter of the parts each is added, changed, removed and as it was between them. The rows of
 * a part don't stand together, some wait for their vehicle, and W1 isn't known.
 */
const STATES = [0, 1].map((at) => {
  const lines: string[] = ['W1 Accord'];
  for (let turn = 0; turn < APPLICATIONS; turn += 1)
    for (let part = at * QUARTER; part < (3 + at) * QUARTER; part += 1) {
      const quantity = part < PARTS / 2 ? 1 : 2 + at;
      lines.push(`W${part + 10} ${part % 10 === 0 && turn === 1 ? 'Future' : 'Accord'} p${turn} ${quantity}`);
    }
  return lines;
});

const expected = (at: number) =>
  (STATES[at] ?? [])
    .map((line) => {
      const [part = '', model = '', position = '', quantity = '1'] = line.split(' ');
      return `${part === 'W1' || model === 'Future' ? '? ' : ''}part_${part} ${model} ${position} ${quantity}`;
    })
    .sort();

function start(...args: string[]): ForkedProgram {
  return forkProgram(new URL('./fitment-release-crash.fixture.ts', import.meta.url), [url, ...args]);
}

async function killAt(point: string, passes: number): Promise<void> {
  expect(await start(point, String(passes)).ended()).toBe('SIGKILL');
}

/** How many events wait, of parts, releases and imports; they are taken out. */
async function takeEvents(): Promise<{ parts: number; releases: number; imports: number }> {
  const told = await bench.told();
  const releases = told.filter((each) => each.startsWith('Release')).length;
  const imports = told.filter((each) => each === 'ImportEnded').length;
  return { parts: told.length - releases - imports, releases, imports };
}

async function settle(): Promise<void> {
  const { releases, content } = bench;
  const context = { now: new Date(), traceparent: TRACE };
  // What was killed has its lease for a moment.
  const next = await vi.waitUntil(() => releases.takeNext(), 30_000);
  await (next.state === 'publishing' ? content.publish(next, context) : content.rollBack(next, context));
  expect(await releases.takeNext()).toBeUndefined();
}

/** After a kill: all of it or none; then what was left undone is done, and each change told once. */
async function checkWhole(before: number, after: number, decided: boolean): Promise<void> {
  expect(await bench.live()).toEqual(expected(decided ? after : before));
  expect(await bench.unresolved.count('acme')).toBe(
    expected(decided ? after : before).filter((line) => line.startsWith('?')).length,
  );
  if ((await bench.releases.firstOpen()) !== undefined) await settle();
  expect(await bench.live()).toEqual(expected(after));
  expect(await takeEvents()).toEqual({ parts: 3 * QUARTER, releases: 1, imports: 0 });
}

// Where it is killed, after how many times, and whether it is decided by then.
const POINTS = [
  ['settle-begun', 1, false],
  ['attempt-done', 1, false],
  ['prepare-part_fitments_next-written', 1, false],
  ['prepare-part_fitments-written', 2, false],
  ['prepare-unresolved_next-written', 1, false],
  ['prepare-unresolved_of_part-written', 2, false],
  ['prepare-part_fitments-written', 6, false],
  ['flip-begun', 1, false],
  ['flip-done', 1, true],
  ['settle-part_fitments-written', 1, true],
  ['settle-unresolved_of_part-written', 1, true],
  ['settle-part_fitments-written', 4, true],
  ['told-begun', 1, true],
  ['told-done', 1, true],
] as const;

test.each(POINTS)(
  `${KILLS} kills of a publishing, and of a roll-back, at: %s, %i`,
  async (point, passes, decided) => {
    await bench.import({}, rows(...(STATES[0] ?? [])), 400);
    await takeEvents();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { id } = (await bench.import(FULL, rows(...(STATES[1] ?? [])), 400)) ?? { id: '' };
      await bench.releases.askToPublish('acme', id, new Date());
      await killAt(point, passes);
      await checkWhole(0, 1, decided);
      expect(await bench.releases.get('acme', id)).toMatchObject({ state: 'published' });
      await bench.releases.askToRollBack('acme', id, new Date());
      await killAt(point, passes);
      await checkWhole(1, 0, decided);
      expect(await bench.releases.get('acme', id)).toMatchObject({ state: 'rolled-back', kept: 0 });
    }
  },
);

test.each(['stage-begun', 'staged_fitments-written', 'batch-committed', 'diff-begun', 'diff-done', 'staged'])(
  `${KILLS} kills of a staging at: %s`,
  async (point) => {
    await bench.import({}, rows(...(STATES[0] ?? [])), 400);
    await takeEvents();
    const { jobs, spool } = bench.store;
    const file = rows(...(STATES[1] ?? [])).map((row) =>
      JSON.stringify({ brand: 'MANN', make: 'Honda', yearFrom: 2003, ...row }),
    );
    for (let kill = 0; kill < KILLS; kill += 1) {
      const upload = newId('fitments');
      const bytesTotal = await spool.store(upload, bytesOf(`${file.join('\n')}\nnonsense\n`));
      const job = await jobs.create({
        ...{ upload, tenant: 'acme', kind: 'fitments', format: 'ndjson', filename: 'a', mapping: '' },
        ...{ settings: FULL, traceparent: TRACE, bytesTotal, createdAt: new Date() },
      } as NewImportJob);
      await killAt(point, point.startsWith('diff') || point === 'staged' ? 1 : 1 + (kill % 3));
      expect(await bench.live()).toEqual(expected(0));
      await goOn(job.id);
      const counted = { created: QUARTER, updated: QUARTER, deleted: QUARTER, unchanged: QUARTER };
      expect(await jobs.get('acme', job.id)).toMatchObject(
        Object.fromEntries(
          Object.entries(counted).map(([name, parts]) => [
            name,
            parts * APPLICATIONS + (name === 'unchanged' ? 1 : 0),
          ]),
        ),
      );
      const release = await bench.releases.get('acme', `rel-${job.id}`);
      expect(release).toMatchObject({
        state: 'staged',
        counts: { added: QUARTER, changed: QUARTER, removed: QUARTER, unchanged: QUARTER + 1 },
        rowsRefused: 1,
      });
      expect(await bench.live()).toEqual(expected(0));
      expect(await takeEvents()).toEqual({ parts: 0, releases: 0, imports: 1 });
      await bench.releases.discard('acme', release.id, new Date());
    }
  },
);

/** Another process, until the import is through. */
async function goOn(jobId: string): Promise<void> {
  const child = start();
  try {
    const state = async () => (await bench.store.jobs.get('acme', jobId)).state;
    await expect.poll(state, { timeout: 60_000, interval: 50 }).toBe('done');
  } finally {
    await child.kill();
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
