import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../api/answers.ts';
import { chainDrawing } from './chain-drawing.ts';

type Edge = Answers['edge'];

function step(
  relation: Edge['relation'],
  from: string,
  to: string,
  distance: number,
  more: Partial<Edge> = {},
): Edge {
  return {
    ...{
      relation,
      fromPartId: from,
      fromNumber: null,
      part: { partId: to },
      via: null,
      distance,
      quantity: 1,
    },
    ...{ effectiveDate: null, alternative: false, together: null },
    ...more,
  } as Edge;
}
const drawn = (edges: Edge[], currentPartIds: string[] = []) =>
  chainDrawing('b', { edges, currentPartIds } as unknown as Answers['interchange']);

describe('a chain of supersessions', () => {
  it('is none without a step', () => {
    expect(drawn([])).toBeUndefined();
    expect(drawn([step('same-oe', 'b', 'c', 1)])).toBeUndefined();
  });

  it('stands from the oldest to the newest, with what to buy today marked', () => {
    const chain = drawn(
      [
        step('supersedes', 'b', 'a', 1),
        step('superseded-by', 'b', 'c', 1),
        step('superseded-by', 'c', 'd', 2),
      ],
      ['d'],
    );
    expect(chain?.nodes.map(({ key, column, isCurrent }) => [key, column, isCurrent])).toEqual([
      ['a', -1, false],
      ['b', 0, false],
      ['c', 1, false],
      ['d', 2, true],
    ]);
    expect(chain?.lines.map(({ from, to }) => from + to).sort()).toEqual(['ab', 'bc', 'cd']);
    expect(chain).toMatchObject({ firstColumn: -1, columns: 4, rows: 1, hasLoop: false });
  });

  it('branches, and meets again where the longer way ends', () => {
    const chain = drawn([
      step('superseded-by', 'b', 'c', 1, { alternative: true }),
      step('superseded-by', 'b', 'd', 1, { alternative: true }),
      step('superseded-by', 'c', 'd', 2),
    ]);
    expect(chain?.nodes.map(({ key, column, row }) => [key, column, row])).toEqual([
      ['b', 0, 0],
      ['c', 1, 0],
      ['d', 2, 0],
    ]);
    expect(chain?.nodes.at(-1)?.after.toSorted()).toEqual(['b', 'c']);
    expect(chain?.lines.filter(({ isAlternative }) => isAlternative)).toHaveLength(2);
  });

  it('goes on through a number that no part here has', () => {
    const via = { make: 'Honda', key: '123', display: '12-3' } as Edge['via'];
    const chain = drawn([
      step('superseded-by', 'b', '', 1, { part: null, via }),
      step('superseded-by', '', 'd', 2, { fromPartId: null, fromNumber: via }),
    ]);
    expect(chain?.lines.map(({ from, to }) => [from, to])).toEqual([
      ['b', 'Honda 123'],
      ['Honda 123', 'd'],
    ]);
  });

  it('that leads back says so, and is drawn as far as it goes on', () => {
    const chain = drawn([step('superseded-by', 'b', 'c', 1), step('superseded-by', 'c', 'b', 2)]);
    expect(chain).toMatchObject({ hasLoop: true, columns: 2 });
    expect(chain?.lines.map(({ from, to }) => from + to)).toEqual(['bc']);
  });

  it('of any steps keeps each part once in a place of its own, and every line to the right', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const any = fc
      .tuple(fc.constantFrom('supersedes', 'superseded-by'), name, name, fc.integer({ min: 1, max: 5 }))
      .map(([relation, from, to, distance]) => step(relation as Edge['relation'], from, to, distance));
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 12 }), (edges) => {
        const chain = drawn(edges);
        const places = chain?.nodes.map(({ column, row }) => `${column} ${row}`) ?? [];
        expect(new Set(places).size).toBe(places.length);
        const column = new Map(chain?.nodes.map((node) => [node.key, node.column]));
        for (const { from, to } of chain?.lines ?? [])
          expect(column.get(from) ?? 0).toBeLessThan(column.get(to) ?? 0);
      }),
    );
  });
});
