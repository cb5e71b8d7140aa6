import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MergedColumn, mergedCells, mergedColumns } from './merged-cells.ts';

const COLUMNS = new Set([0, 1, 2]);

/** Rows from 2 on, and how often a cell of them was looked at or set. */
function filled(ranges: readonly MergedColumn[], rows: readonly (readonly string[])[]) {
  let steps = 0;
  const merged = mergedCells(ranges, COLUMNS);
  const all = rows.map((cells, at) => {
    const own = [...cells];
    const counted = new Proxy(own, {
      get: (target, key) => {
        steps += 1;
        return Reflect.get(target, key);
      },
      set: (target, key, value) => {
        steps += 1;
        return Reflect.set(target, key, value);
      },
    });
    merged.fill(counted, at + 2);
    return own;
  });
  return { rows: all, steps, merged };
}

test('a row costs its columns, however many ranges are claimed', () => {
  const rows = Array.from({ length: 50 }, (_, at) => (at === 0 ? ['v', 'w', 'x'] : ['', '', 'x']));
  const shapes: ((at: number) => MergedColumn)[] = [
    () => ({ column: 0, from: 2, to: 1_048_576 }),
    (at) => ({ column: at % 3, from: 2, to: 1_048_576 - at }),
    (at) => ({ column: at % 3, from: 2 + Math.floor(at / 200), to: 1_048_576 }),
    (at) => ({ column: at, from: 2, to: 1_048_576 }),
  ];
  for (const shape of shapes) {
    const ranges = Array.from({ length: 5_000 }, (_, at) => shape(at));
    const { rows: found, steps } = filled(ranges, rows);
    // Each cell is looked at and set once, and once where a range begins.
    expect(steps).toBeLessThanOrEqual(50 * 3 * 2 + 3);
    expect(found[49]?.[0]).toBe('v');
  }
});

test('any ranges, overlapping or not, fill as the slow way does', () => {
  const range = fc
    .tuple(fc.nat(4), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 12 }))
    .map(([column, from, more]) => ({ column, from, to: from + more }));
  const cell = fc.constantFrom('', ' ', 'a', 'b');
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 30 }),
      fc.array(fc.tuple(cell, cell, cell), { minLength: 20, maxLength: 20 }),
      (given, rows) => {
        const ranges = given.sort((one, other) => one.from - other.from);
        const held: MergedColumn[] = [];
        let overlapping = 0;
        // The first row is 2, the last 21: every range begins on one of them or above.
        for (const each of ranges.filter(({ column }) => COLUMNS.has(column))) {
          if (held.some(({ column, to }) => column === each.column && to >= each.from)) overlapping += 1;
          else held.push(each);
        }
        const wanted = rows.map((cells) => [...cells]);
        for (const { column, from, to } of held) {
          const value = rows[from - 2]?.[column] ?? '';
          for (let line = from + 1; line <= Math.min(to, 21) && value !== ''; line += 1) {
            const cells = wanted[line - 2];
            if (cells?.[column]?.trim() === '') cells[column] = value;
          }
        }
        const { rows: found, merged } = filled(ranges, rows);
        expect(found).toEqual(wanted);
        expect(merged.overlapping()).toBe(overlapping);
      },
    ),
  );
});

test('a range beyond the last column of a sheet is none', async () => {
  async function* sheet() {
    yield Buffer.from('<mergeCell ref="XFD2:XFD3"/><mergeCell ref="XFE2:XFE3"/><mergeCell ref="ZZZ2:ZZZ9"/>');
  }
  expect(await mergedColumns(sheet())).toEqual([{ column: 16_383, from: 2, to: 3 }]);
});
