import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ColumnSpec } from './columns.ts';
import { readFileMapping } from './file-mapping.ts';
import { readRows } from './read-rows.ts';
import type { Row } from './row-batch.ts';

const COLUMNS: ColumnSpec[] = [
  { name: 'number', type: 'text', required: true, mayBeLeftOut: true },
  { name: 'weight', type: 'decimal-text', mayBeLeftOut: true },
  { name: 'pieces', type: 'integer' },
  { name: 'sizes', type: 'attributes', maxLength: 3, mayBeLeftOut: true },
  { name: 'sides', type: 'list', maxLength: 5, mayBeLeftOut: true },
];

async function read(csv: string, { leavesOut = true, mapping = '' } = {}) {
  const found = { rows: [] as Row['values'][], faults: [] as string[] };
  const source = (async function* () {
    yield Buffer.from(csv);
  })();
  const options = { source, format: 'csv', columns: COLUMNS, leavesOut } as const;
  for await (const batch of readRows({ ...options, mapping: readFileMapping(mapping) })) {
    found.rows.push(...batch.rows.map(({ values }) => values));
    found.faults.push(...batch.faults.map((each) => `${each.row} ${each.column} ${each.code} ${each.value}`));
  }
  return found;
}

const FILE = 'number,weight,pieces,sides\nA,abc,1,left\nB,2.5,x,left\nC,abc,1,toolong;left\nD,abc,x,left\n';

it('a cell that may be left out refuses no row where that is wanted, and is told', async () => {
  expect(await read(FILE)).toEqual({
    rows: [
      { number: 'A', weight: null, pieces: 1, sides: ['left'] },
      { number: 'C', weight: null, pieces: 1, sides: ['left'] },
    ],
    faults: [
      '1 weight cell-left-out abc',
      '2 pieces not-a-whole-number x',
      '3 weight cell-left-out abc',
      '3 sides cell-left-out toolong',
      '4 weight cell-left-out abc',
      '4 pieces not-a-whole-number x',
    ],
  });
});

it('otherwise it refuses its row, as ever', async () => {
  const { rows, faults } = await read(FILE, { leavesOut: false });
  expect([rows, faults[0]]).toEqual([[], '1 weight malformed abc']);
});

it('of a list and of attributes only what can’t be read is left out, and nothing goes untold', async () => {
  const good = fc.constantFrom('a', 'b', 'c3', 'left');
  const bad = fc.constantFrom('toolong', 'x\u0001', 'longer still');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(good, bad), { maxLength: 12 }), async (items) => {
      const isBad = (item: string) => item.length > 5 || item.includes('\u0001');
      const sizes = items.map((item, at) => `${at}=${isBad(item) ? item : at}`);
      const { rows, faults } = await read(`number,sides,sizes\nA,${items.join(';')},${sizes.join(';')}\n`);
      const kept = items.filter((item) => !isBad(item));
      const keys = items.flatMap((item, at) => (isBad(item) ? [] : [[at, String(at)]]));
      expect(rows).toEqual([
        {
          ...{ number: 'A', sides: kept.length === 0 ? null : kept },
          sizes: keys.length === 0 ? null : Object.fromEntries(keys),
        },
      ]);
      const lost = items.filter(isBad);
      expect(faults.sort()).toEqual(
        ['sides', 'sizes']
          .flatMap((column) => lost.map((item) => `1 ${column} cell-left-out ${item}`))
          .sort(),
      );
    }),
  );
});

it('what a row needs refuses it all the same, and no constant stands in for a cell that was left out', async () => {
  const mapping = JSON.stringify({ constants: { weight: '1.5' } });
  const { rows, faults } = await read('number,weight\n,abc\nA,abc\nB,\n\u0001,2\n', { mapping });
  expect(faults).toEqual([
    '1 number required ',
    '1 weight cell-left-out abc',
    '2 weight cell-left-out abc',
    '4 number control-character \u0001',
  ]);
  expect(rows).toEqual([
    { number: 'A', weight: null },
    { number: 'B', weight: '1.5' },
  ]);
});
