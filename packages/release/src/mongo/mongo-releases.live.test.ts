import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope } from '@qipei/contracts';
import { ReleasePublished, ReleaseRolledBack } from '@qipei/contracts/releases/v1/releases_events';
import { newId } from '@qipei/kernel';
import { migrateMongo, mongoOutbox, openMongo } from '@qipei/mongo';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Release } from '../release.ts';
import { diffOf, releaseOf, releaseStoreContract } from '../release-store.contract.ts';
import { mongoReleases, RELEASE_MONGO_MIGRATION, releaseModels } from './index.ts';

vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-releases-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function open(storage: string) {
  const connection = await openMongo({ url: server.url, database: storage });
  await migrateMongo(connection, [RELEASE_MONGO_MIGRATION]);
  const models = releaseModels(connection);
  const options = { kind: 'parts', topic: 'test.release', storage, leaseMs: 300 };
  return {
    releases: mongoReleases(models, options),
    outbox: mongoOutbox(models.releases),
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

releaseStoreContract('MongoDB', open);

const now = new Date('2027-01-01T00:00:00.123Z');

async function publishing(releases: Awaited<ReturnType<typeof open>>['releases'], feed = '') {
  const start = releaseOf('a', { automatic: true, feed });
  await releases.begin(start, now);
  await releases.staged(start.id, diffOf(), now, 7);
  return start;
}

test('one attempt flips, the latest, and only while nobody has taken the decision away', async () => {
  await using opened = await open(newId('releases'));
  const { releases, outbox } = opened;
  const { id, traceparent } = await publishing(releases);
  const outcome = { now, kept: 0, memo: 'x' };
  expect(await releases.mark()).toEqual({ flip: 0, settling: false });
  const [first, second] = [await releases.beginAttempt(id), await releases.beginAttempt(id)];
  expect(await releases.flip(id, first, outcome)).toBe(false);
  expect(await releases.decide(id, first)).toBe(false);
  expect(await releases.decide(id, second)).toBe(false);
  expect(await releases.flip(id, second, outcome)).toBe(false);
  const third = await releases.beginAttempt(id);
  expect(await releases.flip(id, third, outcome)).toBe(true);
  expect(await releases.decide(id, third)).toBe(true);
  expect(await releases.mark()).toEqual({ flip: third, settling: true });
  // Until it is carried out it is the next to be worked on, as what it was asked for, and is seen as that.
  expect(await releases.get('a', id)).toMatchObject({ state: 'publishing' });
  expect(await releases.takeNext()).toMatchObject({ id, state: 'publishing' });
  expect(await releases.firstOpen()).toMatchObject({ id });
  expect(await outbox.read(9)).toEqual([]);
  const unsettled = await releases.unsettled();
  expect(unsettled).toMatchObject({ flip: third, as: 'published', taken: 7, memo: 'x' });
  if (unsettled === undefined) return;
  await releases.askToRollBack('a', id, now);
  for (let times = 0; times < 2; times += 1) await releases.settled(unsettled, { now, traceparent });
  expect(await releases.mark()).toEqual({ flip: third, settling: false });
  const [told, ...more] = await outbox.read(9);
  expect(more).toEqual([]);
  const published = readEnvelope(told?.value ?? new Uint8Array());
  expect(ReleasePublished.decode(published.payload).release).toMatchObject({ releaseId: id, kind: 'parts' });
  expect(await releases.takeNext()).toMatchObject({ id, state: 'rolling-back' });
  await releases.rolledBack(id, 2, { now, traceparent });
  const [, rolledBack] = await outbox.read(9);
  const { payload } = readEnvelope(rolledBack?.value ?? new Uint8Array());
  expect(ReleaseRolledBack.decode(payload)).toMatchObject({ release: { kept: 2 }, liveReleaseId: '' });
});

test('of two runners one works, and another goes on when its time is over', async () => {
  const storage = newId('releases');
  await using opened = await open(storage);
  await using beside = await open(storage);
  const { id } = await publishing(opened.releases);
  expect(await opened.releases.takeNext()).toMatchObject({ id });
  const lost = vi.fn();
  {
    await using _held = opened.releases.hold(id, lost);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(await beside.releases.takeNext()).toBeUndefined();
  }
  expect(await beside.releases.takeNext()).toMatchObject({ id });
  expect(await opened.releases.takeNext()).toBeUndefined();
  await using _held = opened.releases.hold(id, lost);
  await vi.waitUntil(() => lost.mock.calls.length > 0, 30_000);
});

test('an attempt of another release can no longer flip once a later one has begun', async () => {
  await using opened = await open(newId('releases'));
  const { releases } = opened;
  const outcome = { now, kept: 0, memo: '' };
  const [one, two] = [await publishing(releases), await publishing(releases, 'second')];
  const first = await releases.beginAttempt(one.id);
  const second = await releases.beginAttempt(two.id);
  expect(await releases.flip(one.id, first, outcome)).toBe(false);
  expect(await releases.decide(one.id, first)).toBe(false);
  expect(await releases.flip(two.id, second, outcome)).toBe(true);
});

test('what a runner says late of a release that has been rolled back changes nothing', async () => {
  await using opened = await open(newId('releases'));
  const { releases, outbox } = opened;
  const context = { now, traceparent: '' };
  const one = await publishing(releases);
  await releases.published(one.id, context);
  const two = await publishing(releases);
  const attempt = await releases.beginAttempt(two.id);
  expect(await releases.flip(two.id, attempt, { now, kept: 0, memo: '' })).toBe(true);
  const unsettled = await releases.unsettled();
  if (unsettled === undefined) throw new Error('nothing to settle');
  await releases.settled(unsettled, context);
  expect(await releases.get('a', one.id)).toMatchObject({ state: 'superseded' });
  await releases.askToRollBack('a', two.id, now);
  await releases.rolledBack(two.id, 0, context);
  const told = (await outbox.read(9)).length;
  const waiting = releaseOf('a');
  await releases.begin(waiting, now);
  await releases.staged(waiting.id, diffOf(), now, 8);
  await releases.settled(unsettled, context);
  expect(await releases.get('a', one.id)).toMatchObject({ state: 'published' });
  expect(await releases.get('a', two.id)).toMatchObject({ state: 'rolled-back' });
  expect(await releases.get('a', waiting.id)).toMatchObject({ stale: false });
  expect(await outbox.read(9)).toHaveLength(told);
});

test('who sees a release published or rolled back finds the one before superseded, or live, to be rolled back, too', async () => {
  await using opened = await open(newId('releases'));
  const { releases } = opened;
  const context = { now, traceparent: '' };
  async function idsIn(state: Release['state']): Promise<string[]> {
    const { items } = await releases.list('a', { feed: undefined, state }, { pageSize: 0, pageToken: '' });
    expect(items.every((each) => each.state === state)).toBe(true);
    return items.map(({ id }) => id);
  }
  async function flip(id: string) {
    const attempt = await releases.beginAttempt(id);
    expect(await releases.flip(id, attempt, { now, kept: 0, memo: '' })).toBe(true);
    const unsettled = await releases.unsettled();
    if (unsettled === undefined) throw new Error('nothing to settle');
    return unsettled;
  }
  const one = await publishing(releases);
  await releases.published(one.id, context);
  const two = await publishing(releases);
  const first = await flip(two.id);
  expect(await releases.get('a', two.id)).toMatchObject({ state: 'publishing' });
  expect(await releases.askToPublish('a', two.id, now)).toMatchObject({ state: 'publishing' });
  expect([await idsIn('publishing'), await idsIn('published')]).toEqual([[two.id], [one.id]]);
  await releases.settled(first, context);
  expect([await idsIn('published'), await idsIn('superseded')]).toEqual([[two.id], [one.id]]);

  await releases.askToRollBack('a', two.id, now);
  const second = await flip(two.id);
  expect(await releases.get('a', two.id)).toMatchObject({ state: 'rolling-back' });
  expect([await idsIn('rolling-back'), await idsIn('rolled-back')]).toEqual([[two.id], []]);
  await releases.settled(second, context);
  expect([await idsIn('rolled-back'), await idsIn('published')]).toEqual([[two.id], [one.id]]);
  expect(await releases.askToRollBack('a', one.id, now)).toMatchObject({ state: 'rolling-back' });
});
