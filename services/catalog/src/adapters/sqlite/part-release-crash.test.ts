import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TOPICS } from '@qipei/contracts';
import { newId } from '@qipei/kernel';
import { Chance } from '@qipei/testing';
import { type ForkedProgram, forkProgram } from '@qipei/testing/forked-program';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importOf, trace } from '../../domain/part-contract.fixture.ts';
import { stage, startOf } from '../imports/part-release.contract.ts';
import { openSqliteCatalog, readSqlitePartVersions, type SqliteCatalog } from './open-sqlite-catalog.ts';

/** At each named point; a long run sets more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 2);
const SEED = Number(process.env.QIPEI_SEED ?? Date.now() % 1_000_000);
const chance = new Chance(SEED);
const PARTS = 1_200;
const now = new Date();

let dataDir: string;
let catalog: SqliteCatalog;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-release-crash-'));
  catalog = openSqliteCatalog({ dataDir }, 'imports');
});
afterEach(async () => {
  await catalog[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true });
});

const timeout = 60_000 + KILLS * 60_000;
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `P${from + i}`);
/** Two states of one feed; a quarter each is added, changed, removed and as it was between them. */
const STATES = [0, 1].map((at) =>
  numbers(at * (PARTS / 4), (3 + at) * (PARTS / 4)).map((partNumber, i) => {
    const fixed = Number(partNumber.slice(1)) < PARTS / 2;
    return { partNumber, nameEn: fixed ? 'same' : `state ${at}`, oeNumbers: [`VW:${i % 50}`] };
  }),
);
const CHANGES = PARTS / 4 + PARTS / 4 + PARTS / 4;

function start(...args: string[]): ForkedProgram {
  return forkProgram(new URL('./part-release-crash.fixture.ts', import.meta.url), [dataDir, ...args]);
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

/** Everything there is, by reading all of it; the parts, their index and their counts agree. */
async function readAll(): Promise<string[]> {
  const parts = await catalog.reader.list('acme', { after: '', limit: 10_000, ownOnly: true });
  const counted = await catalog.reader.brands('acme');
  expect(counted.reduce((sum, { partCount }) => sum + partCount, 0)).toBe(parts.length);
  let indexed = 0;
  for (let key = 0; key < 50; key += 1) {
    const query = { key: `${key}`, kinds: ['oe'] as const, limit: 10_000 };
    indexed += (await catalog.reader.byNumber('acme', query)).length;
  }
  expect(indexed).toBe(parts.length);
  return parts.map(({ partNumber, nameEn }) => `${partNumber} ${nameEn}`).sort();
}

const expected = (at: number) =>
  (STATES[at] ?? []).map(({ partNumber, nameEn }) => `${partNumber} ${nameEn}`).sort();

/** How many events wait, of parts, releases and imports; they are taken out. */
function takeEvents(): { parts: number; releases: number; imports: number } {
  const events = catalog.outbox.read(100_000);
  catalog.outbox.remove(events.map(({ sequence }) => sequence));
  const of = (topic: string) => events.filter((each) => each.topic === topic).length;
  const imports = of(TOPICS.catalogImport);
  return { parts: of(TOPICS.catalogPart), releases: of(TOPICS.catalogRelease), imports };
}

const opened = () => ({
  ...catalog,
  events: async () => [],
  versions: async () => [...readSqlitePartVersions({ dataDir })],
  republish: async () => 0,
});

/** Stages the other state and asks for it to be published. */
async function askFor(at: number): Promise<string> {
  const release = startOf('acme', { submission: 'full' });
  await stage(opened(), release, STATES[at] ?? []);
  await catalog.releases.store.askToPublish('acme', release.id, now);
  return release.id;
}

async function settle(): Promise<void> {
  const { store, content } = catalog.releases;
  const context = { now, traceparent: trace };
  for (let next = await store.takeNext(); next !== undefined; next = await store.takeNext())
    await (next.state === 'publishing' ? content.publish(next, context) : content.rollBack(next, context));
}

/** After a kill: all of it or none, with its events; then what was left undone is done. */
async function checkWhole(before: number, after: number, committed: boolean | undefined): Promise<void> {
  const all = await readAll();
  const is = JSON.stringify(all) === JSON.stringify(expected(after)) ? after : before;
  expect(all).toEqual(expected(is));
  if (committed !== undefined) expect(is).toBe(committed ? after : before);
  const told = { parts: CHANGES, releases: 1, imports: 0 };
  expect(takeEvents()).toEqual(is === after ? told : { parts: 0, releases: 0, imports: 0 });
  await settle();
  expect(await readAll()).toEqual(expected(after));
  if (is === before) expect(takeEvents()).toEqual(told);
}

const SETTLING = [
  ['settle-begun', 1, false],
  ['begun', 1, false],
  ['written', 1, false],
  ['settle-written', 1, true],
] as const;

const SOMEWHERE = `somewhere (QIPEI_SEED=${SEED})`;

test.each([...SETTLING, [SOMEWHERE, 0, undefined] as const])(
  `${KILLS} kills of a publishing, and of a roll-back, at: %s`,
  { timeout: timeout * 2 },
  async (point, passes, committed) => {
    await catalog.writer.apply(...importOf('acme').batch(STATES[0] ?? []));
    takeEvents();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const kills = async (word: string) => {
        if (point === SOMEWHERE) await killSoonAfter('settle-begun', 120);
        else await killAt(point.startsWith('settle') ? point : `${word}-${point}`, passes);
      };
      const id = await askFor(1);
      await kills('publish');
      await checkWhole(0, 1, committed);
      await catalog.releases.store.askToRollBack('acme', id, now);
      await kills('roll-back');
      await checkWhole(1, 0, committed);
    }
  },
);

test.each(['stage-begun', 'stage-written', 'batch-committed', 'diff-begun', 'diff-written', 'staged'])(
  `${KILLS} kills of a staging at: %s`,
  { timeout },
  async (point) => {
    await catalog.writer.apply(...importOf('acme').batch(STATES[0] ?? []));
    takeEvents();
    const body = (STATES[1] ?? []).map((row) =>
      JSON.stringify({ brand: 'BOSCH', partType: 'oil-filter', ...row }),
    );
    for (let kill = 0; kill < KILLS; kill += 1) {
      const upload = newId('parts');
      const bytesTotal = await catalog.spool.store(upload, bytesOf(`${body.join('\n')}\nnonsense\n`));
      const settings = { release: 'stage', submission: 'full' };
      const job = await catalog.jobs.create({
        ...{ upload, tenant: 'acme', kind: 'parts', format: 'ndjson', filename: 'a', mapping: '' },
        ...{ settings, traceparent: trace, bytesTotal, createdAt: now },
      });
      await killAt(point, point.startsWith('diff') || point === 'staged' ? 1 : 1 + (kill % 4));
      expect(await readAll()).toEqual(expected(0));
      await goOn(job.id);
      const counts = { created: PARTS / 4, updated: PARTS / 4, deleted: PARTS / 4, unchanged: PARTS / 4 };
      expect(await catalog.jobs.get('acme', job.id)).toMatchObject({ ...counts, failed: 1 });
      const release = await catalog.releases.store.get('acme', `rel-${job.id}`);
      expect(release).toMatchObject({
        state: 'staged',
        counts: { added: PARTS / 4, changed: PARTS / 4, removed: PARTS / 4, unchanged: PARTS / 4 },
        ...{ rowsRefused: 1, findings: [] },
      });
      expect(await readAll()).toEqual(expected(0));
      expect(takeEvents()).toEqual({ parts: 0, releases: 0, imports: 1 });
      await catalog.releases.store.discard('acme', release.id, now);
    }
  },
);

/** Another process, until the import is through. */
async function goOn(jobId: string): Promise<void> {
  const child = start();
  try {
    const state = async () => (await catalog.jobs.get('acme', jobId)).state;
    await expect.poll(state, { timeout: 60_000, interval: 20 }).toBe('done');
  } finally {
    await child.kill();
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
