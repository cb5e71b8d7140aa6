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
          timeout: 20_000,
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
          timeout: 20_000,
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
