import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FEED_TYPES, FeedChange } from '../domain/feed-change.ts';
import { type Grant, isInForce } from '../domain/grant.ts';
import {
  type FeedTestStore,
  fitmentsSaved,
  grantOf,
  type OpenFeed,
  orderPlaced,
  partSaved,
  testClock,
} from './exchange-contract.fixture.ts';
import { type ReadEntry, readFeed } from './read-feed.ts';

async function read(
  store: FeedTestStore,
  tenant: string,
  { cursor = '', limit = 0, types = [] as (typeof FEED_TYPES)[number][], waitMs = 0 } = {},
): Promise<ReadEntry[]> {
  const entries: ReadEntry[] = [];
  for await (const page of readFeed({ tenant, cursor, limit, types, waitMs }, store.reading))
    entries.push(...page);
  return entries;
}

async function settle(store: FeedTestStore): Promise<void> {
  while (await store.writer.settleGrants());
}

const short = (entries: readonly ReadEntry[]) =>
  entries.map(
    ({ id, version, gone, type }) => `${gone ? '-' : '+'}${type === 'fitments' ? 'f:' : ''}${id}@${version}`,
  );

const TENANTS = ['p1', 'p2', 's1', 's2'];
const BRANDS = ['b1', 'b2'];
const PARTS = ['a', 'b', 'c', 'd'];

/** What happens, in the order in which it does. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('part' as const),
      part: fc.constantFrom(...PARTS),
      isPublic: fc.boolean(),
      brandId: fc.constantFrom(...BRANDS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('withdraw' as const), part: fc.constantFrom(...PARTS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fitments' as const),
      part: fc.constantFrom(...PARTS),
      some: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      grantId: fc.constantFrom('g1', 'g2'),
      subscriber: fc.constantFrom('s1', 's2'),
      brands: fc.constantFrom('all' as const, ['b1'], ['b2']),
      revoked: fc.boolean(),
      minutes: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('time' as const), minutes: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'settle' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      tenant: fc.constantFrom(...TENANTS),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
);

/** Publishers keep to their parts. */
const publisherOf = (part: string) => (part < 'c' ? 'p1' : 'p2');

/** What every storage of the feed promises; `runs`, how many histories are tried. */
export function feedContract(storage: string, open: OpenFeed, { runs = 50 } = {}): void {
  describe(`the feed over ${storage}`, { timeout: 120_000 }, () => {
    test('has of each part the newest change alone, at the place of that change', async () => {
      await using store = await open();
      await store.writer.apply([partSaved('a', 1), partSaved('b', 1), partSaved('a', 2)]);
      const entries = await read(store, 'anybody');
      expect(short(entries)).toEqual(['+b@1', '+a@2']);
      expect(entries.map(({ data }) => data?.toString())).toEqual(['b v1', 'a v2']);
    });

    test('goes on behind a cursor, and has nothing where nothing has changed', async () => {
      await using store = await open();
      await store.writer.apply([partSaved('a', 1), partSaved('b', 1), partSaved('c', 1)]);
      const [first] = await read(store, 'anybody', { limit: 1 });
      const rest = await read(store, 'anybody', { cursor: first?.cursor ?? '' });
      expect(short(rest)).toEqual(['+b@1', '+c@1']);
      const cursor = rest.at(-1)?.cursor ?? '';
      expect(await read(store, 'anybody', { cursor })).toEqual([]);
      await store.writer.apply([partSaved('b', 2)]);
      expect(short(await read(store, 'anybody', { cursor }))).toEqual(['+b@2']);
    });

    test('isn’t changed by what comes twice or late', async () => {
      await using store = await open();
      const changes: FeedChange[] = [
        partSaved('a', 1),
        partSaved('a', 3),
        fitmentsSaved('a', 2),
        orderPlaced('e1'),
        { kind: 'release-changed', releaseId: 'r1', publisher: 'p1', version: 2, data: Buffer.from('r') },
      ];
      await store.writer.apply(changes);
      const before = await read(store, 'p1');
      await store.writer.apply([...changes, partSaved('a', 2), fitmentsSaved('a', 1)]);
      expect(await read(store, 'p1')).toEqual(before);
    });

    test('doesn’t tell events again that it has forgotten', async () => {
      const clock = testClock();
      await using bench = await open({ clock });
      const page = async () =>
        (await bench.feed.page({ tenant: 'p1', types: ['events'], after: 0, began: 0, limit: 10 })).entries;
      const event = orderPlaced('march', { occurredAt: clock.now() });
      await bench.writer.apply([event]);
      expect((await page()).map(({ id }) => id)).toEqual(['march']);
      clock.forward(31 * 86_400_000);
      await bench.writer.forgetEvents(new Date(clock.now().getTime() - 30 * 86_400_000));
      expect(await page()).toEqual([]);
      await bench.writer.apply([event, orderPlaced('april', { occurredAt: clock.now() })]);
      expect((await page()).map(({ id }) => id)).toEqual(['april']);
    });

    test('tells who saw a part that it is no more to be seen, and nobody else', async () => {
      await using store = await open();
      await store.writer.apply([
        partSaved('a', 1),
        fitmentsSaved('a', 1),
        partSaved('b', 1, { isPublic: false }),
      ]);
      const seen = await read(store, 's1');
      expect(short(seen)).toEqual(['+a@1', '+f:a@1']);
      const cursor = seen.at(-1)?.cursor ?? '';
      await store.writer.apply([
        partSaved('a', 2, { isPublic: false }),
        { kind: 'part-withdrawn', partId: 'b', publisher: 'p1', version: 2 },
      ]);
      expect(short(await read(store, 's1', { cursor }))).toEqual(['-a@2', '-f:a@1']);
      // Who comes now has never seen it.
      expect(await read(store, 's2')).toEqual([]);
      expect(short(await read(store, 'p1'))).toEqual(['+a@2', '+f:a@1']);
    });

    test('holds fitments back that come before their part', async () => {
      await using store = await open();
      await store.writer.apply([fitmentsSaved('a', 1)]);
      expect(await read(store, 'p1')).toEqual([]);
      await store.writer.apply([partSaved('a', 1, { isPublic: false })]);
      expect(short(await read(store, 'p1'))).toEqual(['+a@1', '+f:a@1']);
      expect(await read(store, 's1')).toEqual([]);
    });

    test('shows releases to their publisher alone, also where it has granted everything', async () => {
      await using store = await open();
      await store.writer.apply([
        { kind: 'grant-changed', grant: grantOf('g', 1) },
        { kind: 'release-changed', releaseId: 'r1', publisher: 'p1', version: 1, data: Buffer.from('r') },
      ]);
      await settle(store);
      expect(await read(store, 's1')).toEqual([]);
      expect(short(await read(store, 'p1', { types: ['releases'] }))).toEqual(['+r1@1']);
    });

    test('opens with a grant, closes at its end, and at once for who reads before the end is told', async () => {
      const clock = testClock();
      await using store = await open({ clock });
      const until = new Date(clock.now().getTime() + 60_000);
      await store.writer.apply([
        partSaved('a', 1, { isPublic: false }),
        fitmentsSaved('a', 1),
        partSaved('b', 1, { isPublic: false, brandId: 'b2' }),
        partSaved('c', 1),
      ]);
      const [start] = await read(store, 's1');
      expect(start?.id).toBe('c');
      await store.writer.apply([
        { kind: 'grant-changed', grant: grantOf('g', 1, { brands: ['b1'], until }) },
      ]);
      await settle(store);
      const granted = await read(store, 's1', { cursor: start?.cursor ?? '' });
      expect(short(granted)).toEqual(['+a@1', '+f:a@1']);
      clock.forward(60_000);
      await settle(store);
      const ended = await read(store, 's1', { cursor: granted.at(-1)?.cursor ?? '' });
      expect(short(ended)).toEqual(['-a@1', '-f:a@1']);
      await store.writer.apply([{ kind: 'grant-changed', grant: grantOf('g2', 1) }]);
      await settle(store);
      expect((await read(store, 's1')).map(({ id }) => id).sort()).toEqual(['a', 'a', 'b', 'c']);
      await store.writer.apply([{ kind: 'grant-changed', grant: grantOf('g2', 2, { revoked: true }) }]);
      expect(short(await read(store, 's1'))).toEqual(['+c@1']);
      await settle(store);
      expect(short(await read(store, 's1'))).toEqual(['+c@1']);
    });

    test('misses nothing where a grant is given again before its end was told', async () => {
      await using store = await open();
      const give = (version: number, revoked: boolean) =>
        store.writer.apply([{ kind: 'grant-changed', grant: grantOf('g', version, { revoked }) }]);
      await store.writer.apply([partSaved('p', 1), partSaved('a', 1, { isPublic: false })]);
      await give(1, false);
      await settle(store);
      const [first] = await read(store, 's1', { limit: 1 });
      await give(2, true);
      await store.writer.apply([partSaved('q', 1)]);
      const between = await read(store, 's1', { cursor: first?.cursor ?? '' });
      expect(between).toEqual([]);
      await give(3, false);
      await settle(store);
      expect(short(await read(store, 's1', { cursor: first?.cursor ?? '' }))).toEqual(['+a@1', '+q@1']);
    });

    test('tells what was granted by one publisher while another’s grants change all the time', async () => {
      await using store = await open();
      const many = Array.from({ length: 1_200 }, (_, at) =>
        partSaved(`a${at}`, 1, { isPublic: false, publisher: 'p1' }),
      );
      await store.writer.apply([...many, partSaved('z', 1, { isPublic: false, publisher: 'p2' })]);
      const give = (publisher: string, version: number, subscriber: string) =>
        store.writer.apply([
          {
            kind: 'grant-changed',
            grant: grantOf(`g-${publisher}-${subscriber}`, version, { publisher, subscriber }),
          },
        ]);
      await give('p1', 1, 's9');
      await give('p2', 1, 's1');
      for (let turn = 0; turn < 3; turn += 1) {
        await give('p1', 1, `s${turn + 2}`);
        await store.writer.settleGrants();
      }
      expect(short(await read(store, 's1'))).toEqual(['+z@1']);
      await settle(store);
      for (const subscriber of ['s2', 's9']) expect(await read(store, subscriber)).toHaveLength(1_200);
    });

    test('waits for what comes, and no longer than it was told to', async () => {
      await using store = await open({ clock: { now: () => new Date(), forward: () => {} } });
      await store.writer.apply([partSaved('a', 1)]);
      const cursor = (await read(store, 's1')).at(-1)?.cursor ?? '';
      const waiting = read(store, 's1', { cursor, waitMs: 20_000 });
      await store.writer.apply([partSaved('hidden', 1, { isPublic: false }), partSaved('b', 1)]);
      store.signal.announce();
      expect(short(await waiting)).toEqual(['+b@1']);
      expect(await read(store, 's2', { cursor: '', waitMs: 10 })).toHaveLength(2);
      const last = (await read(store, 's1')).at(-1)?.cursor ?? '';
      expect(await read(store, 's1', { cursor: last, waitMs: 10 })).toEqual([]);
    });

    test('lets only so many of a tenant’s readers wait', async () => {
      await using store = await open({ clock: { now: () => new Date(), forward: () => {} } });
      const waiting = [1, 2, 3].map(() => read(store, 's1', { waitMs: 2_000 }));
      const ended = await Promise.allSettled(waiting);
      const refused = ended.filter(({ status }) => status === 'rejected');
      expect(refused).toMatchObject([{ reason: { code: 'feed-readers-too-many' } }]);
      expect(await read(store, 's2', { waitMs: 10 })).toEqual([]);
      expect(await read(store, 's1', { waitMs: 10 })).toEqual([]);
    });
  });

  test(`whoever follows the feed over ${storage}, in whatever steps, has in the end what it may see and nothing else`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const clock = testClock();
        await using store = await open({ clock });
        const parts = new Map<
          string,
          { version: number; isPublic: boolean; brandId: string; gone: boolean }
        >();
        const fitments = new Map<string, { version: number; some: boolean }>();
        const grants = new Map<string, Grant>();
        const readers = new Map(
          TENANTS.map((tenant) => [tenant, { cursor: '', has: new Map<string, string>() }]),
        );

        const sees = (tenant: string, id: string) => {
          const part = parts.get(id);
          if (part === undefined || part.gone) return false;
          const publisher = publisherOf(id);
          const granted = [...grants.values()].some(
            (grant) =>
              grant.publisher === publisher &&
              grant.subscriber === tenant &&
              isInForce(grant, clock.now()) &&
              (grant.brands === 'all' || grant.brands.includes(part.brandId)),
          );
          return part.isPublic || publisher === tenant || granted;
        };
        const expected = (tenant: string) => {
          const visible = new Map<string, string>();
          for (const [id, { version }] of parts)
            if (sees(tenant, id)) visible.set(`parts ${id}`, `${version}`);
          for (const [id, { version, some }] of fitments)
            if (some && sees(tenant, id)) visible.set(`fitments ${id}`, `${version}`);
          return visible;
        };
        const readSome = async (tenant: string, limit: number) => {
          const reader = readers.get(tenant);
          if (reader === undefined) return 0;
          const entries = await read(store, tenant, { cursor: reader.cursor, limit });
          for (const { type, id, version, gone, cursor } of entries) {
            if (gone) reader.has.delete(`${type} ${id}`);
            else {
              // Never what it may not see at that moment, whatever has been told of it.
              expect(sees(tenant, id), `${tenant} reads ${id}`).toBe(true);
              reader.has.set(`${type} ${id}`, `${version}`);
            }
            reader.cursor = cursor;
          }
          return entries.length;
        };

        for (const each of steps) {
          if (each.do === 'part') {
            const version = (parts.get(each.part)?.version ?? 0) + 1;
            const { isPublic, brandId } = each;
            parts.set(each.part, { version, isPublic, brandId, gone: false });
            await store.writer.apply([
              partSaved(each.part, version, { isPublic, brandId, publisher: publisherOf(each.part) }),
            ]);
          } else if (each.do === 'withdraw') {
            const before = parts.get(each.part);
            if (before === undefined) continue;
            parts.set(each.part, { ...before, version: before.version + 1, gone: true });
            const publisher = publisherOf(each.part);
            await store.writer.apply([
              { kind: 'part-withdrawn', partId: each.part, publisher, version: before.version + 1 },
            ]);
          } else if (each.do === 'fitments') {
            const version = (fitments.get(each.part)?.version ?? 0) + 1;
            fitments.set(each.part, { version, some: each.some });
            await store.writer.apply([
              fitmentsSaved(each.part, version, {
                publisher: publisherOf(each.part),
                ...(!each.some && { data: undefined }),
              }),
            ]);
          } else if (each.do === 'grant') {
            const version = (grants.get(each.grantId)?.version ?? 0) + 1;
            const { brands, revoked, minutes } = each;
            const until =
              minutes === undefined ? undefined : new Date(clock.now().getTime() + minutes * 60_000);
            // A grant keeps its two sides.
            const subscriber = grants.get(each.grantId)?.subscriber ?? each.subscriber;
            const grant = grantOf(each.grantId, version, { brands, revoked, until, subscriber });
            grants.set(each.grantId, grant);
            await store.writer.apply([{ kind: 'grant-changed', grant }]);
          } else if (each.do === 'time') {
            clock.forward(each.minutes * 60_000);
            // The clock is looked at each second.
            await store.writer.settleGrants();
          } else if (each.do === 'settle') await store.writer.settleGrants();
          else await readSome(each.tenant, each.limit);
        }
        await settle(store);
        for (const tenant of TENANTS) {
          while ((await readSome(tenant, 3)) > 0);
          expect(readers.get(tenant)?.has, tenant).toEqual(expected(tenant));
          const fresh = new Map<string, string>();
          for (const entry of await read(store, tenant, { types: ['parts', 'fitments'] })) {
            expect(entry.gone).toBe(false);
            fresh.set(`${entry.type} ${entry.id}`, `${entry.version}`);
          }
          expect(fresh, `${tenant}, anew`).toEqual(expected(tenant));
        }
      }),
      { numRuns: runs },
    );
  }, 180_000);
}
