import { NumberKind, ReadNumbersRequest } from '@qipei/contracts/catalog/v1/catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { as, type CatalogUnderTest, type OpenCatalog, partRow } from './catalog.fixture.ts';

/** Numbers in any spelling, over whatever engine. */
export function numbersContract(open: OpenCatalog): void {
  let opened: CatalogUnderTest;
  beforeEach(async () => {
    opened = await open({ clock: { now: () => new Date('2026-11-01T12:00:00Z') } });
  });
  afterEach(() => opened[Symbol.asyncDispose]());

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
}
