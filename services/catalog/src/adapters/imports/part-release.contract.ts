import { newId } from '@qipei/kernel';
import type { Release, ReleaseContent, ReleaseStart, Releases } from '@qipei/release';
import { expect, test } from 'vitest';
import {
  chance,
  changeOf,
  identityOf,
  idOf,
  importOf,
  type OpenedParts,
  type ToldEvent,
  trace,
} from '../../domain/part-contract.fixture.ts';
import type { PartCells } from '../../domain/part-row.ts';
import type { PartStaging } from './part-staging.ts';

export interface OpenedPartReleases extends OpenedParts {
  releases: { store: Releases; content: ReleaseContent; staging: PartStaging };
}

export type OpenPartReleases = (storage: string) => Promise<OpenedPartReleases>;

const now = new Date('2027-01-01T00:00:00.123Z');
const context = { now, traceparent: trace };
const ALL = { pageSize: 1_000, pageToken: '' };

export function startOf(publisher: string, over: Partial<ReleaseStart> = {}): ReleaseStart {
  const jobId = newId('parts');
  return {
    ...{ id: `rel-${jobId}`, tenant: publisher, feed: '', jobId, filename: 'parts.csv' },
    ...{ submission: 'update', automatic: false, traceparent: trace },
    ...over,
  };
}

/** Stages rows as an import does, some at a time. */
export async function stage(
  { releases: { staging } }: OpenedPartReleases,
  start: ReleaseStart,
  cells: readonly PartCells[],
  rowsRefused = 0,
): Promise<void> {
  for (let at = 0; at < cells.length; at += 7) {
    const changes = cells.slice(at, at + 7).map((each, i) => changeOf(each, at + i + 1));
    await staging.stage(changes, { start, now });
  }
  await staging.conclude({ start, now, rows: cells.length + rowsRefused, rowsRefused, isCounted: false });
}

/** Asks for it and carries it out, as the runner does. */
export async function publish(
  { releases }: OpenedPartReleases,
  { tenant, id }: ReleaseStart,
): Promise<Release> {
  await releases.store.askToPublish(tenant, id, now);
  await releases.content.publish(await releases.store.get(tenant, id), context);
  return await releases.store.get(tenant, id);
}

export async function rollBack(
  { releases }: OpenedPartReleases,
  { tenant, id }: ReleaseStart,
): Promise<Release> {
  await releases.store.askToRollBack(tenant, id, now);
  await releases.content.rollBack(await releases.store.get(tenant, id), context);
  return await releases.store.get(tenant, id);
}

/** All that a publisher has, by number, with what it says of each. */
async function liveOf({ reader }: OpenedPartReleases, tenant: string): Promise<Record<string, string>> {
  const parts = await reader.list(tenant, { after: '', limit: 10_000, ownOnly: true });
  return Object.fromEntries(parts.map(({ partNumber, nameEn }) => [partNumber, nameEn]).sort());
}

/** What a follower of the events has. */
function followed(events: readonly ToldEvent[]): Record<string, string> {
  const parts = new Map<string, ToldEvent>();
  for (const event of events) {
    expect(event.version).toBe((parts.get(event.partId)?.version ?? 0) + 1);
    parts.set(event.partId, event);
  }
  const live = [...parts.values()].flatMap(({ part }) => (part === undefined ? [] : [part]));
  return Object.fromEntries(live.map(({ partNumber, nameEn }) => [partNumber, nameEn]).sort());
}

const row = (partNumber: string, nameEn = 'Filter') => ({ partNumber, nameEn, oeNumbers: ['VW:06A115561B'] });

/** What a catalogue promises of releases, over any storage; `seeds` of random histories. */
export function partReleaseContract(name: string, open: OpenPartReleases, seeds = 12): void {
  test(`${name}: nothing of a release is seen until it is published, then all of it, and none when it is rolled back`, async () => {
    await using store = await open(newId('test'));
    await store.writer.apply(...importOf('acme').batch([row('A'), row('B'), row('C', 'old')]));
    const told = (await store.events()).length;
    const start = startOf('acme', { submission: 'full' });
    await stage(store, start, [row('A'), row('C', 'new'), row('D')]);
    expect(await liveOf(store, 'acme')).toEqual({ A: 'Filter', B: 'Filter', C: 'old' });
    expect(await store.events()).toHaveLength(told);
    const staged = await store.releases.store.get('acme', start.id);
    expect(staged).toMatchObject({
      state: 'staged',
      counts: { added: 1, changed: 1, removed: 1, unchanged: 1, before: 3 },
      holds: [{ code: 'removed-limit' }, { code: 'changed-limit' }],
    });
    const { items } = await store.releases.content.changes(staged, undefined, ALL);
    expect(items.map(({ change, key }) => `${change} ${key}`)).toEqual([
      'added BOSCH D',
      'changed BOSCH C',
      'removed BOSCH B',
    ]);
    const [added, changed, removed] = items;
    expect([added?.before, removed?.after]).toEqual(['', '']);
    expect(JSON.parse(changed?.before ?? '')).toMatchObject({ nameEn: 'old' });
    expect(JSON.parse(changed?.after ?? '')).toMatchObject({
      nameEn: 'new',
      numbers: [{ kind: 'own' }, { kind: 'oe', make: 'VW', number: '06A115561B', key: '06A115561B' }],
    });
    expect(await publish(store, start)).toMatchObject({ state: 'published' });
    const after = { A: 'Filter', C: 'new', D: 'Filter' };
    expect(await liveOf(store, 'acme')).toEqual(after);
    expect(followed(await store.events())).toEqual(after);
    const found = await store.reader.byNumber('acme', { key: '06A115561B', kinds: ['oe'], limit: 9 });
    expect(found.map(({ part }) => part.partNumber).sort()).toEqual(['A', 'C', 'D']);
    expect(await store.reader.brands('acme')).toMatchObject([{ partCount: 3 }]);
    const c = await store.reader.find('acme', await idOf(store.reader, 'acme', 'C'));
    expect([c?.version, c?.source]).toEqual([2, `${start.jobId}#2`]);
    expect(await rollBack(store, start)).toMatchObject({ state: 'rolled-back', kept: 0 });
    expect(await liveOf(store, 'acme')).toEqual({ A: 'Filter', B: 'Filter', C: 'old' });
    expect(followed(await store.events())).toEqual({ A: 'Filter', B: 'Filter', C: 'old' });
    expect(await store.reader.brands('acme')).toMatchObject([{ partCount: 3 }]);
  });

  test(`${name}: a feed's full submission removes its own parts only; another feed takes over what it says`, async () => {
    await using store = await open(newId('test'));
    const [one, two] = [startOf('acme', { feed: 'one' }), startOf('acme', { feed: 'two' })];
    await stage(store, one, [row('A'), row('B')]);
    await publish(store, one);
    await stage(store, two, [row('B'), row('C')]);
    // The same content: nobody is told, and yet it is the other's now.
    const told = (await store.events()).length;
    expect(await publish(store, two)).toMatchObject({ counts: { added: 1, changed: 0, unchanged: 1 } });
    expect(await store.events()).toHaveLength(told + 1);
    await store.writer.apply(...importOf('bolt').batch([row('Z')]));
    const full = startOf('acme', { feed: 'one', submission: 'full' });
    await stage(store, full, []);
    const staged = await store.releases.store.get('acme', full.id);
    expect(staged).toMatchObject({ state: 'staged', counts: { removed: 1, before: 1 } });
    expect(staged.holds[0]).toMatchObject({ code: 'empty-file' });
    await publish(store, full);
    expect(await liveOf(store, 'acme')).toEqual({ B: 'Filter', C: 'Filter' });
    await rollBack(store, full);
    // Also after what is as it was has been forgotten.
    while (
      !(await store.releases.content.forget(await store.releases.store.get('acme', two.id), 'unchanged'))
    );
    expect(await rollBack(store, two)).toMatchObject({ kept: 0 });
    expect(await liveOf(store, 'acme')).toEqual({ A: 'Filter', B: 'Filter' });
    // It is back with the first feed, whose next full submission may remove it.
    const again = startOf('acme', { feed: 'one', submission: 'full' });
    await stage(store, again, [row('A')]);
    expect(await store.releases.store.get('acme', again.id)).toMatchObject({
      counts: { removed: 1, before: 2 },
    });
  });

  test(`${name}: of a part that is given several times the last row counts, and it is said`, async () => {
    await using store = await open(newId('test'));
    const start = startOf('acme');
    const rows = Array.from({ length: 16 }, (_, i) => row('A', `name ${i}`));
    await stage(store, start, [...rows, row('B'), { partNumber: 'B', action: 'delete' }, row('a-', 'last')]);
    expect(await store.releases.store.get('acme', start.id)).toMatchObject({
      counts: { added: 1, changed: 0, removed: 0, unchanged: 1 },
      findings: [{ code: 'repeated-part', count: 17, samples: ['BOSCH:B #18', 'BOSCH:A #19'] }],
    });
    await publish(store, start);
    expect(await liveOf(store, 'acme')).toEqual({ 'a-': 'last' });
  });

  test(`${name}: what has changed since the difference was taken is compared anew and waits for a person`, async () => {
    await using store = await open(newId('test'));
    const [start, other] = [startOf('acme', { submission: 'full' }), startOf('acme')];
    await stage(store, start, [row('A')]);
    await stage(store, other, [row('B')]);
    await publish(store, other);
    expect(await publish(store, start)).toMatchObject({
      state: 'staged',
      holds: [expect.anything(), { code: 'live-changed' }].slice(1),
      counts: { added: 1, removed: 1 },
      base: other.id,
    });
    expect(await liveOf(store, 'acme')).toEqual({ B: 'Filter' });
    // What another import does directly counts too.
    await store.writer.apply(...importOf('acme').batch([row('A', 'direct')]));
    expect(await publish(store, start)).toMatchObject({
      state: 'staged',
      counts: { changed: 1, removed: 1 },
    });
    expect(await publish(store, start)).toMatchObject({ state: 'published' });
    expect(await liveOf(store, 'acme')).toEqual({ A: 'Filter' });
  });

  test(`${name}: a roll-back leaves what something else has changed since, and counts it`, async () => {
    await using store = await open(newId('test'));
    await store.writer.apply(...importOf('acme').batch([row('A', 'old'), row('B'), row('C')]));
    const start = startOf('acme');
    await stage(store, start, [row('A', 'new'), row('D'), { partNumber: 'B', action: 'delete' }, row('E')]);
    await publish(store, start);
    const direct = [row('A', 'direct'), { partNumber: 'E', action: 'delete' }, row('B', 'back')];
    await store.writer.apply(...importOf('acme').batch(direct));
    expect(await rollBack(store, start)).toMatchObject({ state: 'rolled-back', kept: 3 });
    expect(await liveOf(store, 'acme')).toEqual({ A: 'direct', B: 'back', C: 'Filter' });
    expect(followed(await store.events())).toEqual(await liveOf(store, 'acme'));
  });

  test(`${name}: a release that was discarded takes no more rows, and concluding twice counts once`, async () => {
    await using store = await open(newId('test'));
    const start = startOf('acme');
    const changes = [changeOf(row('A'), 1)];
    await store.releases.staging.stage(changes, { start, now });
    await store.releases.store.discard('acme', start.id, now);
    await expect(async () => store.releases.staging.stage(changes, { start, now })).rejects.toMatchObject({
      code: 'release-state',
    });
    await expect(async () =>
      store.releases.staging.conclude({ start, now, rows: 1, rowsRefused: 0, isCounted: false }),
    ).rejects.toMatchObject({ code: 'release-state' });
    const other = startOf('acme', { automatic: true });
    await store.releases.staging.stage(changes, { start: other, now });
    const conclude = (isCounted: boolean) =>
      store.releases.staging.conclude({ start: other, now, rows: 1, rowsRefused: 0, isCounted });
    expect(await conclude(false)).toMatchObject({ created: 1 });
    expect(await store.releases.store.get('acme', other.id)).toMatchObject({ state: 'publishing' });
    expect(await conclude(true)).toMatchObject({ created: 0, unchanged: 0 });
  });

  test(`${name}: the difference is paged, by kind or as a whole, and forgotten in pieces`, async () => {
    await using store = await open(newId('test'));
    const numbers = Array.from({ length: 12 }, (_, i) => `P${i}`);
    await store.writer.apply(...importOf('acme').batch(numbers.slice(0, 8).map((each) => row(each))));
    const start = startOf('acme', { submission: 'full' });
    await stage(
      store,
      start,
      numbers.slice(4).map((each, i) => row(each, i < 2 ? 'Filter' : 'other')),
    );
    const release = await store.releases.store.get('acme', start.id);
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await store.releases.content.changes(release, undefined, { pageSize: 3, pageToken });
      seen.push(...page.items.map(({ change }) => change));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(seen).toEqual([
      ...Array(4).fill('added'),
      ...Array(2).fill('changed'),
      ...Array(4).fill('removed'),
    ]);
    for (const [kind, count] of [
      ['added', 4],
      ['changed', 2],
      ['removed', 4],
    ] as const) {
      const { items } = await store.releases.content.changes(release, kind, ALL);
      expect(items.map(({ change }) => change)).toEqual(Array(count).fill(kind));
    }
    const bad = { pageSize: 3, pageToken: 'x' };
    await expect(store.releases.content.changes(release, undefined, bad)).rejects.toMatchObject({
      code: 'page-token-invalid',
    });
    await publish(store, start);
    const forget = async (what: 'unchanged' | 'all') => {
      while (!(await store.releases.content.forget(release, what)));
      return (await store.releases.content.changes(release, undefined, ALL)).items.length;
    };
    expect(await forget('unchanged')).toBe(10);
    expect(await rollBack(store, start)).toMatchObject({ kept: 0 });
    expect(Object.keys(await liveOf(store, 'acme'))).toEqual(numbers.slice(0, 8));
    expect(await forget('all')).toBe(0);
  });

  test(`${name}: whatever is staged, published, rolled back and imported directly, it comes out as in a model`, async () => {
    for (let seed = 1; seed <= seeds; seed += 1) await compareWithModel(await open(newId('test')), seed);
  });
}

interface ModelPart {
  name: string;
  feed: string;
}

/** The slow and obvious way: whole copies of the catalogue. */
async function compareWithModel(opened: OpenedPartReleases, seed: number): Promise<void> {
  await using store = opened;
  const below = chance(seed);
  const feeds = ['', 'x'];
  let live = new Map<string, ModelPart>();
  const published: Record<string, { start: ReleaseStart; before: Map<string, ModelPart> }[]> = {
    '': [],
    x: [],
  };
  const cells = (): PartCells[] =>
    Array.from({ length: below(12) }, () => {
      const partNumber = `P${below(15)}`;
      return below(5) === 0 ? { partNumber, action: 'delete' } : row(partNumber, `name ${below(3)}`);
    });
  const said = (rows: readonly PartCells[], feed: string, full: boolean) => {
    const after = new Map(live);
    const named = new Set(rows.map(({ partNumber }) => String(partNumber)));
    if (full)
      for (const [number, part] of live) if (part.feed === feed && !named.has(number)) after.delete(number);
    for (const { partNumber, nameEn, action } of rows) {
      if (action === 'delete') after.delete(String(partNumber));
      else after.set(String(partNumber), { name: String(nameEn), feed });
    }
    return after;
  };
  for (let step = 0; step < 25; step += 1) {
    const feed = feeds[below(2)] ?? '';
    const rows = cells();
    const last = published[feed]?.at(-1);
    const what = below(4);
    if (what === 0) {
      live = said(rows, feed, false);
      await store.writer.apply(...importOf('acme', newId('parts'), feed).batch(rows));
      // A copy of the whole is no image of single parts: from here on the model can't roll back.
      published[''] = [];
      published.x = [];
    } else if (what === 1 && last !== undefined) {
      expect(await rollBack(store, last.start)).toMatchObject({ state: 'rolled-back', kept: 0 });
      live = last.before;
      published[feed]?.pop();
      published[feed === '' ? 'x' : ''] = [];
    } else {
      const full = below(2) === 0;
      const start = startOf('acme', { feed, submission: full ? 'full' : 'update' });
      await stage(store, start, rows);
      expect(await publish(store, start)).toMatchObject({ state: 'published' });
      published[feed === '' ? 'x' : ''] = [];
      published[feed]?.push({ start, before: live });
      live = said(rows, feed, full);
    }
    const expected = Object.fromEntries([...live].map(([number, { name }]) => [number, name]).sort());
    expect(await liveOf(store, 'acme'), `seed ${seed}, step ${step}`).toEqual(expected);
    expect(followed(await store.events())).toEqual(expected);
    const counted = await store.reader.brands('acme');
    expect(counted.reduce((sum, { partCount }) => sum + partCount, 0)).toBe(live.size);
    const byOe = await store.reader.byNumber('acme', { key: '06A115561B', kinds: ['oe'], limit: 100 });
    expect(byOe.map(({ part }) => part.partNumber).sort()).toEqual([...live.keys()].sort());
    expect(await store.reader.resolve('acme', [identityOf('P0')])).toHaveLength(1);
  }
}
