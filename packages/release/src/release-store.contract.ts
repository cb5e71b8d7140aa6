import { newId } from '@qipei/kernel';
import { expect, test } from 'vitest';
import type { ReleaseDiff, ReleaseStart } from './release.ts';
import { DEFAULT_RULES, rulesVersion } from './release-rules.ts';
import type { Releases } from './release-store.ts';
import { MAX_OPEN_RELEASES } from './release-transitions.ts';

/** Opens the releases over a storage; the same name is the same storage, a new one is empty. */
export type OpenReleases = (storage: string) => Promise<{ releases: Releases } & AsyncDisposable>;

const NOW = new Date('2027-01-01T00:00:00.123Z');
const CONTEXT = { now: NOW, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
const FIRST_PAGE = { pageSize: 0, pageToken: '' };
const ANY = { feed: undefined, state: undefined };
let made = 0;

export function releaseOf(tenant: string, over: Partial<ReleaseStart> = {}): ReleaseStart {
  made += 1;
  const jobId = `parts_${String(made).padStart(26, '0')}`;
  return {
    ...{ id: `rel-${jobId}`, tenant, feed: '', jobId, filename: 'a.csv', submission: 'update' },
    ...{ automatic: false, traceparent: CONTEXT.traceparent },
    ...over,
  };
}

export function diffOf(
  counts: Partial<ReleaseDiff['counts']> = {},
  over: Partial<ReleaseDiff> = {},
): ReleaseDiff {
  const all = { added: 1, changed: 0, removed: 0, unchanged: 0, before: 100, ...counts };
  return { counts: all, named: 1, rowsRefused: 0, findings: [], ...over };
}

/** What every adapter of `Releases` promises. */
export function releaseStoreContract(name: string, open: OpenReleases): void {
  const fresh = () => newId('releases');

  async function publishedBy(releases: Releases, start: ReleaseStart) {
    await releases.begin(start, NOW);
    await releases.staged(start.id, diffOf(), NOW);
    await releases.askToPublish(start.tenant, start.id, NOW);
    return await releases.published(start.id, CONTEXT);
  }

  test(`${name}: a release goes its way, is found by its tenant alone, and is there when opened again`, async () => {
    const storage = fresh();
    const start = releaseOf('a');
    {
      await using opened = await open(storage);
      const { releases } = opened;
      expect(await releases.begin(start, NOW)).toMatchObject({ state: 'staging', content: 'whole' });
      expect(await releases.begin({ ...start, filename: 'other' }, NOW)).toMatchObject({ filename: 'a.csv' });
      const findings = [{ code: 'duplicate-row', count: 2, samples: ['BOSCH:1'] }];
      const staged = await releases.staged(start.id, diffOf({}, { findings, report: '{}' }), NOW);
      expect(staged).toMatchObject({ state: 'staged', holds: [], findings, report: '{}', stagedAt: NOW });
      await expect(releases.get('b', start.id)).rejects.toMatchObject({ code: 'release-not-found' });
      await expect(releases.askToPublish('b', start.id, NOW)).rejects.toMatchObject({
        code: 'release-not-found',
      });
      await expect(releases.discard('b', start.id, NOW)).rejects.toMatchObject({ code: 'release-not-found' });
      expect((await releases.list('b', ANY, FIRST_PAGE)).items).toEqual([]);
      expect(await releases.takeNext()).toBeUndefined();
      expect(await releases.askToPublish('a', start.id, NOW)).toMatchObject({ state: 'publishing' });
    }
    await using opened = await open(storage);
    const { releases } = opened;
    expect(await releases.takeNext()).toMatchObject({ id: start.id, state: 'publishing', createdAt: NOW });
    expect(await releases.published(start.id, CONTEXT)).toMatchObject({ state: 'published', supersedes: '' });
    expect(await releases.takeNext()).toBeUndefined();
    expect(await releases.get('a', start.id)).toMatchObject({ publishedAt: NOW, endedAt: undefined });
    expect(await releases.askToPublish('a', start.id, NOW)).toMatchObject({ state: 'published' });
  });

  test(`${name}: of two that are published the first is superseded, and live again when the second is rolled back`, async () => {
    await using opened = await open(fresh());
    const { releases } = opened;
    const [first, second, other, waiting] = [
      releaseOf('a'),
      releaseOf('a'),
      releaseOf('a', { feed: 'x' }),
      releaseOf('a'),
    ];
    await publishedBy(releases, first);
    await publishedBy(releases, other);
    await releases.begin(waiting, NOW);
    expect(await releases.staged(waiting.id, diffOf(), NOW)).toMatchObject({ base: first.id, stale: false });
    expect(await publishedBy(releases, second)).toMatchObject({ supersedes: first.id });
    expect(await releases.get('a', first.id)).toMatchObject({ state: 'superseded', endedAt: NOW });
    expect(await releases.get('a', other.id)).toMatchObject({ state: 'published' });
    expect(await releases.get('a', waiting.id)).toMatchObject({ stale: true });
    await expect(releases.askToRollBack('a', first.id, NOW)).rejects.toMatchObject({
      code: 'release-state',
      details: { state: 'superseded' },
    });
    await releases.askToRollBack('a', second.id, NOW);
    expect(await releases.takeNext()).toMatchObject({ id: second.id, state: 'rolling-back' });
    expect(await releases.rolledBack(second.id, 3, CONTEXT)).toMatchObject({ state: 'rolled-back', kept: 3 });
    expect(await releases.get('a', first.id)).toMatchObject({ state: 'published', endedAt: undefined });
    expect(await releases.get('a', waiting.id)).toMatchObject({ stale: false });
    expect(await releases.askToRollBack('a', second.id, NOW)).toMatchObject({ state: 'rolled-back' });
    await releases.askToRollBack('a', first.id, NOW);
    expect(await releases.rolledBack(first.id, 0, CONTEXT)).toMatchObject({ kept: 0 });
    const live = await releases.list('a', { feed: '', state: 'published' }, FIRST_PAGE);
    expect(live.items).toEqual([]);
  });

  test(`${name}: what is asked at once by two is asked once, and each state refuses what it can't do`, async () => {
    const storage = fresh();
    await using opened = await open(storage);
    await using beside = await open(storage);
    const start = releaseOf('a');
    await opened.releases.begin(start, NOW);
    await expect(opened.releases.askToPublish('a', start.id, NOW)).rejects.toMatchObject({
      code: 'release-state',
      details: { state: 'staging' },
    });
    await opened.releases.staged(start.id, diffOf(), NOW);
    const both = [opened, beside].map(({ releases }) => releases.askToPublish('a', start.id, NOW));
    for (const each of await Promise.all(both)) expect(each.state).toBe('publishing');
    await expect(beside.releases.discard('a', start.id, NOW)).rejects.toMatchObject({
      details: { state: 'publishing' },
    });
    // One of them wins; the other is told so.
    const raced = releaseOf('a');
    await opened.releases.begin(raced, NOW);
    await opened.releases.staged(raced.id, diffOf(), NOW);
    const outcomes = await Promise.allSettled([
      opened.releases.discard('a', raced.id, NOW),
      beside.releases.askToPublish('a', raced.id, NOW),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await opened.releases.published(start.id, CONTEXT);
    await expect(async () => opened.releases.published(start.id, CONTEXT)).rejects.toMatchObject({
      code: 'release-state',
    });
    const gone = releaseOf('a');
    await opened.releases.begin(gone, NOW);
    await opened.releases.discard('a', gone.id, NOW);
    expect(await opened.releases.discard('a', gone.id, NOW)).toMatchObject({ state: 'discarded' });
    await expect(async () => opened.releases.staged(gone.id, diffOf(), NOW)).rejects.toMatchObject({
      details: { state: 'discarded' },
    });
  });

  test(`${name}: works off what was asked for in the order in which it was`, async () => {
    await using opened = await open(fresh());
    const { releases } = opened;
    const starts = [releaseOf('a'), releaseOf('b'), releaseOf('a', { feed: 'x' })];
    for (const start of starts) {
      await releases.begin(start, NOW);
      await releases.staged(start.id, diffOf(), NOW);
    }
    for (const { tenant, id } of [...starts].reverse()) await releases.askToPublish(tenant, id, NOW);
    for (const { id } of [...starts].reverse()) {
      expect(await releases.takeNext()).toMatchObject({ id });
      // A release that is taken again after a crash doesn't lose its turn.
      expect(await releases.takeNext()).toMatchObject({ id });
      await releases.published(id, CONTEXT);
    }
  });

  test(`${name}: one by itself is published where the rules allow it, and held where they don't`, async () => {
    await using opened = await open(fresh());
    const { releases } = opened;
    expect(await releases.rules('a')).toEqual(DEFAULT_RULES);
    const cases = [
      [{ removed: 5 }, {}, 'publishing', []],
      [{ removed: 6 }, {}, 'staged', ['removed-limit']],
      [{ changed: 31 }, {}, 'staged', ['changed-limit']],
      [{ removed: 1, before: 0 }, {}, 'staged', ['removed-limit']],
      [{}, { named: 0 }, 'staged', ['empty-file']],
      [{}, { rowsRefused: 1 }, 'staged', ['rows-refused']],
      [{}, { rowsLeftOut: 1 }, 'staged', ['cells-left-out']],
      [{}, { records: { before: 100, removed: 5 } }, 'publishing', []],
      [{}, { records: { before: 100, removed: 6 } }, 'staged', ['removed-limit']],
      [{ removed: 6 }, { records: { before: 100, removed: 6 } }, 'staged', ['removed-limit']],
    ] as const;
    for (const [counts, over, state, codes] of cases) {
      const start = releaseOf('a', { automatic: true, submission: 'full', feed: `${codes}` });
      await releases.begin(start, NOW);
      const staged = await releases.staged(start.id, diffOf(counts, over), NOW);
      expect(staged.state).toBe(state);
      expect(staged.holds.map(({ code }) => code)).toEqual(codes);
    }
    const rules = { ...DEFAULT_RULES, maxRemovedPercent: undefined, maxRemoved: 6, maxChanged: 0 };
    await releases.setRules('a', rules);
    await releases.setRules('b', DEFAULT_RULES);
    expect(await releases.rules('a')).toEqual(rules);
    const start = releaseOf('a', { automatic: true });
    await releases.begin(start, NOW);
    expect(await releases.staged(start.id, diffOf({ removed: 6, changed: 1 }), NOW)).toMatchObject({
      holds: [{ code: 'changed-limit' }],
    });
    const both = releaseOf('a', { automatic: true });
    await releases.begin(both, NOW);
    const records = { before: 1_000, removed: 7 };
    expect(await releases.staged(both.id, diffOf({ removed: 8 }, { records }), NOW)).toMatchObject({
      holds: [
        {
          code: 'removed-limit',
          message:
            '8 would be removed; the rules allow 6. 7 records of assets would be removed; the rules allow 6.',
        },
      ],
    });
  });

  test(`${name}: of two who have seen the same rules one changes them, and the other is told`, async () => {
    const storage = fresh();
    await using one = await open(storage);
    await using other = await open(storage);
    const stores = [one.releases, other.releases];
    const seen = rulesVersion(await one.releases.rules('a'));
    const wanted = [1, 2, 3, 4].map((maxRemoved) => ({ ...DEFAULT_RULES, maxRemoved }));
    const saved = await Promise.allSettled(
      wanted.map((rules, i) => stores[i % 2]?.setRules('a', rules, seen)),
    );
    const won = saved.findIndex(({ status }) => status === 'fulfilled');
    const now = await other.releases.rules('a');
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(now).toEqual(wanted[won]);
    for (const each of saved)
      if (each.status === 'rejected')
        expect(each.reason).toMatchObject({
          code: 'release-rules-changed',
          details: { current: { rules: { maxRemoved: won + 1 }, rulesVersion: rulesVersion(now) } },
        });
    // What is so already is nobody's change, and who doesn't say what was seen replaces whatever is there.
    await one.releases.setRules('a', now, seen);
    await one.releases.setRules('a', DEFAULT_RULES, rulesVersion(now));
    await one.releases.setRules('a', now);
    expect(await other.releases.rules('a')).toEqual(now);
    expect(await other.releases.rules('b')).toEqual(DEFAULT_RULES);
  });

  test(`${name}: what was compared with something else waits for a person, and a fault leaves it to be asked again`, async () => {
    await using opened = await open(fresh());
    const { releases } = opened;
    const start = releaseOf('a', { automatic: true });
    await releases.begin(start, NOW);
    await releases.staged(start.id, diffOf(), NOW);
    const counts = { added: 0, changed: 7, removed: 0, unchanged: 0, before: 9 };
    for (let time = 0; time < 2; time += 1) {
      const diverted = await releases.diverted(start.id, counts);
      expect(diverted).toMatchObject({ state: 'staged', counts, holds: [{ code: 'live-changed' }] });
      await releases.askToPublish('a', start.id, NOW);
    }
    await releases.refuse(start.id, 'internal-error: x');
    expect(await releases.get('a', start.id)).toMatchObject({
      state: 'staged',
      failure: 'internal-error: x',
    });
    expect(await releases.takeNext()).toBeUndefined();
    await releases.askToPublish('a', start.id, NOW);
    await releases.published(start.id, CONTEXT);
    expect(await releases.get('a', start.id)).toMatchObject({ state: 'published', failure: '' });
    await releases.askToRollBack('a', start.id, NOW);
    await releases.refuse(start.id, 'x');
    expect(await releases.get('a', start.id)).toMatchObject({ state: 'published' });
  });

  test(`${name}: a release whose import ended too early fails, one that is staged doesn't`, async () => {
    await using opened = await open(fresh());
    const { releases } = opened;
    const [early, staged] = [releaseOf('a'), releaseOf('a')];
    for (const start of [early, staged]) await releases.begin(start, NOW);
    await releases.staged(staged.id, diffOf(), NOW);
    expect((await releases.staging()).map(({ id }) => id)).toEqual([early.id]);
    expect(await releases.firstOpen()).toMatchObject({ id: early.id });
    for (const { id } of [early, staged]) await releases.abandon(id, 'cancelled: x', NOW);
    expect(await releases.get('a', early.id)).toMatchObject({ state: 'failed', failure: 'cancelled: x' });
    expect(await releases.get('a', staged.id)).toMatchObject({ state: 'staged' });
    expect(await releases.firstOpen()).toMatchObject({ id: staged.id });
    await releases.discard('a', staged.id, NOW);
    expect(await releases.firstOpen()).toBeUndefined();
  });

  test(`${name}: forgets what is over at once, and what was superseded when enough came after it`, async () => {
    await using opened = await open(fresh());
    const { releases } = opened;
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      const start = releaseOf('a');
      await releases.begin(start, NOW);
      await releases.staged(start.id, diffOf(), NOW);
      await releases.askToPublish('a', start.id, NOW);
      await releases.published(start.id, { ...CONTEXT, now: new Date(NOW.getTime() + at) });
      ids.push(start.id);
    }
    const gone = releaseOf('a');
    await releases.begin(gone, NOW);
    await releases.discard('a', gone.id, NOW);
    const next = async () =>
      Object.fromEntries((await releases.forgettable(2)).map((each) => [each.release.id, each.next]));
    const [a = '', b = '', c = '', d = '', e = ''] = ids;
    expect(await next()).toEqual({
      ...{ [a]: 'going', [b]: 'going', [c]: 'going', [d]: 'kept', [e]: 'kept' },
      [gone.id]: 'going',
    });
    await releases.setContent(a, 'going');
    await releases.setContent(gone.id, 'gone');
    await releases.setContent(e, 'kept');
    expect(await next()).toEqual({ [a]: 'gone', [b]: 'going', [c]: 'going', [d]: 'kept' });
    // Rolled back as far as something is kept.
    await releases.setContent(d, 'going');
    await releases.askToRollBack('a', e, NOW);
    await releases.rolledBack(e, 0, CONTEXT);
    await expect(releases.askToRollBack('a', d, NOW)).rejects.toMatchObject({ code: 'release-forgotten' });
  });

  test(`${name}: a tenant has so many releases waiting and no more`, async () => {
    await using opened = await open(fresh());
    const { releases } = opened;
    const starts = Array.from({ length: MAX_OPEN_RELEASES }, () => releaseOf('a'));
    for (const start of starts) await releases.begin(start, NOW);
    const more = releaseOf('a');
    const begin = async () => await releases.begin(more, NOW);
    await expect(begin()).rejects.toMatchObject({ kind: 'conflict', code: 'too-many-releases' });
    await expect(releases.get('a', more.id)).rejects.toMatchObject({ kind: 'not-found' });
    // One that is there goes on, and others have room of their own.
    expect(await releases.begin(starts[0] ?? more, NOW)).toMatchObject({ state: 'staging' });
    await releases.begin(releaseOf('b'), NOW);
    await releases.discard('a', starts[7]?.id ?? '', NOW);
    expect(await begin()).toMatchObject({ id: more.id });
  });

  test(`${name}: lists newest first, page by page, by feed and state`, async () => {
    await using opened = await open(fresh());
    const { releases } = opened;
    const starts = Array.from({ length: 7 }, (_, at) => releaseOf('a', { feed: at % 2 === 0 ? '' : 'x' }));
    for (const start of starts) await releases.begin(start, NOW);
    await releases.begin(releaseOf('b'), NOW);
    const seen: string[] = [];
    let pageToken = '';
    do {
      const page = await releases.list('a', ANY, { pageSize: 3, pageToken });
      seen.push(...page.items.map(({ id }) => id));
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    expect(seen).toEqual(starts.map(({ id }) => id).reverse());
    const ofFeed = await releases.list('a', { feed: 'x', state: 'staging' }, FIRST_PAGE);
    expect(ofFeed.items).toHaveLength(3);
    expect((await releases.list('a', { feed: '', state: 'staged' }, FIRST_PAGE)).items).toEqual([]);
    for (const bad of [
      { pageSize: -1, pageToken: '' },
      { pageSize: 1, pageToken: 'x' },
    ])
      await expect(releases.list('a', ANY, bad)).rejects.toMatchObject({ code: /page-(size|token)-invalid/ });
  });

  test(`${name}: a runner is told of what is asked for by another connection`, async () => {
    const storage = fresh();
    await using opened = await open(storage);
    await using beside = await open(storage);
    const start = releaseOf('a');
    await opened.releases.begin(start, NOW);
    await opened.releases.staged(start.id, diffOf(), NOW);
    const told = Promise.withResolvers<void>();
    using _listening = opened.releases.onAnnounced(told.resolve);
    await beside.releases.askToPublish('a', start.id, NOW);
    await told.promise;
  });
}
