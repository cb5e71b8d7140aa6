import { newId } from '@qipei/kernel';
import {
  identityOf,
  idOf,
  importOf,
  numbersOf,
  type OpenedParts,
  type PartContract,
} from './part-contract.fixture.ts';
import type { NumberHit } from './part-repository.ts';
import type { PartCells } from './part-row.ts';

const PUBLIC = { visibility: 'public' };
const KINDS = [
  'own',
  'oe',
  'cross-reference',
  'comparable',
  'replaced-by',
] as const satisfies NumberHit['kind'][];

async function take({ writer }: OpenedParts, publisher: string, ...rows: PartCells[]): Promise<void> {
  await writer.apply(...importOf(publisher).batch(rows));
}

/** What every `PartReader` promises, by name; each case takes an empty storage. */
export const PART_READER_CONTRACT: PartContract = {
  async 'lets nothing of another tenant’s private parts show'(open, assert) {
    await using store = await open(newId('test'));
    const { reader } = store;
    const lists = { oeNumbers: ['VW:06A115561B'], comparables: ['MANN:W712'], supersededBy: ['CANARY-2'] };
    const secret = {
      brand: 'CANARY',
      partNumber: 'CANARY-1',
      crossReferences: ['CANARY:CANARY-3'],
      ...lists,
    };
    await take(store, 'acme', { partNumber: 'OPEN', ...PUBLIC }, secret, {
      partNumber: 'TURNED',
      ...PUBLIC,
      oeNumbers: ['CANARY'],
    });
    const turned = await idOf(reader, 'bolt', 'TURNED');
    await take(store, 'acme', { partNumber: 'TURNED', oeNumbers: ['CANARY'] });
    await take(store, 'bolt', { partNumber: 'MINE' });
    const ids = [await idOf(reader, 'acme', 'CANARY-1', 'CANARY'), turned];
    const keys = ['CANARY', 'CANARY1', 'CANARY2', 'CANARY3', '06A115561B', 'W712', 'TURNED'];
    for (const tenant of ['bolt', 'nobody']) {
      for (const id of ids) assert.equal(await reader.find(tenant, id), undefined);
      assert.deepEqual(await reader.findAll(tenant, ids), []);
      assert.deepEqual(await reader.seen(tenant, ids), []);
      assert.deepEqual(await reader.seenOf(tenant, 'acme', ids), []);
      const asked = [identityOf('CANARY-1', 'CANARY'), identityOf('TURNED')];
      assert.deepEqual(await reader.resolve(tenant, asked), [undefined, undefined]);
      for (const key of keys)
        assert.deepEqual(await reader.byNumber(tenant, { key, kinds: KINDS, limit: 99 }), []);
      const shown = [
        ...(await reader.list(tenant, { after: '', limit: 99, ownOnly: false })),
        ...(await reader.list(tenant, { after: '', limit: 99, ownOnly: true })),
        ...(await reader.brands(tenant)),
      ];
      assert.equal(/CANARY|TURNED/.test(JSON.stringify(shown)), false);
      assert.equal(shown.length, tenant === 'bolt' ? 4 : 2);
    }
    assert.equal((await reader.findAll('acme', ids)).length, 2);
    assert.deepEqual((await reader.seen('acme', [...ids, newId('part')])).sort(), [...ids].sort());
    assert.deepEqual(await reader.seen('acme', []), []);
    assert.deepEqual((await reader.seenOf('acme', 'acme', ids)).sort(), [...ids].sort());
    assert.deepEqual(await reader.seenOf('acme', 'bolt', ids), []);
  },

  async 'tells by what own parts are told apart, those that were withdrawn too'(open, assert) {
    await using store = await open(newId('test'));
    const { reader } = store;
    await take(store, 'acme', { partNumber: 'W-1' }, { partNumber: 'w 2', brand: '曼 牌' });
    const ids = [await idOf(reader, 'acme', 'W1'), await idOf(reader, 'acme', 'W2', '曼牌')];
    await take(store, 'acme', { partNumber: 'W1', action: 'delete' });
    assert.deepEqual(await reader.seen('acme', ids), ids.slice(1));
    const told = await reader.identitiesOf('acme', [...ids, newId('part')]);
    assert.deepEqual(
      told.map(({ brandKey, partNumberKey }) => `${brandKey} ${partNumberKey}`).sort(),
      [identityOf('W1'), identityOf('W2', '曼牌')]
        .map((each) => `${each.brandKey} ${each.partNumberKey}`)
        .sort(),
    );
    assert.deepEqual(told.map(({ partId }) => partId).sort(), [...ids].sort());
    assert.deepEqual(await reader.identitiesOf('bolt', ids), []);
    assert.deepEqual(await reader.identitiesOf('acme', []), []);
  },

  async 'resolves to the own part, else to the oldest that everybody sees, in the order asked'(open, assert) {
    await using store = await open(newId('test'));
    const { reader } = store;
    await take(
      store,
      'first',
      { partNumber: 'R1', ...PUBLIC },
      { partNumber: 'R2', ...PUBLIC },
      { partNumber: 'R4', ...PUBLIC },
    );
    await take(
      store,
      'second',
      { partNumber: 'R1', ...PUBLIC },
      { partNumber: 'R3' },
      { partNumber: 'R4', ...PUBLIC },
    );
    await take(store, 'acme', { partNumber: 'R2' }, { partNumber: 'R5', ...PUBLIC });
    await take(store, 'first', { partNumber: 'R4', action: 'delete' });
    const asked = ['R5', 'R1', 'R3', 'R2', 'R1', 'R4'].map((number) => identityOf(number));
    const found = await reader.resolve('acme', [undefined, ...asked]);
    assert.deepEqual(found, [
      undefined,
      { partId: await idOf(reader, 'acme', 'R5'), own: true, public: true },
      { partId: await idOf(reader, 'first', 'R1'), own: false, public: true },
      undefined,
      { partId: await idOf(reader, 'acme', 'R2'), own: true, public: false },
      { partId: await idOf(reader, 'first', 'R1'), own: false, public: true },
      { partId: await idOf(reader, 'second', 'R4'), own: false, public: true },
    ]);
    const many = Array.from({ length: 2_400 }, (_, i) => identityOf(i === 2_345 ? 'R1' : `X${i}`));
    const ofMany = await reader.resolve('nobody', many);
    assert.deepEqual(ofMany.map((each, i) => (each === undefined ? '' : i)).filter(String), [2_345]);
    assert.deepEqual(await reader.resolve('acme', []), []);
  },

  async 'finds by number: by kind, the private before the public, by space and age, up to the limit'(
    open,
    assert,
  ) {
    await using store = await open(newId('test'));
    const { reader } = store;
    await take(
      store,
      'acme',
      { partNumber: 'OE-Z', ...PUBLIC, oeNumbers: ['Zotye:N1', 'N-1'] },
      { partNumber: 'CMP', ...PUBLIC, comparables: ['MANN:N1'] },
      { partNumber: 'XREF', crossReferences: ['MANN:N1'] },
      { partNumber: 'OE-A', ...PUBLIC, oeNumbers: ['Aixam:N1'] },
      { partNumber: 'OE-OWN', oeNumbers: ['Zotye:N1'] },
      { brand: 'MANN', partNumber: 'N 1', ...PUBLIC },
      { partNumber: 'NEXT', ...PUBLIC, supersededBy: ['N1', 'MANN:N1'] },
      { partNumber: 'N1', crossReferences: ['MANN:N1'] },
      { partNumber: 'OE-Z2', ...PUBLIC, oeNumbers: ['Zotye:N1'] },
      { partNumber: 'OTHER', oeNumbers: ['Zotye:N12', 'Zotye:N', 'ZotyeX:N1'], ...PUBLIC },
    );
    const all = await reader.byNumber('acme', { key: 'N1', kinds: KINDS, limit: 99 });
    assert.deepEqual(
      all.map(({ part, kind, space }) => [part.partNumber, kind, space]),
      [
        ['N1', 'own', 'bosch-10'],
        ['N 1', 'own', 'mann-filter-kind-size'],
        ['OE-OWN', 'oe', 'ZOTYE'],
        ['OE-Z', 'oe', ''],
        ['OE-A', 'oe', 'AIXAM'],
        ['OE-Z', 'oe', 'ZOTYE'],
        ['OE-Z2', 'oe', 'ZOTYE'],
        ['OTHER', 'oe', 'ZOTYEX'],
        ['XREF', 'cross-reference', 'mann-filter-kind-size'],
        ['N1', 'cross-reference', 'mann-filter-kind-size'],
        ['CMP', 'comparable', 'mann-filter-kind-size'],
        ['NEXT', 'replaced-by', 'bosch-10'],
        ['NEXT', 'replaced-by', 'mann-filter-kind-size'],
      ],
    );
    for (let limit = 1; limit <= all.length; limit += 1)
      assert.deepEqual(
        await reader.byNumber('acme', { key: 'N1', kinds: KINDS, limit }),
        all.slice(0, limit),
      );
    for (const space of ['ZOTYE', 'mann-filter-kind-size', '', 'ZOTY', 'ZOTYE ']) {
      const within = await reader.byNumber('acme', { key: 'N1', space, kinds: KINDS, limit: 99 });
      assert.deepEqual(
        within,
        all.filter((hit) => hit.space === space),
      );
    }
    const some = await reader.byNumber('acme', { key: 'N1', kinds: ['comparable', 'own'], limit: 99 });
    assert.deepEqual(numbersOf(some), ['CMP', 'N1', 'N 1']);
    const seen = await reader.byNumber('nobody', { key: 'N1', kinds: KINDS, limit: 99 });
    assert.deepEqual(numbersOf(seen), [
      'N 1',
      'OE-Z',
      'OE-A',
      'OE-Z',
      'OE-Z2',
      'OTHER',
      'CMP',
      'NEXT',
      'NEXT',
    ]);
    for (const key of ['', 'N1 ', '$gt', 'N1 1 ZOTYE', 'N1!'])
      assert.deepEqual(await reader.byNumber('acme', { key, kinds: KINDS, limit: 99 }), []);
  },

  async 'forgets the numbers that a part no longer has'(open, assert) {
    await using store = await open(newId('test'));
    const find = async (key: string) =>
      numbersOf(await store.reader.byNumber('acme', { key, kinds: KINDS, limit: 9 }));
    await take(store, 'acme', { partNumber: 'P', oeNumbers: ['VW:O1', 'VW:O2'] });
    await take(store, 'acme', { partNumber: 'P', oeNumbers: ['VW:O2', 'VW:O3'], ...PUBLIC });
    assert.deepEqual([await find('O1'), await find('O2'), await find('O3')], [[], ['P'], ['P']]);
    await take(store, 'acme', { partNumber: 'P', action: 'delete' });
    assert.deepEqual([await find('P'), await find('O2'), await find('O3')], [[], [], []]);
  },

  async 'lists what the tenant sees by id, page by page'(open, assert) {
    await using store = await open(newId('test'));
    for (const publisher of ['bolt', 'acme', 'bolt']) {
      const rows = Array.from({ length: 12 }, (_, i) => ({
        partNumber: `${publisher}${i}`,
        ...(i % 3 === 0 ? PUBLIC : {}),
      }));
      await take(store, publisher, ...rows);
    }
    await take(
      store,
      'acme',
      { partNumber: 'acme0', action: 'delete' },
      { partNumber: 'acme1', action: 'delete' },
    );
    for (const [ownOnly, count] of [
      [false, 14],
      [true, 10],
    ] as const) {
      const all = await store.reader.list('acme', { after: '', limit: 99, ownOnly });
      assert.equal(all.length, count);
      const ids = all.map(({ partId }) => partId);
      assert.deepEqual(ids, [...new Set(ids)].sort());
      const pages = [];
      for (let after = ''; ; after = pages.at(-1)?.partId ?? '') {
        const page = await store.reader.list('acme', { after, limit: 3, ownOnly });
        pages.push(...page);
        if (page.length < 3) break;
      }
      assert.deepEqual(pages, all);
      const found = await store.reader.findAll('acme', ids);
      assert.deepEqual(
        found.sort((a, b) => (a.partId < b.partId ? -1 : 1)),
        all,
      );
    }
  },

  async 'counts a brand’s parts under the name that the tenant’s own bear'(open, assert) {
    await using store = await open(newId('test'));
    const brands = async (tenant: string) =>
      (await store.reader.brands(tenant)).map(({ brandId, name, partCount }) => [brandId, name, partCount]);
    await take(
      store,
      'first',
      { brand: 'Mann-Filter', partNumber: '1', ...PUBLIC },
      { brand: '曼牌', partNumber: '2' },
    );
    await take(
      store,
      'acme',
      { brand: 'MANN FILTER', partNumber: '1' },
      { brand: 'mannfilter', partNumber: '3', ...PUBLIC },
      { partNumber: 'X' },
    );
    assert.deepEqual(await brands('acme'), [
      ['brand_BOSCH', 'BOSCH', 1],
      ['brand_MANNFILTER', 'MANN FILTER', 3],
    ]);
    assert.deepEqual(await brands('first'), [
      ['brand_MANNFILTER', 'Mann-Filter', 2],
      ['brand_曼牌', '曼牌', 1],
    ]);
    assert.deepEqual(await brands('nobody'), [['brand_MANNFILTER', 'Mann-Filter', 2]]);
    await take(
      store,
      'acme',
      { partNumber: 'X', action: 'delete' },
      { brand: 'MANN FILTER', partNumber: '1', ...PUBLIC },
    );
    assert.deepEqual(await brands('acme'), [['brand_MANNFILTER', 'Mann-Filter', 3]]);
    await take(store, 'first', { brand: '曼牌', partNumber: '2', action: 'delete' });
    assert.deepEqual(await brands('first'), [['brand_MANNFILTER', 'Mann-Filter', 3]]);
  },
};
