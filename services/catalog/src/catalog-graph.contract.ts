import {
  ForeignIdKind,
  GetInterchangeRequest,
  GraphFaultCode,
  NumberKind,
  ReadNumbersRequest,
  InterchangeRelation as Relation,
} from '@qipei/contracts/catalog/v1/catalog';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog, partRow } from './catalog.fixture.ts';

const PUBLIC = { visibility: 'public' };

/** How parts hang together, over whatever engine. */
export function graphContract(open: OpenCatalog): void {
  let opened: CatalogUnderTest;
  beforeEach(async () => {
    opened = await open({ clock: { now: () => new Date('2026-11-01T12:00:00Z') } });
  });
  afterEach(() => opened[Symbol.asyncDispose]());

  describe('getInterchange', () => {
    const interchange = async (partNumber: string, query: object = {}, tenant = 'acme') => {
      const partId = await opened.idOf(tenant, 'BOSCH', partNumber);
      const request = GetInterchangeRequest.fromPartial({ partId, ...query });
      const answer = await opened.catalog.getInterchange(request, as(tenant));
      const numbers = new Map(answer.edges.map(({ part }) => [part?.partId, part?.partNumber]));
      numbers.set(partId, partNumber);
      return {
        edges: answer.edges.map(({ relation, part, via, distance }) => [
          relation,
          part?.partNumber ?? via?.raw,
          via?.kind,
          distance,
        ]),
        current: answer.currentPartIds.map((id) => numbers.get(id)),
        loop: answer.loopPartIds.map((id) => numbers.get(id)).sort(),
        buy: answer.buy.map(({ items }) =>
          items.map(({ number, quantity }) => `${quantity}*${number?.raw}`).join(' + '),
        ),
        faults: answer.faults.map(({ code }) => code),
        answer,
      };
    };

    it('tells OE, cross-reference and comparable apart, with their direction', async () => {
      await opened.importRows('acme', [
        partRow('P', {
          oeNumbers: ['VW:06A115561B'],
          crossReferences: ['BOSCH:X', 'MANN:W 1'],
          comparables: ['BOSCH:C'],
        }),
        partRow('X'),
        partRow('C'),
        partRow('SAME', { oeNumbers: ['Audi:O6A 115 561 B'] }),
        partRow('BACK', { crossReferences: ['Bosch:p'] }),
        partRow('BACK-C', { comparables: ['Bosch:P'] }),
        { ...partRow('06A-115-561-B'), brand: 'Volkswagen' },
      ]);
      const { edges, current, loop } = await interchange('P');
      expect(edges).toEqual([
        [Relation.SAME_OE, '06A-115-561-B', NumberKind.OE, 1],
        [Relation.SAME_OE, 'SAME', NumberKind.OE, 1],
        [Relation.CROSS_REFERENCE, 'X', NumberKind.CROSS_REFERENCE, 1],
        [Relation.CROSS_REFERENCE, 'W 1', NumberKind.CROSS_REFERENCE, 1],
        [Relation.COMPARABLE, 'C', NumberKind.COMPARABLE, 1],
        [Relation.CROSS_REFERENCE, 'BACK', NumberKind.OWN, 1],
        [Relation.COMPARABLE, 'BACK-C', NumberKind.OWN, 1],
      ]);
      expect([current, loop]).toEqual([['P'], []]);
      const partId = await opened.idOf('acme', 'Volkswagen', '06A115561B');
      const genuine = await opened.catalog.getInterchange(
        GetInterchangeRequest.fromPartial({ partId }),
        as('acme'),
      );
      expect(genuine.edges.map(({ relation, part }) => [relation, part?.partNumber])).toEqual([
        [Relation.SAME_OE, 'P'],
        [Relation.SAME_OE, 'SAME'],
      ]);
    });

    it('follows supersessions over branches and merges, both ways', async () => {
      await opened.importRows('acme', [
        partRow('A', { supersededBy: ['B1', 'B2@2020-01-31'] }),
        partRow('B1', { supersededBy: ['C'] }),
        partRow('B2', { supersededBy: ['C', 'MANN:D 1'] }),
        partRow('C'),
      ]);
      const from = await interchange('A');
      expect(from.edges).toEqual([
        [Relation.SUPERSEDED_BY, 'B1', NumberKind.OWN, 1],
        [Relation.SUPERSEDED_BY, 'B2', NumberKind.OWN, 1],
        [Relation.SUPERSEDED_BY, 'C', NumberKind.OWN, 2],
        [Relation.SUPERSEDED_BY, 'C', NumberKind.OWN, 2],
        [Relation.SUPERSEDED_BY, 'D 1', NumberKind.OWN, 2],
      ]);
      expect(from.current).toEqual(['C']);
      expect(from.buy).toEqual(['1*C', '1*D 1']);
      expect(from.answer.edges[1]?.effectiveDate).toBe('2020-01-31');
      const to = await interchange('C');
      expect(to.edges).toEqual([
        [Relation.SUPERSEDES, 'B1', NumberKind.OWN, 1],
        [Relation.SUPERSEDES, 'B2', NumberKind.OWN, 1],
        [Relation.SUPERSEDES, 'A', NumberKind.OWN, 2],
        [Relation.SUPERSEDES, 'A', NumberKind.OWN, 2],
      ]);
      expect(to.current).toEqual(['C']);
    });

    it('reports a loop instead of walking in it, and still names what can be bought beside it', async () => {
      await opened.importRows('acme', [
        partRow('A', { supersededBy: ['B'] }),
        partRow('B', { supersededBy: ['C'] }),
        partRow('C', { supersededBy: ['B', 'D'] }),
        partRow('D'),
        partRow('SELF', { supersededBy: ['self'] }),
      ]);
      const { edges, current, loop } = await interchange('A');
      expect(edges.map(([, number, , distance]) => [number, distance])).toEqual([
        ['B', 1],
        ['C', 2],
        ['B', 3],
        ['D', 3],
      ]);
      expect([current, loop]).toEqual([['D'], ['B', 'C']]);
      expect(await interchange('SELF')).toMatchObject({
        current: [],
        buy: [],
        loop: ['SELF'],
        faults: [GraphFaultCode.SUPERSESSION_LOOP],
      });
    });

    it('holds on to a part until the day of its replacement', async () => {
      await opened.importRows('acme', [
        partRow('A', { supersededBy: ['B@2026-11-01'] }),
        partRow('B', { supersededBy: ['C@2026-11-02'] }),
        partRow('C'),
      ]);
      expect((await interchange('A')).current).toEqual(['B']);
    });

    it('walks no further than fifty steps', async () => {
      const chain = Array.from({ length: 80 }, (_, at) =>
        partRow(`L${at}`, { supersededBy: [`L${at + 1}`] }),
      );
      await opened.importRows('acme', chain);
      const { edges, answer } = await interchange('L0');
      expect(edges.at(-1)).toEqual([Relation.SUPERSEDED_BY, 'L50', NumberKind.OWN, 50]);
      expect(answer.truncated).toEqual(['steps']);
      expect((await interchange('L0', { depth: 2 })).edges).toHaveLength(2);
      expect((await interchange('L40')).answer.truncated).toEqual([]);
    });

    it('gives no more of a number that many share than it may', async () => {
      const crowd = Array.from({ length: 700 }, (_, at) =>
        partRow(`M${at}`, { oeNumbers: ['VW:1', 'VW:2', 'VW:3'] }),
      );
      await opened.importRows('acme', crowd);
      const { edges, answer } = await interchange('M0');
      expect(edges.length).toBeLessThanOrEqual(500);
      expect(answer.truncated).not.toEqual([]);
      const found = await opened.catalog.lookupNumber({ number: '1', make: 'VW', limit: 5_000 }, as('acme'));
      expect(found.matches).toHaveLength(200);
    });

    it('tells apart what must be bought together and what is a choice, with quantities', async () => {
      await opened.importRows('acme', [
        partRow('A', { supersededBy: ['B*2 + C@2020', 'E or F@..2025-12-31'] }),
        partRow('B', { supersededBy: ['MANN:D 1*3'] }),
        partRow('C'),
        partRow('E'),
        partRow('F'),
      ]);
      const now = await interchange('A');
      expect(now.buy).toEqual(['1*E', '1*C + 6*D 1']);
      expect(now.current).toEqual(['E', 'C']);
      expect(now.faults).toEqual([]);
      expect(now.answer.edges.slice(0, 4)).toMatchObject([
        { quantity: 2, together: '1', effectiveDate: '2020', inForce: true, followed: true },
        { quantity: 1, together: '1', effectiveDate: '2020', inForce: true },
        { quantity: 1, together: '', alternative: true, validUntil: '', inForce: true },
        { alternative: true, validUntil: '2025-12-31', inForce: false, followed: false },
      ]);
      const then = await interchange('A', { asOf: '2019-12-31' });
      expect(then.buy).toEqual(['1*E', '1*F']);
      expect(then.answer.asOf).toBe('2019-12-31');
      const [item] = now.answer.buy[1]?.items.slice(1) ?? [];
      expect(item?.path.map(({ raw }) => raw)).toEqual(['A', 'B', 'D 1']);
    });

    it('is the same from either side, also before the other part comes', async () => {
      await opened.importRows('acme', [
        partRow('NEW', { supersedes: ['OLD@2024-05', 'OTHER:X'], accessories: ['CLIP*4'] }),
        partRow('KIT', { kitComponents: ['NEW*2', 'CLIP'], partOf: ['BIG*2'] }),
      ]);
      const before = await interchange('NEW');
      expect(before.edges).toEqual([
        [Relation.SUPERSEDES, 'OLD', NumberKind.OWN, 1],
        [Relation.SUPERSEDES, 'X', NumberKind.OWN, 1],
        [Relation.ACCESSORY, 'CLIP', NumberKind.OWN, 1],
        [Relation.PART_OF, 'KIT', NumberKind.OWN, 1],
      ]);
      await opened.importRows('acme', [
        partRow('OLD'),
        partRow('CLIP'),
        partRow('BIG', { kitComponents: ['KIT*2'] }),
      ]);
      const old = await interchange('OLD');
      expect(old.edges).toEqual([[Relation.SUPERSEDED_BY, 'NEW', NumberKind.OWN, 1]]);
      expect(old.answer.edges[0]).toMatchObject({
        declaredByOther: true,
        declaredByPublisher: 'acme',
        effectiveDate: '2024-05',
        source: expect.stringMatching(/^parts_.*#1$/),
      });
      expect(old.buy).toEqual(['1*NEW']);
      expect((await interchange('OLD', { asOf: '2024-04-30' })).buy).toEqual(['1*OLD']);
      expect((await interchange('CLIP')).edges).toEqual([
        [Relation.ACCESSORY_OF, 'NEW', NumberKind.OWN, 1],
        [Relation.PART_OF, 'KIT', NumberKind.OWN, 1],
      ]);
      const big = await interchange('BIG', { depth: 2 });
      expect(big.answer.edges.map((edge) => [edge.part?.partNumber, edge.quantity, edge.distance])).toEqual([
        ['KIT', 2, 1],
        ['NEW', 2, 2],
        ['CLIP', 1, 2],
      ]);
      const some = await interchange('NEW', { relations: [Relation.ACCESSORY] });
      expect(some.edges).toEqual([[Relation.ACCESSORY, 'CLIP', NumberKind.OWN, 1]]);
    });

    it('tells of an edge by whom it is said, and follows it where that one may say so', async () => {
      await opened.importRows('maker', [partRow('M-1', PUBLIC)]);
      await opened.importRows('rival', [
        { ...partRow('R-1', { ...PUBLIC, supersedes: ['BOSCH:M-1'] }), brand: 'RIVAL' },
        { ...partRow('R-2', { supersedes: ['BOSCH:M-1'] }), brand: 'CANARY' },
      ]);
      const seen = await interchange('M-1');
      expect(seen.answer.edges).toMatchObject([
        { declaredByPublisher: 'rival', inForce: true, followed: false, part: { brand: 'RIVAL' } },
      ]);
      expect(seen.buy).toEqual(['1*M-1']);
      expect(JSON.stringify(seen.answer)).not.toContain('CANARY');
      await opened.importRows('acme', [{ ...partRow('A-1', { supersedes: ['BOSCH:M-1'] }), brand: 'OURS' }]);
      expect((await interchange('M-1')).buy).toEqual(['1*A-1']);
      expect((await interchange('M-1', {}, 'maker')).buy).toEqual(['1*M-1']);
    });

    it('keeps the dates of numbers', async () => {
      await opened.importRows('acme', [
        partRow('P', { oeNumbers: ['VW:06A115561B@2001..2005-06'] }),
        partRow('Q', { oeNumbers: ['VW:06A115561B'] }),
      ]);
      const { answer } = await interchange('P');
      expect(answer.numbers[1]).toMatchObject({ validFrom: '2001', validUntil: '2005-06' });
      expect(answer.edges).toMatchObject([{ effectiveDate: '2001', validUntil: '2005-06', inForce: false }]);
      expect((await interchange('P', { asOf: '2005-06-30' })).answer.edges).toMatchObject([
        { inForce: true },
      ]);
    });

    it.each(['2026-13-01', '2026-02-30', '2026', 'x', '2026-1-1'])('refuses the day %s', async (asOf) => {
      await opened.importRows('acme', [partRow('P')]);
      await expect(interchange('P', { asOf })).rejects.toMatchObject({ code: 'date-invalid' });
    });
  });

  describe('loops and contradictions', () => {
    const faultsOf = async (tenant = 'acme', query: object = {}) =>
      await opened.catalog.listGraphFaults({ pageSize: 0, pageToken: '', ...query }, as(tenant));
    /** Once nothing waits. */
    const settled = async (tenant = 'acme') => {
      await vi.waitFor(async () => expect((await faultsOf(tenant)).waiting).toBe(0), {
        timeout: 20_000,
        interval: 20,
      });
      return (await faultsOf(tenant)).faults.map(({ code, numbers, partId, partIds }) => {
        expect(partIds).toContain(partId);
        return [code, numbers.map((number) => number.replace('BOSCH ', '')).join(' ')];
      });
    };

    it('finds each, and that it is gone', async () => {
      await opened.importRows('acme', [
        partRow('A', { supersededBy: ['B'] }),
        partRow('B', { supersededBy: ['A'] }),
        partRow('CUR', { supersededBy: ['OK'], lifecycle: 'current' }),
        partRow('TWO', { supersededBy: ['OK@2020', 'CUR@2020'] }),
        partRow('TYPE', { supersededBy: ['PADS'] }),
        { ...partRow('PADS'), partType: 'brake-pads' },
        partRow('ITSELF', { crossReferences: ['bosch:it-self'] }),
        partRow('KIT', { kitComponents: ['SUB'] }),
        partRow('SUB', { kitComponents: ['PIECE'] }),
        partRow('PIECE', { kitComponents: ['KIT*2'] }),
        partRow('SIDE', { supersededBy: ['NEWER@2020'] }),
        partRow('NEWER', { supersedes: ['SIDE@2021'] }),
        partRow('OK'),
        partRow('FINE', { supersededBy: ['OK or CUR', 'NEWER@2030'] }),
      ]);
      const { SUPERSESSION_LOOP, KIT_CONTAINS_ITSELF } = GraphFaultCode;
      const others = [
        [GraphFaultCode.REPLACED_YET_CURRENT, 'CUR'],
        [GraphFaultCode.SUCCESSORS_DISAGREE, 'TWO'],
        [GraphFaultCode.SUCCESSOR_OF_OTHER_TYPE, 'TYPE PADS'],
        [GraphFaultCode.REFERS_TO_ITSELF, 'ITSELF'],
        [GraphFaultCode.SIDES_DISAGREE, 'SIDE NEWER'],
      ];
      const kits = Array(3).fill([KIT_CONTAINS_ITSELF, 'KIT SUB PIECE']);
      const found = await settled();
      expect(found.sort()).toEqual([...Array(2).fill([SUPERSESSION_LOOP, 'A B']), ...others, ...kits].sort());
      expect(await settled('other')).toEqual([]);

      await opened.importRows('acme', [
        partRow('B'),
        partRow('PADS'),
        { ...partRow('PIECE'), action: 'delete' },
        partRow('NEWER', { supersedes: ['SIDE@2020-03'] }),
      ]);
      const left = others.filter(([code]) => code !== GraphFaultCode.SUCCESSOR_OF_OTHER_TYPE);
      expect((await settled()).sort()).toEqual(
        left.filter(([code]) => code !== GraphFaultCode.SIDES_DISAGREE).sort(),
      );
      // What was deleted comes again, and with it what it closes.
      await opened.importRows('acme', [partRow('PIECE', { kitComponents: ['KIT'] })]);
      expect(await settled()).toHaveLength(6);
    });

    it('finds a loop that another part closes later, at each of its parts, and pages through all', async () => {
      const chain = Array.from({ length: 12 }, (_, at) =>
        partRow(`L${at}`, { supersededBy: [`L${at + 1}`] }),
      );
      await opened.importRows('acme', chain);
      expect(await settled()).toEqual([]);
      await opened.importRows('acme', [partRow('L12', { supersededBy: ['L0'] })]);
      expect(await settled()).toHaveLength(13);
      const parts = new Set<string>();
      let pageToken = '';
      do {
        const page = await faultsOf('acme', { pageSize: 5, pageToken });
        for (const { partId } of page.faults) parts.add(partId);
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      expect(parts.size).toBe(13);
      await expect(faultsOf('acme', { pageToken: 'x' })).rejects.toMatchObject({
        code: 'page-token-invalid',
      });
    });

    it('goes by the publisher’s own parts alone', async () => {
      await opened.importRows('other', [partRow('O', { ...PUBLIC, supersededBy: ['MINE'] })]);
      await opened.importRows('acme', [partRow('MINE', { ...PUBLIC, supersededBy: ['O'] })]);
      expect(await settled()).toEqual([]);
      expect(await settled('other')).toEqual([]);
    });
  });

  describe('readNumbers', () => {
    const read = async (lines: { number: string; make?: string }[], limit = 0) =>
      (await opened.catalog.readNumbers(ReadNumbersRequest.fromPartial({ lines, limit }), as('acme'))).lines;

    it('takes fields apart and tells of each number its keys, the parts and what replaces it', async () => {
      await opened.importRows('acme', [
        partRow('F 026 407 006', { oeNumbers: ['Toyota:04152-31090'] }),
        partRow('NEW', { supersedes: ['OLD', 'GONE'] }),
        partRow('OLD', { oeNumbers: ['Toyota:90915-YZZJ3'] }),
      ]);
      const [first, second, third, fourth, fifth] = await read([
        { number: '04152-31090/38010; 04152 31090（机油格）', make: 'Toyota' },
        { number: 'old', make: 'Bosch' },
        { number: 'gone', make: 'BOSCH' },
        { number: '1HO 819 644', make: 'VW' },
        { number: '机油格' },
      ]);
      expect(first?.numbers.map(({ text, from, parts }) => [text, from, parts.length])).toEqual([
        ['04152-31090', 'separator', 1],
        ['04152-38010', 'shared-prefix', 0],
        ['04152 31090（机油格）', 'separator', 1],
      ]);
      expect(first?.numbers[0]?.keys[0]).toMatchObject({
        key: '0415231090',
        stored: true,
        rule: 'toyota-5-5',
        reason: expect.stringContaining('Toyota'),
      });
      expect(second?.numbers[0]?.parts).toMatchObject([
        {
          partNumber: 'OLD',
          via: { kind: NumberKind.OWN },
          replacedBy: [{ items: [{ quantity: 1, number: { raw: 'NEW' } }] }],
        },
      ]);
      expect(third?.numbers[0]).toMatchObject({
        parts: [],
        replacedBy: [{ items: [{ number: { raw: 'NEW' } }] }],
      });
      expect(fourth?.numbers[0]?.keys[0]?.key).toBe('1H0819644');
      expect(fifth).toMatchObject({ numbers: [], error: { code: 'not-a-number' } });
    });

    it('proposes where a make allows it and never where it doesn’t', async () => {
      const [bmw, honda] = await read([
        { number: '34 11 6 794 3OO', make: 'BMW' },
        { number: '144OO-PR4-A01', make: 'Honda' },
      ]);
      expect(bmw?.numbers[0]?.proposals).toMatchObject([{ display: '34 11 6 794 300' }]);
      expect(honda?.numbers[0]?.proposals).toEqual([]);
    });

    it('keeps the order and tells of each line what is wrong with it', async () => {
      const many = Array.from({ length: 60 }, (_, at) => `12345${at}`).join(';');
      const lines = await read([
        { number: 'W 712/75' },
        { number: '' },
        { number: 'x'.repeat(10_001) },
        { number: many },
        { number: 'Z-9' },
      ]);
      expect(lines.map(({ numbers, error }) => numbers[0]?.text ?? error?.code)).toEqual([
        'W 712/75',
        'required',
        'too-long',
        'too-many-numbers',
        'Z-9',
      ]);
      const tooMany = Array.from({ length: 1_001 }, () => ({ number: '1' }));
      await expect(read(tooMany)).rejects.toMatchObject({ code: 'too-many' });
      await expect(read([{ number: '1' }], 51)).rejects.toMatchObject({ code: 'out-of-range' });
    });

    it('gives so many parts and says that there are more, none of another tenant’s private ones', async () => {
      const crowd = Array.from({ length: 30 }, (_, at) =>
        partRow(`N${at}`, { oeNumbers: ['VW:06A115561B'] }),
      );
      await opened.importRows('acme', crowd);
      await opened.importRows('other', [
        { ...partRow('CANARY-1', { oeNumbers: ['VW:06A115561B'] }), brand: 'CANARY' },
      ]);
      const [line] = await read([{ number: '06A 115 561 B', make: 'Audi' }], 20);
      expect(line?.numbers[0]).toMatchObject({ truncated: true });
      expect(line?.numbers[0]?.parts).toHaveLength(20);
      expect(JSON.stringify(line)).not.toContain('CANARY');
    });
  });

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
