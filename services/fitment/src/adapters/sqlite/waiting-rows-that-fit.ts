import { type FittingRows, rowsWithRoom } from '../../application/rows-with-room.ts';
import { charactersOf, MOST_CHARACTERS, type UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import { packUnresolved } from '../json/packed-unresolved.ts';

/** Of `more`, in their order, what one part holds beside what is kept of it, but for its last hundredth. */
export function rowsThatFit(
  kept: readonly UnresolvedFitment[],
  more: readonly UnresolvedFitment[],
): FittingRows {
  // Most parts are far from full, which is known without packing them.
  if (most(kept) + most(more) <= MOST_CHARACTERS) return rowsWithRoom(kept, more, () => 0);
  return rowsWithRoom(kept, more, (rows) => fullness(packUnresolved(rows)));
}

/** How much a packed part takes of what is kept of one. */
export function fullness(body: string): number {
  return body.length / MOST_CHARACTERS;
}

/** Escaped, a character has six at most. */
const ESCAPED = 6;
const PUNCTUATION = 40;

/** No fewer characters than the rows have packed. */
function most(rows: readonly UnresolvedFitment[]): number {
  return rows.reduce((sum, row) => {
    const { key, code, column, message, source, dataSet } = row;
    const others = key.length + code.length + column.length + message.length + source.length + dataSet.length;
    return sum + ESCAPED * (charactersOf(row) + others) + PUNCTUATION;
  }, 0);
}
