import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPies } from './check-pies.ts';
import { type CheckedItem, createPartsCheck, gtinFault } from './parts-check.ts';

function item(number: string, more: Partial<CheckedItem> = {}): CheckedItem {
  return {
    ...{ line: 1, brand: 'ZZZZ', number, partType: '1896', gtins: [], measures: [], replacedBy: [], ...more },
  };
}

function checked(...items: CheckedItem[]) {
  using check = createPartsCheck();
  for (const [at, each] of items.entries()) check.add({ ...each, line: at + 1 });
  return check.finish();
}

describe('A GTIN', () => {
  it.each(['4006381333931', '036000291452', '96385074', '10012345678902', '00036000291452'])(
    '%s is one',
    (text) => {
      expect(gtinFault(text)).toBeUndefined();
    },
  );

  it('has no digit that can be mistyped unnoticed', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const digits = [...'4006381333931'];
        digits[at] = String((Number(digits[at]) + by) % 10);
        expect(gtinFault(digits.join(''))).toMatch(/check digit would be \d/);
      }),
    );
  });

  it('is no word, and of no other length', () => {
    expect(gtinFault('N/A')).toBe('it is not of digits only.');
    expect(gtinFault('12345')).toBe('it has 5 digits; a GTIN has 8, 12, 13 or 14.');
  });
});

describe('A feed of parts', () => {
  it('tells parts that replace each other in a circle, each circle once', () => {
    const report = checked(
      item('A', { replacedBy: ['b'] }),
      item('B', { replacedBy: ['C'] }),
      item('C', { replacedBy: ['X', 'A'] }),
      item('D', { replacedBy: ['D'] }),
      item('E', { replacedBy: ['A'] }),
    );
    const [loops] = report.findings;
    expect(loops).toMatchObject({ code: 'supersession-loop', faults: 2, count: 4 });
    expect(loops?.examples.map(({ message }) => message)).toEqual(['A → B → C → A.', 'D → D.']);
  });

  it('follows a chain of a hundred thousand', () => {
    const chain = Array.from({ length: 100_000 }, (_, at) => item(`P${at}`, { replacedBy: [`P${at + 1}`] }));
    expect(checked(...chain).findings).toEqual([]);
    expect(checked(...chain, item('P100000', { replacedBy: ['P0'] })).findings[0]?.count).toBe(100_001);
  });

  it('tells GTINs, units, missing numbers, and a part that comes twice', () => {
    const report = checked(
      item('A', { gtins: [{ where: 'GTIN', value: '4006381333932' }] }),
      item('A', { measures: [{ where: 'Weight', value: '2.5', unit: '' }] }),
      item('', { partType: '' }),
      item('a', {
        measures: [
          { where: 'Weight', value: '2.5', unit: 'PG' },
          { where: 'Height', value: '', unit: '' },
        ],
      }),
    );
    expect(Object.fromEntries(report.findings.map(({ code, count }) => [code, count]))).toEqual({
      'record-id-repeated': 1,
      'part-type-missing': 1,
      'part-missing': 1,
      'gtin-check-digit': 1,
      'unit-malformed': 1,
      'part-spelling': 1,
    });
    expect(report).toMatchObject({ parts: 2, partTypes: 1, duplicates: 1 });
  });

  it('is read from PIES', async () => {
    const xml = `<PIES><Header><PIESVersion>7.2</PIESVersion></Header><Items><Item MaintenanceType="A">
      <HazardousMaterialCode>N</HazardousMaterialCode><ItemLevelGTIN GTINQualifier="UP">00036000291453</ItemLevelGTIN><PartNumber>A1</PartNumber>
      <BrandAAIAID>ZZZZ</BrandAAIAID><PartTerminologyID>1896</PartTerminologyID></Item></Items>
      <Trailer><ItemCount>2</ItemCount><TransactionDate>2026-01-01</TransactionDate></Trailer></PIES>`;
    async function* source() {
      yield Buffer.from(xml);
    }
    const { report, broken } = await checkPies(source());
    expect(broken).toBeUndefined();
    expect(report.parts).toBe(1);
    expect(report.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['footer-count', 'gtin-check-digit']),
    );
  });
});
