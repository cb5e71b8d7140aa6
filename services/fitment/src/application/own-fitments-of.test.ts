import { expect, it } from 'vitest';
import { assetPartId } from '../domain/feed-asset.ts';
import { unresolvedRow } from '../domain/unresolved-fitments.contract.ts';
import { charactersOf, isFull, type UnresolvedFitment } from '../domain/unresolved-fitments.ts';
import { ownFitmentsOf } from './own-fitments-of.ts';

const LENGTH = 64 * 1024;

/** Many large rows of three assets that share one text, so that only what is held counts. */
function manyRows(): UnresolvedFitment[] {
  const note = 'x'.repeat(LENGTH);
  return Array.from({ length: 900 }, (_, at) => ({
    ...unresolvedRow(assetPartId(String(Math.floor(at / 300))), `k${String(at).padStart(4, '0')}`),
    ...{ cells: { note }, source: `fitments_a#${900 - at}` },
  })).sort((a, b) => (`${a.partId} ${a.key}` < `${b.partId} ${b.key}` ? -1 : 1));
}

it('however large they are, only some of what is said of assets is read and held at once, and none is lost', async () => {
  const rows = manyRows();
  let largest = 0;
  const own = ownFitmentsOf(
    { find: async () => new Map() },
    {
      ...{ ofParts: async () => [], list: async () => [] },
      listAssets: async (_, after, size) => {
        const from = after === undefined ? 0 : rows.findIndex(({ key }) => key === after.key) + 1;
        let to = from;
        while (to < rows.length && !isFull(rows.slice(from, to), size)) to += 1;
        const page = rows.slice(from, to);
        largest = Math.max(largest, sizeOf(page));
        return page;
      },
    },
  );
  const pieces = await Array.fromAsync(own.ofAssets('acme'));
  for (const piece of pieces) {
    expect(new Set(piece.map(({ partId }) => partId)).size).toBe(1);
    expect(sizeOf(piece)).toBeLessThan(17 * 1024 ** 2);
    const numbers = piece.map(({ source }) => Number(source.slice(source.indexOf('#') + 1)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  expect(largest).toBeLessThan(5 * 1024 ** 2);
  expect(
    pieces
      .flat()
      .map(({ key }) => key)
      .sort(),
  ).toEqual(rows.map(({ key }) => key).sort());
});

function sizeOf(rows: readonly UnresolvedFitment[]): number {
  return rows.reduce((sum, row) => sum + charactersOf(row), 0);
}
