import { describe, expect, test } from 'vitest';
import { grantOf, partSaved, testClock } from '../../application/exchange-contract.fixture.ts';
import { feedContract } from '../../application/feed.contract.ts';
import { readFeed } from '../../application/read-feed.ts';
import { BlockTooLarge } from './block-size.ts';
import { feedBlockWriter } from './feed-block-writer.ts';
import { feedRace, openMemoryFeed } from './feed-blocks.fixture.ts';
import { feedBlocks } from './feed-blocks.ts';
import type { PlantedFault } from './memory-feed-documents.fixture.ts';
import { serverClock } from './server-clock.ts';

const first = Number(process.env.QIPEI_TEST_SEED ?? 1);
const RUNS = 30;

feedContract('blocks of documents', openMemoryFeed);

async function wrongRuns(fault?: PlantedFault): Promise<{ seed: number; faults: string[] }[]> {
  const wrong: { seed: number; faults: string[] }[] = [];
  for (let seed = first; seed < first + RUNS; seed += 1) {
    const faults = await feedRace({ seed, ...(fault !== undefined && { fault }) });
    if (faults.length > 0) wrong.push({ seed, faults });
  }
  return wrong;
}

describe('several writers at once', () => {
  test('leave no reader without a change, one of them killed at whatever step', async () => {
    expect(await wrongRuns()).toEqual([]);
  }, 180_000);

  test.each<PlantedFault>(['settles-before-it-is-carried-out', 'writes-over-what-is-newer'])(
    'would be found out by that, were there a store that %s',
    async (fault) => {
      expect(await wrongRuns(fault)).not.toEqual([]);
    },
    180_000,
  );
});

test('a block that holds much data is followed by the next', async () => {
  using store = await openMemoryFeed();
  const data = Buffer.alloc(400_000, 1);
  await store.writer.apply(Array.from({ length: 8 }, (_, at) => partSaved(`p${at}`, 1, { data })));
  const { head } = await store.documents.head();
  expect(head).toMatchObject({ sequence: 8, block: 4 });
  const request = { tenant: 's1', cursor: '', types: [], limit: 0, waitMs: 0 };
  const pages = await Array.fromAsync(readFeed(request, store.reading));
  expect(pages.flat()).toHaveLength(8);
  for (const page of pages)
    expect(page.reduce((sum, { data: each }) => sum + (each?.byteLength ?? 0), 0)).toBeLessThan(1_500_000);
});

const DAY_MS = 86_400_000;

describe('grants whose time comes', () => {
  const brands = Array.from({ length: 20 }, (_, at) => `brand-${at}-`.padEnd(1_000, 'x'));
  const changed = (id: string, of: Parameters<typeof grantOf>[2]) =>
    ({ kind: 'grant-changed', grant: grantOf(id, 1, of) }) as const;
  type Store = Awaited<ReturnType<typeof openMemoryFeed>>;
  const seen = async ({ feed }: Store, tenant: string) => {
    const { entries } = await feed.page({ tenant, types: ['parts'], after: 0, began: 0, limit: 10 });
    return entries.map(({ id, version, gone }) => `${id} v${version}${gone ? ' gone' : ''}`);
  };

  test('at one instant, more than one block holds, begin and end all', async () => {
    using store = await openMemoryFeed();
    const { writer, clock, documents } = store;
    const newYear = new Date(clock.now().getTime() + DAY_MS);
    const many = Array.from({ length: 450 }, (_, at) =>
      changed(`grant-${at}`, { subscriber: `sub-${at}`, brands, from: newYear }),
    );
    await writer.apply([
      ...many,
      changed('old', { subscriber: 'old', brands: brands.slice(0, 1), until: newYear }),
      changed('zz', { publisher: 'p9', subscriber: 'zz', until: newYear }),
    ]);
    const brandId = brands[0] ?? '';
    const parts = (version: number) => [
      partSaved('a', version, { isPublic: false, brandId }),
      partSaved('b', version, { isPublic: false, publisher: 'p9' }),
    ];
    await writer.apply(parts(1));
    while (await writer.settleGrants());
    expect([await seen(store, 'old'), await seen(store, 'zz'), await seen(store, 'sub-7')]).toEqual([
      ['a v1'],
      ['b v1'],
      [],
    ]);
    clock.forward(30 * DAY_MS);
    const { head: before } = await documents.head();
    while (await writer.settleGrants());
    const { head } = await documents.head();
    expect(head.block - before.block).toBeGreaterThan(8);
    expect([head.grantsAt, head.turning]).toEqual([clock.now(), undefined]);
    await writer.apply(parts(2));
    expect([await seen(store, 'old'), await seen(store, 'zz'), await seen(store, 'sub-7')]).toEqual([
      ['a v1 gone'],
      ['b v1 gone'],
      ['a v2'],
    ]);
    expect(await seen(store, 'sub-449')).toEqual(['a v2']);
  }, 180_000);

  test('and that a wrong clock had begin or end too early are as they were, when it is right again', async () => {
    using store = await openMemoryFeed();
    const { writer, clock, documents } = store;
    const after = (days: number) => new Date(clock.now().getTime() + days * DAY_MS);
    const many = Array.from({ length: 230 }, (_, at) =>
      changed(`grant-${at}`, { subscriber: `sub-${at}`, brands: ['b'], until: after(10 + (at % 3)) }),
    );
    await writer.apply([
      ...many,
      changed('begins', { subscriber: 'begins', brands: ['b'], from: after(10) }),
      changed('stays', { subscriber: 'stays', brands: ['b'] }),
      changed('revoked', { subscriber: 'revoked', brands: ['b'], until: after(10), revoked: true }),
      partSaved('a', 1, { isPublic: false, brandId: 'b' }),
    ]);
    const all = async () =>
      await Promise.all(['sub-0', 'sub-229', 'begins', 'stays', 'revoked'].map((each) => seen(store, each)));
    const settle = async () => {
      while (await writer.settleGrants());
      return await all();
    };
    const right = [['a v1'], ['a v1'], [], ['a v1'], []];
    expect(await settle()).toEqual(right);
    const now = clock.now();
    clock.forward(30 * DAY_MS);
    expect(await settle()).toEqual([['a v1 gone'], ['a v1 gone'], ['a v1'], ['a v1'], []]);
    clock.forward(-30 * DAY_MS);
    // What is given while the head stands in the future is judged by the right time when it is set back, too.
    await writer.apply([changed('late', { subscriber: 'late', brands: ['b'], until: after(20) })]);
    const back = await settle();
    expect(
      back.map((each) => each.map((line) => line.replace('a v1 gone', '')).filter((line) => line !== '')),
    ).toEqual(right);
    expect(await seen(store, 'late')).toEqual(['a v1']);
    const { head } = await documents.head();
    expect([head.at, head.grantsAt, head.turning]).toEqual([now, now, undefined]);
    await writer.apply([partSaved('b', 1, { isPublic: false, brandId: 'b' })]);
    const { entries } = await store.feed.page({
      tenant: 'sub-0',
      types: ['parts'],
      after: 0,
      began: 0,
      limit: 9,
    });
    expect(entries.map(({ id, at }) => [id, at])).toContainEqual(['b', now]);
    // And a moment's difference is no reason.
    clock.forward(60_000);
    await settle();
    clock.forward(-60_000);
    expect(await writer.settleGrants()).toBe(false);
  }, 180_000);

  test('are ended for who reads also where what follows the clock fails, and what was opened is told', async () => {
    using store = await openMemoryFeed();
    const { clock, documents } = store;
    const failing = {
      ...documents,
      grantsTurned: () => Promise.reject(new BlockTooLarge(20_000_000)),
    };
    const writer = feedBlockWriter(failing, { blocks: feedBlocks(failing), clock });
    await writer.apply([
      partSaved('a', 1, { isPublic: false }),
      changed('ends', { until: new Date(clock.now().getTime() + DAY_MS) }),
      changed('stays', { subscriber: 's2' }),
    ]);
    expect(await writer.settleGrants()).toBe(true);
    await expect(writer.settleGrants()).rejects.toThrow(BlockTooLarge);
    expect([await seen(store, 's1'), await seen(store, 's2')]).toEqual([['a v1'], ['a v1']]);
    clock.forward(DAY_MS);
    await writer.apply([partSaved('a', 2, { isPublic: false })]);
    expect([await seen(store, 's1'), await seen(store, 's2')]).toEqual([[], ['a v2']]);
  });
});

test('a block that no document holds is refused, and the next goes on', async () => {
  using store = await openMemoryFeed();
  const tooLarge = partSaved('a', 1, { data: Buffer.alloc(15 * 1024 * 1024, 1) });
  await expect(store.writer.apply([tooLarge])).rejects.toThrow(BlockTooLarge);
  await store.writer.apply([partSaved('b', 1)]);
  expect((await store.documents.head()).head.sequence).toBe(1);
});

test('the time is the server’s, whatever the own clock is set to', async () => {
  const server = testClock();
  let elapsed = 0;
  using clock = await serverClock({ ask: async () => server.now(), elapsed: () => elapsed });
  elapsed += 1_500;
  expect(clock.now().getTime() - server.now().getTime()).toBe(1_500);
  server.forward(1_400);
  await clock.refresh();
  expect(clock.now()).toEqual(server.now());
});
