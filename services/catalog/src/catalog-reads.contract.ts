import { GetInterchangeRequest, NumberKind } from '@qipei/contracts/catalog/v1/catalog';
import { newId } from '@qipei/kernel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog, partRow } from './catalog.fixture.ts';

const PUBLIC = { visibility: 'public' };
/** What the service answers, over whatever engine. */
export function readsContract(open: OpenCatalog): void {
  let opened: CatalogUnderTest;
  beforeEach(async () => {
    opened = await open({ clock: { now: () => new Date('2026-11-01T12:00:00Z') } });
  });
  afterEach(() => opened[Symbol.asyncDispose]());

  const page = (rest: object = {}) => ({ pageSize: 0, pageToken: '', ownOnly: false, ...rest });

  describe('visibility', () => {
    it('hides what another tenant keeps private, as if it were not there', async () => {
      await opened.importRows('acme', [
        { ...partRow('SECRET-1', { oeNumbers: ['VW:06A115561B'] }), brand: 'CANARY' },
        partRow('OPEN-1', PUBLIC),
      ]);
      await opened.importRows('other', [partRow('OTHER-1', { crossReferences: ['CANARY:SECRET-1'] })]);
      const { catalog } = opened;
      const secret = await opened.idOf('acme', 'canary', 'secret1');
      const mine = await opened.idOf('other', 'BOSCH', 'OTHER-1');
      const unknown = newId('part');
      const refused = async (partId: string) => {
        const error = await catalog.getPart({ partId }, as('other')).catch((cause: Error) => cause);
        return JSON.stringify(error, ['code', 'kind', 'message']).replace(partId, 'ID');
      };
      expect(await refused(secret)).toBe(await refused(unknown));
      await expect(
        catalog.getInterchange(GetInterchangeRequest.fromPartial({ partId: secret }), as('other')),
      ).rejects.toMatchObject({
        code: 'part-not-found',
      });
      const answers = [
        await catalog.batchGetParts({ partIds: [secret, mine, unknown, 'x'] }, as('other')),
        await catalog.listParts(page(), as('other')),
        await catalog.listBrands({}, as('other')),
        await catalog.lookupNumber({ number: '06A115561B', make: '', limit: 0 }, as('other')),
        await catalog.lookupNumber({ number: 'SECRET-1', make: 'CANARY', limit: 0 }, as('other')),
        await opened.idOf('other', 'CANARY', 'SECRET-1'),
      ];
      for (const answer of answers) expect(JSON.stringify(answer)).not.toContain(secret);
      const { edges } = await catalog.getInterchange(
        GetInterchangeRequest.fromPartial({ partId: mine }),
        as('other'),
      );
      expect(edges).toMatchObject([{ part: undefined, via: { make: 'CANARY', raw: 'SECRET-1' } }]);
      const { brands } = await catalog.listBrands({}, as('other'));
      expect(brands).toMatchObject([{ brandId: 'brand_BOSCH', name: 'BOSCH', partCount: 2 }]);
    });

    it('follows a part from public to private and back', async () => {
      const row = partRow('V-1', { oeNumbers: ['VW:06A115561B'] });
      const seen = async () => {
        const { matches } = await opened.catalog.lookupNumber(
          { number: '06A115561B', make: '', limit: 0 },
          as('other'),
        );
        const { brands } = await opened.catalog.listBrands({}, as('other'));
        const { parts } = await opened.catalog.listParts(page(), as('other'));
        const id = await opened.idOf('other', 'BOSCH', 'V-1');
        return [matches.length, brands.length, parts.length, id === '' ? 0 : 1];
      };
      await opened.importRows('acme', [{ ...row, ...PUBLIC }]);
      expect(await seen()).toEqual([1, 1, 1, 1]);
      expect(await opened.importRows('acme', [row])).toMatchObject({ updated: 1 });
      expect(await seen()).toEqual([0, 0, 0, 0]);
      await opened.importRows('acme', [{ ...row, ...PUBLIC }]);
      expect(await seen()).toEqual([1, 1, 1, 1]);
    });
  });

  describe('resolveParts', () => {
    it('gives the own part first, then the oldest public one, in the order asked', async () => {
      await opened.importRows('first', [partRow('R 1', PUBLIC), partRow('R 2', PUBLIC)]);
      await opened.importRows('second', [partRow('r-1', PUBLIC), partRow('R 3')]);
      await opened.importRows('acme', [partRow('R-2')]);
      const references = ['R-1', 'R2', 'r3', '?', ''].map((partNumber) => ({ brand: 'bosch', partNumber }));
      const { resolutions } = await opened.catalog.resolveParts({ references }, as('acme'));
      expect(resolutions).toEqual([
        { partId: await opened.idOf('first', 'BOSCH', 'R1'), own: false, public: true },
        { partId: await opened.idOf('acme', 'BOSCH', 'R2'), own: true, public: false },
        ...Array(3).fill({ partId: '', own: false, public: false }),
      ]);
      expect(await opened.idOf('second', 'BOSCH', 'R1')).not.toBe(resolutions[0]?.partId);
    });

    it('keeps brands of one group of makes apart', async () => {
      await opened.importRows('acme', [{ ...partRow('06A115561B', PUBLIC), brand: 'Volkswagen' }]);
      expect(await opened.idOf('other', 'Audi', '06A115561B')).toBe('');
      expect(await opened.idOf('other', 'volkswagen', 'O6A 115 561 B')).not.toBe('');
    });
  });

  describe('lookupNumber', () => {
    const lookup = async (number: string, make = '', limit = 0) =>
      (await opened.catalog.lookupNumber({ number, make, limit }, as('acme'))).matches.map(
        ({ part, via }) => [part?.partNumber, via?.kind, via?.raw],
      );

    it('finds a number through every kind, own numbers first', async () => {
      await opened.importRows('acme', [
        partRow('CMP', { comparables: ['MANN:W712'] }),
        partRow('XREF', { crossReferences: ['MANN:W 712'] }),
        partRow('OE', { oeNumbers: ['VW:W712', 'W-712'] }),
        { ...partRow('w712', { crossReferences: ['MANN:W712'] }), brand: 'HENGST' },
      ]);
      expect(await lookup('W/712')).toEqual([
        ['w712', NumberKind.OWN, 'w712'],
        ['OE', NumberKind.OE, 'W-712'],
        ['XREF', NumberKind.CROSS_REFERENCE, 'W 712'],
        ['CMP', NumberKind.COMPARABLE, 'MANN:W712'.slice(5)],
      ]);
      expect(await lookup('W712', 'mann')).toEqual([
        ['XREF', NumberKind.CROSS_REFERENCE, 'W 712'],
        ['w712', NumberKind.CROSS_REFERENCE, 'W712'],
        ['CMP', NumberKind.COMPARABLE, 'W712'],
      ]);
      expect(await lookup('W712', '', 1)).toHaveLength(1);
      for (const nothing of ['', '---', '机油', 'x'.repeat(10_000), 'W7122', "' OR 1=1 --"])
        expect(await lookup(nothing)).toEqual([]);
      await expect(lookup('W712', '', -1)).rejects.toMatchObject({ kind: 'invalid' });
    });

    it('folds by the rules of makes, each in its own numbers only', async () => {
      await opened.importRows('acme', [
        partRow('VAG', { oeNumbers: ['大众:1H0 819 644'] }),
        partRow('BMW', { oeNumbers: ['BMW:34 11 6 794 300'] }),
        partRow('BENZ', { oeNumbers: ['奔驰:000 180 26 09'] }),
        partRow('SEVEN', { oeNumbers: ['Subaru:6794300'] }),
      ]);
      expect(await lookup('1HO-819-644')).toMatchObject([['VAG', NumberKind.OE, '1H0 819 644']]);
      expect(await lookup('1H0819644', 'Audi')).toHaveLength(1);
      expect(await lookup('1H0819644', 'Toyota')).toEqual([]);
      expect(await lookup('34116794300')).toMatchObject([['BMW', NumberKind.OE, '34 11 6 794 300']]);
      expect(new Set((await lookup('6794300')).map(([number]) => number))).toEqual(new Set(['BMW', 'SEVEN']));
      expect(await lookup('A0001802609')).toMatchObject([['BENZ', NumberKind.OE, '000 180 26 09']]);
      const { keys, matches } = await opened.catalog.lookupNumber(
        { number: 'a000 180 26 09', make: '', limit: 0 },
        as('acme'),
      );
      expect(keys).toContain('A0001802609');
      expect(matches[0]?.via).toMatchObject({ make: '奔驰', confidence: 0.9 });
      expect(matches[0]?.via?.rule).toMatch(/^mercedes-prefix: Mercedes/);
    });
  });

  describe('pages and batches', () => {
    it('lists each visible part once, in id order', async () => {
      await opened.importRows(
        'other',
        Array.from({ length: 25 }, (_, at) => partRow(`O${at}`, at % 2 ? PUBLIC : {})),
      );
      await opened.importRows(
        'acme',
        Array.from({ length: 25 }, (_, at) => partRow(`P${at}`, at % 2 ? PUBLIC : {})),
      );
      for (const [ownOnly, expected] of [
        [false, 37],
        [true, 25],
      ] as const) {
        const ids: string[] = [];
        let pageToken = '';
        do {
          const answer = await opened.catalog.listParts(
            page({ pageSize: 7, pageToken, ownOnly }),
            as('acme'),
          );
          ids.push(...answer.parts.map(({ partId }) => partId));
          pageToken = answer.nextPageToken;
        } while (pageToken !== '');
        expect(ids).toHaveLength(expected);
        expect(ids).toEqual([...new Set(ids)].sort());
      }
    });

    it.each(['x', 'part_', "part_' OR 1=1 --", newId('key')])(
      'refuses the page token %s',
      async (pageToken) => {
        const call = opened.catalog.listParts(page({ pageToken }), as('acme'));
        await expect(call).rejects.toMatchObject({ kind: 'invalid', code: 'page-token-invalid' });
      },
    );

    it('refuses more than a batch holds', async () => {
      const partIds = Array.from({ length: 1_001 }, () => newId('part'));
      await expect(opened.catalog.batchGetParts({ partIds }, as('acme'))).rejects.toMatchObject({
        code: 'too-many',
      });
      const references = Array.from({ length: 5_001 }, () => ({ brand: 'BOSCH', partNumber: '1' }));
      await expect(opened.catalog.resolveParts({ references }, as('acme'))).rejects.toMatchObject({
        code: 'too-many',
      });
    });

    it('refuses a call without a tenant', async () => {
      await expect(opened.catalog.listBrands({}, as(''))).rejects.toMatchObject({ code: 'tenant-missing' });
    });
  });

  it('counts the parts of a brand that two publishers write differently as one brand', async () => {
    await opened.importRows('first', [
      { ...partRow('1', PUBLIC), brand: 'Mann-Filter' },
      { ...partRow('2'), brand: '曼牌' },
    ]);
    await opened.importRows('acme', [
      { ...partRow('1'), brand: 'MANN FILTER' },
      { ...partRow('3', PUBLIC), brand: 'mannfilter' },
    ]);
    const brandsOf = async (tenant: string) =>
      (await opened.catalog.listBrands({}, as(tenant))).brands.map(({ brandId, name, nameZh, partCount }) => [
        brandId,
        name,
        nameZh,
        partCount,
      ]);
    expect(await brandsOf('acme')).toEqual([['brand_MANNFILTER', 'MANN FILTER', '', 3]]);
    expect(await brandsOf('first')).toEqual([
      ['brand_MANNFILTER', 'Mann-Filter', '', 2],
      ['brand_曼牌', '曼牌', '曼牌', 1],
    ]);
  });
}
