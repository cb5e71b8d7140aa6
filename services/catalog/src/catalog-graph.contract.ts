import { GraphFaultCode } from '@qipei/contracts/catalog/v1/catalog';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog, partRow } from './catalog.fixture.ts';

const PUBLIC = { visibility: 'public' };

/** Loops and contradictions of what parts say of each other, over whatever engine. */
export function graphContract(open: OpenCatalog): void {
  let opened: CatalogUnderTest;
  beforeEach(async () => {
    opened = await open({ clock: { now: () => new Date('2026-11-01T12:00:00Z') } });
  });
  afterEach(() => opened[Symbol.asyncDispose]());

  describe('loops and contradictions', () => {
    const faultsOf = async (tenant = 'acme', query: object = {}) =>
      await opened.catalog.listGraphFaults({ pageSize: 0, pageToken: '', ...query }, as(tenant));
    /** Once nothing waits. */
    const settled = async (tenant = 'acme') => {
      await vi.waitFor(async () => expect((await faultsOf(tenant)).waiting).toBe(0), {
        timeout: 30_000,
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
}
