import type { Row } from '@qipei/interchange';
import { expect, it } from 'vitest';
import { partImport } from './part-import.ts';

/** What is looked at is prepared; nothing is written. */
const kind = partImport({ writer: {}, clock: {}, foreignIds: {}, staging: undefined } as never);
const { signal } = new AbortController();

async function prepared(rows: readonly object[], badCells: string) {
  const all = rows.map((more, at): Row => {
    const usual = { brand: 'MANN', partNumber: `W ${at}`, partType: 'oil-filter' };
    return { row: at + 1, line: at + 2, values: { ...usual, ...more } as Row['values'] };
  });
  const context = { tenant: 'acme', jobId: 'parts_a', settings: { badCells }, signal };
  return await kind.prepare(all, context);
}

const ROWS = [
  { gtin: '4006381333930', description: 'x'.repeat(2_001), nameEn: 'Filter' },
  { gtin: '4006381333930', partType: 'no such type' },
  { positions: ['front', 'in orbit'], lifecycle: '停產', visibility: 'public' },
  // Unsaid it would be 1.
  { packQuantity: 'six', gtin: '1' },
  { visibility: 'perhaps' },
  // A status that nobody understands may be the one that ends its sale.
  { lifecycle: 'dead', gtin: '1' },
  { attributes: { a: '1 mm', b: 'x'.repeat(501), c: '3', d: '4' } },
];

it('takes a part without cells that may be left out, where that is wanted, and tells of each', async () => {
  const { changes, errors } = await prepared(ROWS, 'leave-out');
  expect(changes).toMatchObject([
    { row: 1, content: { gtin: '', description: '', nameEn: 'Filter' } },
    { row: 3, content: { positions: ['front'], lifecycle: 'discontinued', visibility: 'public' } },
    { row: 7, content: { attributes: [{ name: 'a' }, { name: 'c' }, { name: 'd' }] } },
  ]);
  expect(errors.map(({ row, column, code, value }) => `${row} ${column} ${code} ${value}`)).toEqual([
    `1 description cell-left-out ${'x'.repeat(200)}`,
    '1 gtin cell-left-out 4006381333930',
    '2 partType unknown-part-type no such type',
    '2 gtin gtin-check-digit 4006381333930',
    '3 positions cell-left-out in orbit',
    '4 packQuantity not-a-whole-number six',
    '4 gtin gtin-check-digit 1',
    '5 visibility not-allowed perhaps',
    '6 lifecycle not-allowed dead',
    '6 gtin gtin-check-digit 1',
    `7 attributes cell-left-out b=${'x'.repeat(198)}`,
  ]);
  expect(errors[0]?.message).toContain('(too-long)');
});

it.each(['refuse-row', ''])('otherwise (%s) refuses the row', async (badCells) => {
  const { changes, errors } = await prepared(ROWS, badCells);
  expect([changes, new Set(errors.map(({ row }) => row)).size]).toEqual([[], 7]);
});
