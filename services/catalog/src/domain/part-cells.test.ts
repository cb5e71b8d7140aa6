import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Part } from './part.ts';
import { cellsOfPart, fieldsLost } from './part-cells.ts';
import { readPartRow } from './part-row.ts';

const HEAD = {
  partId: 'part_1',
  publisher: 't',
  brandId: 'brand_X',
  version: 1,
  source: 'j#1',
  updatedAt: new Date(0),
};

function partOf(cells: Record<string, unknown>): Part | undefined {
  const read = readPartRow(cells);
  return read.action === 'upsert' ? { ...HEAD, ...read.content } : undefined;
}

const number = fc.constantFrom(
  ...['A1', '06A 115 561 B', 'W 712/75', 'X+1', 'B-2 or C', '12@34', 'N*7', 'Ä-5', '零1', 'C:1'],
);
const make = fc.constantFrom('Volkswagen', '丰田', 'Toyota', 'Mann+Hummel', 'A or B', 'Bosch');
const dates = fc.constantFrom('', '@2019', '@2019-02..2024-06-30', '@..2020');
const entry = fc.tuple(make, number, dates).map(([m, n, d]) => `${m}:${n}${d}`);
const named = fc.oneof(
  fc
    .tuple(
      fc.oneof(
        make.map((m) => `${m}:`),
        fc.constant(''),
      ),
      number,
      fc.constantFrom('', '*2'),
      dates,
    )
    .map((all) => all.join('')),
  fc.tuple(number, number).map(([a, b]) => `${a} + ${b}`),
  fc.tuple(number, number).map(([a, b]) => `${a} or ${b}`),
  fc
    .record({ brand: make, partNumber: number, together: fc.constantFrom('g', '') })
    .map((each) => JSON.stringify(each)),
);
const list = (item: fc.Arbitrary<string>) => fc.array(item, { maxLength: 4 });
const row = fc.record({
  brand: make,
  partNumber: number,
  partType: fc.constant('oil-filter'),
  ...{
    nameEn: fc.constantFrom('', 'Filter'),
    nameZh: fc.constantFrom('', '滤清器'),
    description: fc.string({ maxLength: 20 }),
  },
  ...{ oeNumbers: list(entry), crossReferences: list(entry), comparables: list(entry) },
  attributes: fc.dictionary(
    fc.constantFrom('height', 'd;x', 'a=b'),
    fc.constantFrom('93 mm', '5W-30', '12V', 'x;y'),
  ),
  ...{ supersededBy: list(named), supersedes: list(named), accessories: list(named) },
  ...{ kitComponents: list(named), partOf: list(named) },
  packQuantity: fc.constantFrom('', '6'),
  gtin: fc.constantFrom('', '4006381333931'),
  ...{ lifecycle: fc.constantFrom('', 'discontinued'), visibility: fc.constantFrom('', 'public') },
});

it('a part is read from its cells as it was', () => {
  let read = 0;
  fc.assert(
    fc.property(row, (cells) => {
      const part = partOf(cells);
      if (part === undefined) return;
      read += 1;
      expect(fieldsLost(part, cellsOfPart(part))).toEqual([]);
    }),
    { numRuns: 600 },
  );
  expect(read).toBeGreaterThan(50);
});

it('what no column says is told', () => {
  const part = partOf({ brand: 'B', partNumber: '1', partType: 'oil-filter' }) as Part;
  const attributes = [
    { name: 'a', value: '1', unit: '' },
    { name: 'a', value: '2', unit: '' },
  ];
  const rich: Part = { ...part, attributes, private: { prices: [] } };
  expect(fieldsLost(rich, cellsOfPart(rich))).toEqual(['attributes', 'private']);
});
