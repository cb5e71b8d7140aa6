import { setTimeout as sleep } from 'node:timers/promises';
import type { NewImportJob } from '@qipei/import-job';
import { newId } from '@qipei/kernel';
import { Chance } from '@qipei/testing';
import { type ForkedProgram, forkProgram } from '@qipei/testing/forked-program';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { assetRows } from '../../feed-assets.contract.ts';
import { rows, TRACE } from '../../fitment-release.fixture.ts';
import { mongoFitmentBench, startFitmentMongo } from './fitment-release.fixture.ts';

/** At each named point; a long run sets more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 1);
const SEED = Number(process.env.QIPEI_SEED ?? Date.now() % 1_000_000);
const chance = new Chance(SEED);
const PARTS = 80;
const QUARTER = PARTS / 4;
const APPLICATIONS = 2;
const FULL = { release: 'stage', submission: 'full' } as const;

vi.setConfig({ testTimeout: 60_000 + KILLS * 120_000 });

type Bench = Awaited<ReturnType<typeof mongoFitmentBench>>;

let mongo: Awaited<ReturnType<typeof startFitmentMongo>>;
let url: string;
let bench: Bench;
/** Of another replica, that reads meanwhile. */
let beside: Bench;
beforeAll(async () => {
  mongo = await startFitmentMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());
beforeEach(async () => {
  url = mongo.newUrl();
  bench = await mongoFitmentBench(url, { releasePage: 10, leaseMs: 300 });
  bench.missing.add('W1');
  beside = await mongoFitmentBench(url);
});
afterEach(async () => {
  for (const each of [beside, bench]) await each[Symbol.asyncDispose]();
});

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
const ASSETS = [
  ['P1 1', 'P1 =a.jpg big', 'P2 1'],
  ['P1 1', 'P1 =a.jpg small', 'P3 9'],
];
const PART_IDS = ['part_W1', ...Array.from({ length: PARTS }, (_, at) => `part_W${at + 10}`)];

const expected = (at: number) =>
  (STATES[at] ?? [])
    .map((line) => {
      const [part = '', model = '', position = '', quantity = '1'] = line.split(' ');
      return `${part === 'W1' || model === 'Future' ? '? ' : ''}part_${part} ${model} ${position} ${quantity}`;
    })
    .sort();

/** Each is one answer. */
const LOOKS: ((of: Bench) => Promise<unknown>)[] = [
  (of) => of.fitmentsOf(PART_IDS),
  (of) => of.waiting(),
  (of) => of.assets(),
  (of) => of.unresolved.count('acme'),
];

/** What each look is to find. */
function found(at: number): unknown[] {
  const waiting = expected(at).filter((line) => line.startsWith('?'));
  const fitments = expected(at).filter((line) => !line.startsWith('?'));
  return [fitments, waiting, (ASSETS[at] ?? []).map((line) => line.replace('=', '')).sort(), waiting.length];
}

const fileOf = (at: number) => [...assetRows(...(ASSETS[at] ?? [])), ...rows(...(STATES[at] ?? []))];

/** A release of the other state, that waits to be published. */
async function staged(at: number): Promise<string> {
  return (await bench.import(FULL, fileOf(at), 400))?.id ?? '';
}

function start(...args: string[]): ForkedProgram {
  return forkProgram(new URL('./fitment-release-crash.fixture.ts', import.meta.url), [url, ...args]);
}

async function killAt(point: string, passes: number): Promise<void> {
  expect(await start(point, String(passes)).ended()).toBe('SIGKILL');
}

/** How many events wait, of parts, each once, of releases and of imports; they are taken out. */
async function takeEvents(): Promise<{ parts: number; releases: number; imports: number }> {
  const told = await bench.told();
  const releases = told.filter((each) => each.startsWith('Release')).length;
  const imports = told.filter((each) => each === 'ImportEnded').length;
  expect(new Set(told).size).toBe(told.length);
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

/** By another process, which goes on with it by itself. */
async function settleByAnother(id: string, state: string): Promise<void> {
  const child = start();
  try {
    const stands = async () => (await bench.releases.get('acme', id)).state;
    await expect.poll(stands, { timeout: 60_000, interval: 20 }).toBe(state);
    await expect.poll(() => bench.releases.firstOpen(), { timeout: 60_000, interval: 20 }).toBeUndefined();
  } finally {
    await child.kill();
  }
}

/** Each answer is of before or of after, all of it, and none is of before behind one of after. */
async function readWhile(
  work: Promise<unknown>,
  { before, after, decided }: { before: number; after: number; decided: boolean | undefined },
): Promise<void> {
  const [was, will] = [found(before), found(after)];
  let isAfter = decided === true;
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  async function readOn(): Promise<void> {
    for (let last = false; ; last = over) {
      for (const [at, look] of LOOKS.entries()) {
        const answer = await look(beside);
        if (!isAfter && JSON.stringify(answer) !== JSON.stringify(was[at])) isAfter = true;
        expect(answer).toEqual((isAfter ? will : was)[at]);
      }
      if (last) return;
    }
  }
  await Promise.all([done, readOn()]);
}

/** After a kill: all of it or none; then what was left undone is done, and each change told once. */
async function checkWhole(before: number, after: number, decided: boolean): Promise<void> {
  expect(await bench.live()).toEqual(expected(decided ? after : before));
  for (const [at, look] of LOOKS.entries())
    expect(await look(beside)).toEqual(found(decided ? after : before)[at]);
  if ((await bench.releases.firstOpen()) !== undefined) await readWhile(settle(), { before, after, decided });
  expect(await bench.live()).toEqual(expected(after));
  for (const [at, look] of LOOKS.entries()) expect(await look(beside)).toEqual(found(after)[at]);
  expect(await takeEvents()).toEqual({ parts: 3 * QUARTER, releases: 1, imports: 0 });
}

/** Neither locks nor places nor anything prepared. */
async function checkSwept(): Promise<void> {
  expect([await bench.leftLocked(), (await bench.held()).prepared]).toEqual([0, 0]);
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
    await bench.import({}, fileOf(0), 400);
    await takeEvents();
    // What was told already is swept by whoever settles the next.
    const isSweptLater = point === 'told-done';
    for (let kill = 0; kill < KILLS; kill += 1) {
      const id = await staged(1);
      await bench.releases.askToPublish('acme', id, new Date());
      await killAt(point, passes);
      await checkWhole(0, 1, decided);
      if (!isSweptLater) await checkSwept();
      expect(await bench.releases.get('acme', id)).toMatchObject({ state: 'published' });
      await bench.releases.askToRollBack('acme', id, new Date());
      await killAt(point, passes);
      await checkWhole(1, 0, decided);
      if (!isSweptLater) await checkSwept();
      expect(await bench.releases.get('acme', id)).toMatchObject({ state: 'rolled-back', kept: 0 });
    }
    if (!isSweptLater) return;
    await bench.publish({ id: await staged(1) });
    await checkSwept();
  },
);

test(`${KILLS} kills of a publishing, and of a roll-back, somewhere (QIPEI_SEED=${SEED}); another process goes on while others read`, async () => {
  await bench.import({}, fileOf(0), 400);
  await takeEvents();
  const killSomewhere = async () => {
    const child = start();
    await child.told('settle-begun');
    await sleep(chance.next() * 400);
    await child.kill();
  };
  const check = async (id: string, before: number, after: number, state: string) => {
    await readWhile(settleByAnother(id, state), { before, after, decided: undefined });
    expect(await bench.live()).toEqual(expected(after));
    expect(await takeEvents()).toEqual({ parts: 3 * QUARTER, releases: 1, imports: 0 });
  };
  for (let kill = 0; kill < KILLS; kill += 1) {
    const id = await staged(1);
    await bench.releases.askToPublish('acme', id, new Date());
    await killSomewhere();
    await check(id, 0, 1, 'published');
    await bench.releases.askToRollBack('acme', id, new Date());
    await killSomewhere();
    await check(id, 1, 0, 'rolled-back');
  }
  await bench.publish({ id: await staged(1) });
  await checkSwept();
});

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
