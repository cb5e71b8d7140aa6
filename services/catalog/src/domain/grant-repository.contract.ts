import { newId } from '@qipei/kernel';
import {
  type Grant,
  type GrantRequest,
  MAX_BRANDS_TO_ONE,
  MAX_GRANTS_TO_ONE,
  requireGrant,
} from './grant.ts';
import { type GrantContract, type OpenedGrants, trace } from './part-contract.fixture.ts';

const NOW = new Date('2027-01-01T12:00:00.123Z');
const END = '~';

export function grantOf(
  publisher: string,
  subscriber: string,
  brands: readonly string[] | 'all',
  terms: Partial<Pick<Grant, 'note' | 'validFrom' | 'validUntil'>> = {},
): GrantRequest {
  const asked = { note: '', validFrom: undefined, validUntil: undefined, ...terms };
  const scope = { allBrands: brands === 'all', brands: brands === 'all' ? [] : brands };
  return requireGrant(publisher, { subscriber, ...scope, ...asked }, new Date(0));
}

export const grantChange = (now = NOW) => ({ now, traceparent: trace });

const give = ({ grants }: OpenedGrants, request: GrantRequest, now?: Date) =>
  grants.give(request, grantChange(now));
const listed = (
  { grants }: OpenedGrants,
  tenant: string,
  direction: 'given' | 'received',
  rest: { withoutRevoked?: boolean; before?: string; limit?: number } = {},
) => grants.list(tenant, { direction, withoutRevoked: false, before: END, limit: 99, ...rest });

/** What every `GrantRepository` promises, by name; each case takes an empty storage. */
export const GRANT_CONTRACT: GrantContract = {
  async 'shows a grant to its two sides, and tells of it without its note'(open, assert) {
    const storage = newId('test');
    const until = new Date('2027-06-01T00:00:00.456Z');
    const request = grantOf('acme', 'bolt', ['Mann-Filter', '曼牌', 'BOSCH'], {
      note: 'canary',
      validUntil: until,
    });
    let grant: Grant;
    {
      await using store = await open(storage);
      const given = await give(store, request);
      assert.equal(given.created, true);
      grant = given.grant;
      assert.deepEqual(grant, {
        ...{ grantId: grant.grantId, publisher: 'acme', subscriber: 'bolt', note: 'canary' },
        scope: { kind: 'brands', brands: ['BOSCH', 'Mann-Filter', '曼牌'] },
        ...{ validFrom: undefined, validUntil: until, createdAt: NOW, revokedAt: undefined, version: 1 },
      });
      assert.deepEqual(await store.grantEvents(), [
        { type: 'saved', tenant: 'acme', grant: { ...grant, note: '' } },
      ]);
    }
    await using again = await open(storage);
    for (const tenant of ['acme', 'bolt'])
      assert.deepEqual(await again.grants.find(tenant, grant.grantId), grant);
    assert.equal(await again.grants.find('nobody', grant.grantId), undefined);
    assert.equal(await again.grants.find('acme', newId('grant')), undefined);
    assert.deepEqual(await listed(again, 'acme', 'given'), [grant]);
    assert.deepEqual(await listed(again, 'bolt', 'received'), [grant]);
    for (const [tenant, direction] of [
      ['acme', 'received'],
      ['bolt', 'given'],
      ['nobody', 'given'],
    ] as const)
      assert.deepEqual(await listed(again, tenant, direction), []);
  },

  async 'takes the same brands for the same tenant as the same grant, which gets new terms'(open, assert) {
    await using store = await open(newId('test'));
    const { grant } = await give(store, grantOf('acme', 'bolt', ['BOSCH', 'Mann-Filter'], { note: 'a' }));
    const same = await give(store, grantOf('acme', 'bolt', ['MANN FILTER', 'bosch', 'Bosch'], { note: 'a' }));
    assert.deepEqual(same, { grant, created: false });
    const validUntil = new Date('2028-01-01');
    const longer = await give(
      store,
      grantOf('acme', 'bolt', ['BOSCH', 'MANN FILTER'], { note: 'b', validUntil }),
    );
    assert.deepEqual(longer, { grant: { ...grant, note: 'b', validUntil, version: 2 }, created: false });
    assert.deepEqual(await store.grants.find('acme', grant.grantId), longer.grant);
    const others = [
      grantOf('acme', 'bolt', 'all'),
      grantOf('acme', 'bolt', ['BOSCH']),
      grantOf('acme', 'other', ['BOSCH', 'Mann-Filter']),
      grantOf('other', 'bolt', ['BOSCH', 'Mann-Filter']),
    ];
    for (const request of others) assert.equal((await give(store, request)).created, true);
    const events = (await store.grantEvents()).filter((event) => event.grant.grantId === grant.grantId);
    assert.deepEqual(
      events.map((event) => [event.type, event.grant.version, event.grant.validUntil]),
      [
        ['saved', 1, undefined],
        ['saved', 2, validUntil],
      ],
    );
  },

  async 'is revoked by its publisher alone, once and for all'(open, assert) {
    await using store = await open(newId('test'));
    const { grants } = store;
    const { grant } = await give(store, grantOf('acme', 'bolt', 'all'));
    for (const tenant of ['bolt', 'nobody'])
      assert.equal(await grants.revoke(tenant, grant.grantId, grantChange()), undefined);
    assert.equal(await grants.revoke('acme', newId('grant'), grantChange()), undefined);
    const later = new Date(NOW.getTime() + 1_000);
    const revoked = { ...grant, revokedAt: later, version: 2 };
    assert.deepEqual(await grants.revoke('acme', grant.grantId, grantChange(later)), revoked);
    assert.deepEqual(
      await grants.revoke('acme', grant.grantId, grantChange(new Date('2029-01-01'))),
      revoked,
    );
    const next = await give(store, grantOf('acme', 'bolt', 'all'));
    assert.equal(next.created, true);
    assert.deepEqual(await listed(store, 'bolt', 'received'), [next.grant, revoked]);
    assert.deepEqual(await listed(store, 'acme', 'given', { withoutRevoked: true }), [next.grant]);
    const events = await store.grantEvents();
    const ofFirst = events.filter((event) => event.grant.grantId === grant.grantId);
    assert.deepEqual(
      ofFirst.map((event) => [event.type, event.grant]),
      [
        ['saved', grant],
        ['revoked', revoked],
      ],
    );
    assert.equal(events.length, 3);
  },

  async 'lists the newest first, page by page'(open, assert) {
    await using store = await open(newId('test'));
    for (let i = 0; i < 7; i += 1) await give(store, grantOf('acme', `tenant${i}`, 'all'));
    const all = await listed(store, 'acme', 'given');
    assert.deepEqual(
      all.map(({ subscriber }) => subscriber),
      [6, 5, 4, 3, 2, 1, 0].map((i) => `tenant${i}`),
    );
    const pages: Grant[] = [];
    for (let before = END; ; before = pages.at(-1)?.grantId ?? '') {
      const page = await listed(store, 'acme', 'given', { before, limit: 3 });
      pages.push(...page);
      if (page.length < 3) break;
    }
    assert.deepEqual(pages, all);
  },

  async 'is one, whoever asks for it at once'(open, assert) {
    const storage = newId('test');
    await using one = await open(storage);
    await using two = await open(storage);
    const request = grantOf('acme', 'bolt', ['BOSCH']);
    const given = await Promise.all([one, two, one, two, one, two].map((store) => give(store, request)));
    assert.equal(new Set(given.map(({ grant }) => grant.grantId)).size, 1);
    assert.equal(given.filter(({ created }) => created).length, 1);
    const [first] = given;
    const revoked = await Promise.all(
      [one, two, one, two].map(({ grants }) =>
        grants.revoke('acme', first?.grant.grantId ?? '', grantChange()),
      ),
    );
    for (const each of revoked) assert.equal(each?.version, 2);
    assert.equal((await one.grantEvents()).length, 2);
  },

  async 'has a limit for one tenant, which revoked ones don’t count to'(open, assert) {
    await using store = await open(newId('test'));
    const request = (i: number) => grantOf('acme', 'bolt', [`Brand ${i}`]);
    for (let i = 0; i < MAX_GRANTS_TO_ONE; i += 1) await give(store, request(i));
    const refused = await give(store, request(999)).catch((error) => error.code);
    assert.equal(refused, 'grants-too-many');
    assert.equal((await give(store, request(0))).created, false);
    assert.equal((await give(store, grantOf('acme', 'other', ['X']))).created, true);
    const [newest] = await listed(store, 'bolt', 'received', { limit: 1 });
    await store.grants.revoke('acme', newest?.grantId ?? '', grantChange());
    assert.equal((await give(store, request(999))).created, true);
  },

  async 'has a limit for the brands that are named to one tenant, each once, however they are spelt'(
    open,
    assert,
  ) {
    await using store = await open(newId('test'));
    const brands = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => `Brand ${from + at}`);
    const grants = MAX_BRANDS_TO_ONE / 500;
    const all = Array.from({ length: grants }, (_, i) => grantOf('acme', 'bolt', brands(i * 500, 500)));
    const given = { createdAt: NOW, revokedAt: undefined, version: 1 };
    await store.grants.adopt(all.map((request) => ({ grantId: newId('grant'), ...request, ...given })));
    const refused = async (named: readonly string[]) =>
      await give(store, grantOf('acme', 'bolt', named)).then(
        ({ created }) => created,
        (error) => error.code,
      );
    assert.equal(await refused(['One more']), 'grant-brands-too-many');
    assert.equal(await refused(['BRAND-7', 'brand 8']), true);
    assert.equal((await give(store, grantOf('acme', 'bolt', brands(0, 500)))).created, false);
    assert.equal((await give(store, grantOf('acme', 'other', ['One more']))).created, true);
    assert.equal((await give(store, grantOf('acme', 'bolt', 'all'))).created, true);
    const long = (at: number) =>
      grantOf(
        'acme',
        'long',
        Array.from({ length: 300 }, (_, i) => `${'ﷺ'.repeat(190)}${at}x${i}`),
      );
    assert.equal((await give(store, long(0))).created, true);
    assert.equal(await give(store, long(1)).catch((error) => error.code), 'grant-brands-too-many');
  },

  async 'is copied with its state, and told of once more'(open, assert) {
    await using store = await open(newId('test'));
    await using copy = await open(newId('test'));
    assert.equal(await copy.grants.isEmpty(), true);
    const { grant } = await give(store, grantOf('acme', 'bolt', ['BOSCH'], { note: 'kept' }));
    await give(store, grantOf('acme', 'bolt', 'all'));
    await store.grants.revoke('acme', grant.grantId, grantChange());
    const all = await Array.fromAsync(store.grants.read());
    assert.equal(all.length, 2);
    await copy.grants.adopt(all);
    await copy.grants.adopt(all);
    assert.deepEqual(await Array.fromAsync(copy.grants.read()), all);
    assert.equal(await copy.grants.isEmpty(), false);
    assert.equal((await copy.grantEvents()).length, 0);
    assert.equal((await give(copy, grantOf('acme', 'bolt', 'all'))).created, false);
    assert.equal(await copy.grants.republish(grantChange()), 2);
    assert.deepEqual((await copy.grantEvents()).map(({ type }) => type).sort(), ['revoked', 'saved']);
  },
};
