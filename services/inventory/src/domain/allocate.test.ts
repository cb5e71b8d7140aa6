import { expect, it } from 'vitest';
import { allocate, type ReservationLine } from './allocate.ts';
import type { StockLevel } from './stock.ts';

const stock =
  (levels: Record<string, Record<string, number>>) =>
  (partId: string): StockLevel[] =>
    Object.entries(levels[partId] ?? {}).map(([warehouseId, onHand]) => ({
      warehouseId,
      onHand,
      reserved: 0,
    }));
const line = (number: number, partId: string, quantity: number, warehouseId = ''): ReservationLine => ({
  line: number,
  partId,
  quantity,
  warehouseId,
});

it('takes a whole line from one warehouse where one has enough, and splits it from the fullest down where none has', () => {
  const stockOf = stock({ p: { a: 3, b: 7, c: 5 } });
  expect(allocate([line(1, 'p', 6)], stockOf).allocations).toEqual([
    { line: 1, partId: 'p', warehouseId: 'b', quantity: 6 },
  ]);
  expect(allocate([line(1, 'p', 13)], stockOf).allocations).toEqual([
    { line: 1, partId: 'p', warehouseId: 'b', quantity: 7 },
    { line: 1, partId: 'p', warehouseId: 'c', quantity: 5 },
    { line: 1, partId: 'p', warehouseId: 'a', quantity: 1 },
  ]);
});

it('lets two lines of a part share the stock and never promises a piece twice', () => {
  const result = allocate([line(1, 'p', 6), line(2, 'p', 6)], stock({ p: { a: 10 } }));
  expect(result.shortages).toEqual([{ line: 2, partId: 'p', warehouseId: '', requested: 6, available: 4 }]);
});

it('leaves to a line that names its warehouse what another line could take elsewhere', () => {
  const result = allocate([line(1, 'p', 5), line(2, 'p', 5, 'a')], stock({ p: { a: 6, b: 5 } }));
  expect(result).toEqual({
    shortages: [],
    allocations: [
      { line: 1, partId: 'p', warehouseId: 'b', quantity: 5 },
      { line: 2, partId: 'p', warehouseId: 'a', quantity: 5 },
    ],
  });
});

it('names every line that lacks, an unknown part with nothing available', () => {
  const result = allocate(
    [line(1, 'p', 20), line(2, 'p', 5), line(3, 'nobody', 1), line(4, 'p', 2, 'z')],
    stock({ p: { a: 10 } }),
  );
  expect(result.shortages).toEqual([
    { line: 1, partId: 'p', warehouseId: '', requested: 20, available: 10 },
    { line: 3, partId: 'nobody', warehouseId: '', requested: 1, available: 0 },
    { line: 4, partId: 'p', warehouseId: 'z', requested: 2, available: 0 },
  ]);
});

it('takes nothing of what is promised beyond a lower count', () => {
  const result = allocate([line(1, 'p', 1)], () => [{ warehouseId: 'a', onHand: 3, reserved: 5 }]);
  expect(result.shortages[0]?.available).toBe(0);
});

it('serves all lines exactly when that is possible, over random stock', () => {
  let seed = 20261122;
  const random = (n: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (seed >>> 8) % n;
  };
  for (let round = 0; round < 3_000; round += 1) {
    const levels = { p: { a: random(6), b: random(6), c: random(6) }, q: { a: random(6) } };
    const lines = Array.from({ length: 1 + random(5) }, (_, i) =>
      line(i + 1, random(3) === 0 ? 'q' : 'p', 1 + random(5), ['', '', 'a', 'b'][random(4)] ?? ''),
    );
    const { allocations, shortages } = allocate(lines, stock(levels));
    const rest = structuredClone(levels) as Record<string, Record<string, number>>;
    for (const { partId, warehouseId, quantity } of allocations) {
      const of = rest[partId] ?? {};
      of[warehouseId] = (of[warehouseId] ?? 0) - quantity;
      expect(of[warehouseId]).toBeGreaterThanOrEqual(0);
    }
    // Possible exactly when each warehouse serves the lines that name it, and what then is left of each part the others.
    const wanted = (partId: string, warehouseId: string) =>
      lines
        .filter((each) => each.partId === partId && each.warehouseId === warehouseId)
        .reduce((sum, each) => sum + each.quantity, 0);
    const possible = Object.entries(levels).every(([partId, of]) => {
      const known = Object.entries(of as Record<string, number>);
      const left = known.map(([warehouseId, onHand]) => onHand - wanted(partId, warehouseId));
      const elsewhere = ['a', 'b'].filter((id) => !known.some(([known]) => known === id));
      return (
        left.every((n) => n >= 0) &&
        elsewhere.every((id) => wanted(partId, id) === 0) &&
        left.reduce((sum, n) => sum + n, 0) >= wanted(partId, '')
      );
    });
    expect(shortages.length === 0, JSON.stringify({ levels, lines })).toBe(possible);
    if (possible) {
      for (const { line: number, quantity } of lines) {
        const given = allocations
          .filter((each) => each.line === number)
          .reduce((sum, each) => sum + each.quantity, 0);
        expect(given).toBe(quantity);
      }
    }
  }
});
