import { newId } from '@qipei/kernel';
import type { Grant } from './grant.ts';
import { grantChange, grantOf } from './grant-repository.contract.ts';
import { numberSpace } from './number-space.ts';
import {
  chance,
  type GrantContract,
  identityOf,
  importOf,
  type OpenedGrants,
} from './part-contract.fixture.ts';
import { isTold } from './sight.fixture.ts';

const TENANTS = ['acme', 'bolt', 'core', 'nobody'] as const;
const BRANDS = ['BOSCH', 'Mann-Filter', '曼牌'] as const;
const NUMBERS = ['1', '2', '3', '12'] as const;
const KINDS = ['own', 'oe', 'comparable'] as const;
const DAY = 86_400_000;
const START = Date.UTC(2027, 0, 1);

/** What a plain list of parts knows. */
interface Known {
  publisher: string;
  brand: string;
  partNumber: string;
  isPublic: boolean;
  oe: string;
}

type Below = (n: number) => number;

function oneOf<T>(all: readonly T[], below: Below): T {
  return all[below(all.length)] as T;
}

/** Some rows of one publisher. */
function nextRows(known: Known[], publisher: string, below: Below) {
  return Array.from({ length: 1 + below(8) }, () => {
    const [brand, partNumber, oe] = [oneOf(BRANDS, below), oneOf(NUMBERS, below), oneOf(NUMBERS, below)];
    const isPublic = below(3) === 0;
    const at = known.findIndex(
      (each) => each.publisher === publisher && each.brand === brand && each.partNumber === partNumber,
    );
    if (below(5) === 0) {
      const found = known[at];
      if (found !== undefined) found.oe = '';
      return { brand, partNumber, action: 'delete' as const };
    }
    const part = { publisher, brand, partNumber, isPublic, oe };
    if (at === -1) known.push(part);
    else known[at] = part;
    return { brand, partNumber, oeNumbers: [`VW:${oe}`], ...(isPublic ? { visibility: 'public' } : {}) };
  });
}

const nameOf = (part: { publisher: string; brand: string; partNumber: string }) =>
  [part.publisher, part.brand, part.partNumber].join('/');

/** All that the tenant sees by the letter of the rule, with how it comes to see it. */
function seenBy(tenant: string, known: readonly Known[], grants: readonly Grant[], now: Date): Known[] {
  return known.filter(
    (part) =>
      part.oe !== '' &&
      (part.publisher === tenant ||
        part.isPublic ||
        grants.some((grant) => grant.subscriber === tenant && isTold(grant, part, now))),
  );
}

async function answersOf({ reader }: OpenedGrants, tenant: string, ids: ReadonlyMap<string, string>) {
  const all = [...ids.values()];
  const list = async (limit: number) => {
    const found = [];
    for (let after = ''; ; after = found.at(-1)?.partId ?? '') {
      const page = await reader.list(tenant, { after, limit, ownOnly: false });
      found.push(...page);
      if (page.length < limit) return found;
    }
  };
  const listed = await list(5);
  const found = await reader.findAll(tenant, [...all, newId('part')]);
  const single = await Promise.all(all.map((id) => reader.find(tenant, id)));
  const seen = await reader.seen(tenant, all);
  const publishers = new Set(found.map(({ publisher }) => publisher));
  const seenOf = await Promise.all([...publishers].map((each) => reader.seenOf(tenant, each, all)));
  const hits = async (key: string, space?: string, limit = 99) =>
    (await reader.byNumber(tenant, { key, space, kinds: KINDS, limit })).map(
      ({ part, kind }) => `${kind} ${nameOf(part)}`,
    );
  const identities = BRANDS.flatMap((brand) => NUMBERS.map((number) => identityOf(number, brand)));
  return {
    listed: listed.map(nameOf),
    ordered:
      listed.map(({ partId }) => partId).join() ===
      listed
        .map(({ partId }) => partId)
        .sort()
        .join(),
    found: found.map(nameOf).sort(),
    single: single.flatMap((part) => (part === undefined ? [] : [nameOf(part)])).sort(),
    seen: [...seen].sort(),
    seenOf: seenOf.flat().sort(),
    hits: (await Promise.all(NUMBERS.map((number) => hits(number)))).flat(),
    first: (await Promise.all(NUMBERS.map((number) => hits(number, undefined, 2)))).flat(),
    resolved: (await reader.resolve(tenant, identities)).map((each) => each && { ...each }),
    brands: (await reader.brands(tenant)).map(({ name, partCount }) => `${name} ${partCount}`).sort(),
  };
}

function expectedOf(tenant: string, seen: readonly Known[], ids: ReadonlyMap<string, string>) {
  const idOf = (part: Known) => ids.get(nameOf(part)) ?? '';
  const rankOf = (part: Known) => (part.publisher === tenant && !part.isPublic ? 0 : part.isPublic ? 2 : 1);
  // Ids sort by age.
  const byAge = (a: Known, b: Known) => (idOf(a) < idOf(b) ? -1 : 1);
  const inOrder = seen.toSorted((a, b) => rankOf(a) - rankOf(b) || byAge(a, b));
  const hitsOf = (number: string) => [
    ...inOrder
      .filter((part) => part.partNumber === number)
      .toSorted((a, b) => rankOf(a) - rankOf(b) || bySpace(a, b) || byAge(a, b))
      .map((part) => `own ${nameOf(part)}`),
    ...inOrder.filter((part) => part.oe === number).map((part) => `oe ${nameOf(part)}`),
  ];
  const counts = Map.groupBy(seen, ({ brand }) => brand);
  const names = seen.map(nameOf).sort();
  return {
    listed: seen.toSorted(byAge).map(nameOf),
    ordered: true,
    ...{ found: names, single: names, seen: seen.map(idOf).sort(), seenOf: seen.map(idOf).sort() },
    hits: NUMBERS.flatMap(hitsOf),
    first: NUMBERS.flatMap((number) => hitsOf(number).slice(0, 2)),
    resolved: BRANDS.flatMap((brand) =>
      NUMBERS.map((partNumber) => {
        const of = seen
          .filter((part) => part.brand === brand && part.partNumber === partNumber)
          .toSorted(
            (a, b) => Number(b.publisher === tenant) - Number(a.publisher === tenant) || byAge(a, b),
          )[0];
        return of && { partId: idOf(of), own: of.publisher === tenant, public: of.isPublic };
      }),
    ),
    brands: [...counts].map(([brand, of]) => `${brand} ${of.length}`).sort(),
  };
}

function bySpace(a: Known, b: Known): number {
  const [left, right] = [numberSpace(a.brand), numberSpace(b.brand)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** What is seen by grants against a list that is kept by hand; each case takes an empty storage. */
export const SIGHT_CONTRACT: GrantContract = Object.fromEntries(
  [1, 2, 3, 4, 5, 6].map((seed) => [
    `shows own, public and granted parts and no others, whatever is granted and for how long (seed ${seed})`,
    async (open, assert) => {
      const storage = newId('test');
      let now = START;
      const clock = { now: () => new Date(now) };
      await using writing = await open(storage, clock);
      await using reading = await open(storage, clock);
      const below = chance(seed);
      const known: Known[] = [];
      const grants = new Map<string, Grant>();
      const ids = new Map<string, string>();
      for (let round = 0; round < 14; round += 1) {
        const publisher = TENANTS[below(3)] ?? 'acme';
        await writing.writer.apply(...importOf(publisher).batch(nextRows(known, publisher, below)));
        for (const part of await writing.reader.list(publisher, { after: '', limit: 999, ownOnly: true }))
          ids.set(nameOf(part), part.partId);
        const store = below(2) === 0 ? writing : reading;
        const live = [...grants.values()].filter(({ revokedAt }) => revokedAt === undefined);
        if (below(3) === 0 && live.length > 0) {
          const grant = oneOf(live, below);
          const revoked = await store.grants.revoke(grant.publisher, grant.grantId, grantChange(clock.now()));
          if (revoked !== undefined) grants.set(revoked.grantId, revoked);
        } else {
          const subscriber = oneOf(
            TENANTS.filter((tenant) => tenant !== publisher),
            below,
          );
          const brands = below(3) === 0 ? 'all' : BRANDS.filter((_, at) => at === below(3) || below(4) === 0);
          const validFrom = below(3) === 0 ? new Date(now + below(3) * DAY) : undefined;
          const validUntil = below(2) === 0 ? new Date(now + (3 + below(3)) * DAY) : undefined;
          const scope = brands !== 'all' && brands.length === 0 ? 'all' : brands;
          const request = grantOf(publisher, subscriber, scope, { validFrom, validUntil });
          const { grant } = await store.grants.give(request, grantChange(clock.now()));
          grants.set(grant.grantId, grant);
        }
        for (const passed of [0, DAY]) {
          now += passed;
          for (const tenant of TENANTS) {
            const seen = seenBy(tenant, known, [...grants.values()], clock.now());
            assert.deepEqual(
              await answersOf(reading, tenant, ids),
              expectedOf(tenant, seen, ids),
              `round ${round}, ${tenant}, day ${(now - START) / DAY}`,
            );
          }
        }
      }
    },
  ]),
);
