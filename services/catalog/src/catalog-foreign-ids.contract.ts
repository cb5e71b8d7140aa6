import { ForeignIdKind } from '@qipei/contracts/catalog/v1/catalog';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog, partRow } from './catalog.fixture.ts';

const PUBLIC = { visibility: 'public' };

/** Ids of tables that a tenant brings along, over whatever engine. */
export function foreignIdsContract(open: OpenCatalog): void {
  let opened: CatalogUnderTest;
  beforeEach(async () => {
    opened = await open({ clock: { now: () => new Date('2026-11-01T12:00:00Z') } });
  });
  afterEach(() => opened[Symbol.asyncDispose]());

  describe('ids of foreign tables', () => {
    const { PART_TYPE, BRAND, ATTRIBUTE } = ForeignIdKind;
    const put = (kind: ForeignIdKind, ids: Record<string, string>, tenant = 'acme') =>
      opened.catalog.setForeignIds(
        { kind, ids: Object.entries(ids).map(([foreignId, value]) => ({ foreignId, value })) },
        as(tenant),
      );
    const partOf = async (partNumber: string, brand = 'BOSCH') => {
      const partId = await opened.idOf('acme', brand, partNumber);
      return (await opened.catalog.getPart({ partId }, as('acme'))).part;
    };
    const typeOf = async (partNumber: string) => (await partOf(partNumber))?.partTypeId;

    it('are kept with the part, and mean something as soon as the tenant says so', async () => {
      await opened.importRows('acme', [
        { ...partRow('A'), partType: 'pcdb.partTerminology:1896' },
        { ...partRow('B', PUBLIC), partType: 'tecdoc.genericArticle:7' },
      ]);
      expect(await partOf('A')).toMatchObject({
        partTypeId: '',
        partTypeRef: 'pcdb.partTerminology:1896',
        version: 1,
      });
      await put(PART_TYPE, { 'pcdb.partTerminology:1896': 'oil-filter' }, 'other');
      const counts = await put(PART_TYPE, {
        'pcdb.partTerminology:1896': '刹车片',
        'tecdoc.genericArticle:7': 'oil-filter',
      });
      expect(counts).toEqual({ added: 2, changed: 0, removed: 0, unchanged: 0 });
      await vi.waitFor(
        async () => expect([await typeOf('A'), await typeOf('B')]).toEqual(['brake-pads', 'oil-filter']),
        {
          timeout: 30_000,
          interval: 20,
        },
      );
      expect(await partOf('A')).toMatchObject({
        version: 2,
        partTypeRef: 'pcdb.partTerminology:1896',
        nameEn: 'Brake pads',
        source: expect.stringMatching(/#1$/),
      });
      await opened.importRows('acme', [{ ...partRow('C'), partType: 'pcdb.partTerminology:1896' }]);
      expect(await typeOf('C')).toBe('brake-pads');
      expect(await put(PART_TYPE, { 'pcdb.partTerminology:1896': 'brake-disc' })).toMatchObject({
        changed: 1,
        removed: 1,
      });
      await vi.waitFor(
        async () => expect([await typeOf('C'), await typeOf('B')]).toEqual(['brake-disc', '']),
        {
          timeout: 30_000,
          interval: 20,
        },
      );
    });

    it('name brands, in rows that write or delete', async () => {
      await put(BRAND, { 'autocare.brand:ZZZZ': 'Zeta' });
      const row = { brand: 'autocare.brand:ZZZZ', partNumber: 'Z 1' };
      await opened.importRows('acme', [{ ...row, partType: 'oil-filter' }]);
      expect((await partOf('Z-1', 'zeta'))?.brand).toBe('Zeta');
      expect(await opened.importRows('acme', [{ ...row, action: 'delete' }])).toMatchObject({ deleted: 1 });
    });

    it('are listed in order, to who said them alone', async () => {
      const ids = Object.fromEntries(
        Array.from({ length: 25 }, (_, at) => [`autocare.brand:B${100 + at}`, `Brand ${at}`]),
      );
      await put(BRAND, ids);
      const seen: string[] = [];
      let pageToken = '';
      do {
        const page = await opened.catalog.listForeignIds(
          { kind: BRAND, pageSize: 10, pageToken },
          as('acme'),
        );
        seen.push(...page.ids.map(({ foreignId }) => foreignId));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      expect(seen).toEqual(Object.keys(ids));
      const theirs = await opened.catalog.listForeignIds(
        { kind: BRAND, pageSize: 0, pageToken: '' },
        as('other'),
      );
      expect(theirs.ids).toEqual([]);
    });

    it('are changed some at a time, the others of all kinds and tenants staying as they are', async () => {
      let state = 20261122;
      const random = (n: number) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
        return (state >>> 8) % n;
      };
      const names = ['Alfa', 'Beta', 'Gamma'];
      const said = new Map<string, { tenant: string; kind: ForeignIdKind; known: Map<string, string> }>();
      for (let round = 0; round < 40; round += 1) {
        const tenant = ['acme', 'other'][random(2)] ?? '';
        const kind = [BRAND, ATTRIBUTE][random(2)] ?? BRAND;
        const { known } = said.get(`${tenant} ${kind}`) ?? { known: new Map<string, string>() };
        said.set(`${tenant} ${kind}`, { tenant, kind, known });
        const ids = new Set(Array.from({ length: random(6) }, () => `autocare.brand:B${random(12)}`));
        const wanted = { added: 0, changed: 0, removed: 0, unchanged: 0 };
        const set: { foreignId: string; value: string }[] = [];
        const remove: string[] = [];
        for (const foreignId of ids) {
          const before = known.get(foreignId);
          const value = names[random(4)];
          if (value === undefined) {
            remove.push(foreignId);
            if (before !== undefined) wanted.removed += 1;
            known.delete(foreignId);
          } else {
            set.push({ foreignId, value });
            wanted[before === undefined ? 'added' : before === value ? 'unchanged' : 'changed'] += 1;
            known.set(foreignId, value);
          }
        }
        expect(await opened.catalog.changeForeignIds({ kind, set, remove }, as(tenant))).toEqual(wanted);
      }
      for (const { tenant, kind, known } of said.values()) {
        const { ids } = await opened.catalog.listForeignIds(
          { kind, pageSize: 100, pageToken: '' },
          as(tenant),
        );
        expect(new Map(ids.map(({ foreignId, value }) => [foreignId, value]))).toEqual(
          new Map([...known].sort(([a], [b]) => (a < b ? -1 : 1))),
        );
      }
    });

    it('are counted with the parts that have them, until they mean something', async () => {
      const ref = 'pcdb.partTerminology:1896';
      await opened.importRows('acme', [
        ...['A', 'B', 'C'].map((number) => ({ ...partRow(number), partType: ref })),
        { ...partRow('D', PUBLIC), partType: 'oil-filter' },
      ]);
      await opened.importRows('other', [{ ...partRow('E', PUBLIC), partType: ref }]);
      const counts = async () => await opened.catalog.countPartTypes({ pageToken: '' }, as('acme'));
      expect(await counts()).toEqual({
        counts: [
          { partTypeId: '', unresolvedRef: ref, parts: 3 },
          { partTypeId: 'oil-filter', unresolvedRef: '', parts: 1 },
        ],
        partsRead: 4,
        nextPageToken: '',
      });
      const change = { kind: PART_TYPE, set: [{ foreignId: ref, value: 'oil-filter' }], remove: [] };
      await opened.catalog.changeForeignIds(change, as('acme'));
      await vi.waitFor(
        async () =>
          expect((await counts()).counts).toEqual([
            { partTypeId: 'oil-filter', unresolvedRef: '', parts: 4 },
          ]),
        { timeout: 30_000, interval: 20 },
      );
      await opened.catalog.changeForeignIds({ kind: PART_TYPE, set: [], remove: [ref] }, as('acme'));
      await vi.waitFor(
        async () => expect((await counts()).counts[0]).toMatchObject({ unresolvedRef: ref, parts: 3 }),
        { timeout: 30_000, interval: 20 },
      );
      await expect(opened.catalog.countPartTypes({ pageToken: 'part' }, as('acme'))).rejects.toMatchObject({
        code: 'page-token-invalid',
      });
    });

    it.each([
      [[{ foreignId: '1896', value: 'oil-filter' }], [], 'foreign-id-invalid'],
      [[{ foreignId: 'a.b:1', value: 'no such type' }], [], 'unknown-part-type'],
      [[{ foreignId: 'a.b:1', value: 'oil-filter' }], ['a.b:1'], 'given-twice'],
      [[], ['a.b:1', 'a.b:1'], 'given-twice'],
      [[], ['no id'], 'foreign-id-invalid'],
      [[], Array.from({ length: 1_001 }, (_, at) => `a.b:${at}`), 'too-many'],
    ])('are not changed by %#, and nothing of it is', async (set, remove, code) => {
      await expect(
        opened.catalog.changeForeignIds({ kind: PART_TYPE, set, remove }, as('acme')),
      ).rejects.toMatchObject({ code });
    });

    it('of attributes are kept beside the others, and gone when they aren’t said again', async () => {
      const kept = async () => {
        const found = await opened.catalog.listForeignIds(
          { kind: ATTRIBUTE, pageSize: 0, pageToken: '' },
          as('acme'),
        );
        return found.ids.map(({ foreignId, value }) => `${foreignId} ${value}`);
      };
      await put(BRAND, { 'autocare.brand:ZZZZ': 'Bosch' });
      await put(ATTRIBUTE, { 'padb.attribute:12': 'Thread', 'padb.attribute:13': '高度' });
      expect(await kept()).toEqual(['padb.attribute:12 Thread', 'padb.attribute:13 高度']);
      const counts = await put(ATTRIBUTE, { 'padb.attribute:13': '高度' });
      expect(counts).toEqual({ added: 0, changed: 0, removed: 1, unchanged: 1 });
      expect(await kept()).toEqual(['padb.attribute:13 高度']);
    });

    it.each([
      [PART_TYPE, { 'pcdb.partTerminology:1': 'no such type' }, 'unknown-part-type'],
      [PART_TYPE, { '1896': 'oil-filter' }, 'foreign-id-invalid'],
      [PART_TYPE, { 'pcdb.partTerminology:a b': 'oil-filter' }, 'foreign-id-invalid'],
      [BRAND, { 'autocare.brand:ZZZZ': '—' }, 'brand-invalid'],
      [ATTRIBUTE, { 'padb.attribute:12': ' ' }, 'attribute-invalid'],
      [0 as ForeignIdKind, {}, 'not-allowed'],
    ])('refuses %j %j', async (kind, ids, code) => {
      await expect(put(kind, ids)).rejects.toMatchObject({ code });
    });
  });
}
