import { TOPICS } from '@qipei/contracts';
import { newId } from '@qipei/kernel';
import { type ForkedProgram, forkProgram } from '@qipei/testing/forked-program';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { importOf, trace } from '../../domain/part-contract.fixture.ts';
import { stage, startOf } from '../imports/part-release.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';

/** At each named point; a long run sets more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 1);
const PARTS = 80;
const QUARTER = PARTS / 4;
const now = new Date();

vi.setConfig({ testTimeout: 60_000 + KILLS * 120_000 });

let mongo: TestMongo;
let storage: string;
let catalog: Awaited<ReturnType<TestMongo['openWith']>>;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());
beforeEach(async () => {
  storage = newId('crash');
  catalog = await mongo.openWith(storage, { releasePage: 10, leaseMs: 300 });
});
afterEach(() => catalog[Symbol.asyncDispose]());

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `P${from + i}`);
/** Two states of one feed; a quarter each is added, changed, removed and as it was between them. */
const STATES = [0, 1].map((at) =>
  numbers(at * QUARTER, (3 + at) * QUARTER).map((partNumber, i) => {
    const fixed = Number(partNumber.slice(1)) < PARTS / 2;
    return { partNumber, nameEn: fixed ? 'same' : `state ${at}`, oeNumbers: [`VW:${i % 5}`] };
  }),
);
const CHANGES = 3 * QUARTER;

function start(...args: string[]): ForkedProgram {
  return forkProgram(new URL('./part-release-crash.fixture.ts', import.meta.url), [
    `${mongo.server.url}/${storage}`,
    ...args,
  ]);
}

async function killAt(point: string, passes: number): Promise<void> {
  expect(await start(point, String(passes)).ended()).toBe('SIGKILL');
}

/** Everything there is, by reading all of it; the parts, their index and their counts agree. */
async function readAll(): Promise<string[]> {
  const parts = await catalog.reader.list('acme', { after: '', limit: 10_000, ownOnly: true });
  const counted = await catalog.reader.brands('acme');
  expect(counted.reduce((sum, { partCount }) => sum + partCount, 0)).toBe(parts.length);
  let indexed = 0;
  for (let key = 0; key < 5; key += 1) {
    const query = { key: `${key}`, kinds: ['oe'] as const, limit: 10_000 };
    indexed += (await catalog.reader.byNumber('acme', query)).length;
  }
  expect(indexed).toBe(parts.length);
  const ids = parts.map(({ partId }) => partId);
  expect((await catalog.reader.seen('acme', ids)).sort()).toEqual(ids);
  return parts.map(({ partNumber, nameEn }) => `${partNumber} ${nameEn}`).sort();
}

const expected = (at: number) =>
  (STATES[at] ?? []).map(({ partNumber, nameEn }) => `${partNumber} ${nameEn}`).sort();

/** How many events wait, of parts, releases and imports; they are taken out. */
async function takeEvents(): Promise<{ parts: number; releases: number; imports: number }> {
  const events = await catalog.outbox.read(100_000);
  await catalog.outbox.remove(events.map(({ sequence }) => sequence));
  const of = (topic: string) => events.filter((each) => each.topic === topic).length;
  const imports = of(TOPICS.catalogImport);
  return { parts: of(TOPICS.catalogPart), releases: of(TOPICS.catalogRelease), imports };
}

async function askFor(at: number): Promise<string> {
  const release = startOf('acme', { submission: 'full' });
  await stage(catalog, release, STATES[at] ?? []);
  await catalog.releases.store.askToPublish('acme', release.id, now);
  return release.id;
}

async function settle(): Promise<void> {
  const { store, content } = catalog.releases;
  const context = { now, traceparent: trace };
  // What was killed has its lease for a moment.
  const next = await vi.waitUntil(() => store.takeNext(), 30_000);
  await (next.state === 'publishing' ? content.publish(next, context) : content.rollBack(next, context));
  expect(await store.takeNext()).toBeUndefined();
}

/** After a kill: all of it or none; then what was left undone is done, and each change told once. */
async function checkWhole(before: number, after: number, decided: boolean | undefined): Promise<void> {
  const all = await readAll();
  const is = JSON.stringify(all) === JSON.stringify(expected(after)) ? after : before;
  expect(all).toEqual(expected(is));
  if (decided !== undefined) expect(is).toBe(decided ? after : before);
  const open = (await catalog.releases.store.firstOpen()) !== undefined;
  if (open) await settle();
  expect(await readAll()).toEqual(expected(after));
  expect(await takeEvents()).toEqual({ parts: CHANGES, releases: 1, imports: 0 });
  const versions = await catalog.versions();
  expect(versions.filter(({ withdrawn }) => !withdrawn)).toHaveLength(expected(after).length);
}

// Where it is killed, after how many times, and whether it is decided by then.
const POINTS = [
  ['settle-begun', 1, false],
  ['attempt-done', 1, false],
  ['prepare-part_next-written', 1, false],
  ['prepare-part-written', 2, false],
  ['prepare-part-written', 6, false],
  ['flip-begun', 1, false],
  ['flip-done', 1, true],
  ['settle-part-written', 1, true],
  ['settle-part-written', 4, true],
  ['told-begun', 1, true],
  ['told-done', 1, true],
] as const;

test.each(POINTS)(
  `${KILLS} kills of a publishing, and of a roll-back, at: %s, %i`,
  async (point, passes, decided) => {
    await catalog.writer.apply(...importOf('acme').batch(STATES[0] ?? []));
    await takeEvents();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const id = await askFor(1);
      await killAt(point, passes);
      await checkWhole(0, 1, decided);
      expect(await catalog.releases.store.get('acme', id)).toMatchObject({ state: 'published' });
      await catalog.releases.store.askToRollBack('acme', id, now);
      await killAt(point, passes);
      await checkWhole(1, 0, decided);
      expect(await catalog.releases.store.get('acme', id)).toMatchObject({ state: 'rolled-back', kept: 0 });
    }
  },
);

test.each(['stage-begun', 'staged_part-written', 'batch-committed', 'diff-begun', 'diff-done', 'staged'])(
  `${KILLS} kills of a staging at: %s`,
  async (point) => {
    await catalog.writer.apply(...importOf('acme').batch(STATES[0] ?? []));
    await takeEvents();
    const rows = (STATES[1] ?? []).map((row) =>
      JSON.stringify({ brand: 'BOSCH', partType: 'oil-filter', ...row }),
    );
    for (let kill = 0; kill < KILLS; kill += 1) {
      const upload = newId('parts');
      // One part is named twice, far apart.
      const bytesTotal = await catalog.spool.store(
        upload,
        bytesOf([...rows, 'nonsense', rows[0]].join('\n')),
      );
      const settings = { release: 'stage', submission: 'full' };
      const job = await catalog.jobs.create({
        ...{ upload, tenant: 'acme', kind: 'parts', format: 'ndjson', filename: 'a', mapping: '' },
        ...{ settings, traceparent: trace, bytesTotal, createdAt: now },
      });
      await killAt(point, point.startsWith('diff') || point === 'staged' ? 1 : 1 + (kill % 3));
      expect(await readAll()).toEqual(expected(0));
      await goOn(job.id);
      const counts = { created: QUARTER, updated: QUARTER, deleted: QUARTER, unchanged: QUARTER };
      expect(await catalog.jobs.get('acme', job.id)).toMatchObject({ ...counts, failed: 1 });
      const release = await catalog.releases.store.get('acme', `rel-${job.id}`);
      expect(release).toMatchObject({
        state: 'staged',
        counts: { added: QUARTER, changed: QUARTER, removed: QUARTER, unchanged: QUARTER },
        ...{ rowsRefused: 1, findings: [{ code: 'repeated-part', count: 1 }] },
      });
      expect(await readAll()).toEqual(expected(0));
      expect(await takeEvents()).toEqual({ parts: 0, releases: 0, imports: 1 });
      await catalog.releases.store.discard('acme', release.id, now);
    }
  },
);

/** Another process, until the import is through. */
async function goOn(jobId: string): Promise<void> {
  const child = start();
  try {
    const state = async () => (await catalog.jobs.get('acme', jobId)).state;
    await expect.poll(state, { timeout: 60_000, interval: 50 }).toBe('done');
  } finally {
    await child.kill();
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
