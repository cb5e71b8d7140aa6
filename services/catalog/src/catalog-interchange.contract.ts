import {
  GetInterchangeRequest,
  GraphFaultCode,
  NumberKind,
  InterchangeRelation as Relation,
} from '@qipei/contracts/catalog/v1/catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog, partRow } from './catalog.fixture.ts';

const PUBLIC = { visibility: 'public' };

/** What may be sold instead of a part, and why, over whatever engine. */
export function interchangeContract(open: OpenCatalog): void {
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
}
