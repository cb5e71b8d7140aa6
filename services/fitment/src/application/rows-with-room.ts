import type { UnresolvedFitment } from '../domain/unresolved-fitments.ts';

export interface FittingRows {
  rows: UnresolvedFitment[];
  refused: readonly UnresolvedFitment[];
}

/** How much of the room that one part has these rows take; more than 1 where they have none. */
export type FullnessOf = (rows: readonly UnresolvedFitment[]) => number;

/** From here on a part is full: the last percent isn't worth packing all of it again and again. */
export const FULL = 0.99;
/** What a guess is to come to. */
const AIM = 0.996;

/**
 * Of `more`, in their order, what there is room for beside what is kept; the newer of one key counts. How many that is is guessed from
 * what the rows take, and seldom tried more than a few times.
 */
export function rowsWithRoom(
  kept: readonly UnresolvedFitment[],
  more: readonly UnresolvedFitment[],
  fullnessOf: FullnessOf,
): FittingRows {
  const known = new Set(kept.map(({ key }) => key));
  // What waits already stays, as it is said now.
  const isKnown = ({ key }: UnresolvedFitment) => known.has(key);
  let base = merged(kept, more.filter(isKnown));
  let rest = more.filter((row) => !isKnown(row));
  const withSome = (count: number) => merged(base, rest.slice(0, count));
  const tried = (count: number) => ({ count, full: fullnessOf(withSome(count)) });
  let tooMany = tried(rest.length);
  if (tooMany.full <= 1) return { rows: withSome(rest.length), refused: [] };
  let fitting = tried(0);
  if (fitting.full > 1 && rest.length < more.length) {
    [base, rest] = [merged(kept, []), [...more]];
    tooMany = { count: rest.length, full: tooMany.full };
    fitting = tried(0);
  }
  for (let guesses = 0; fitting.full < FULL && tooMany.count - fitting.count > 1; guesses += 1) {
    const between = tooMany.count - fitting.count;
    const share = (AIM - fitting.full) / (tooMany.full - fitting.full);
    // What is packed unevenly may fool every guess: half of what is left ends it all the same.
    const step = guesses % 3 === 2 ? between / 2 : between * share;
    const guess = tried(fitting.count + Math.min(between - 1, Math.max(1, Math.floor(step))));
    if (guess.full <= 1) fitting = guess;
    else tooMany = guess;
  }
  return { rows: withSome(fitting.count), refused: rest.slice(fitting.count) };
}

/** By key; of one key the newer one, which waits since the older did. */
function merged(kept: readonly UnresolvedFitment[], more: readonly UnresolvedFitment[]): UnresolvedFitment[] {
  const rows = new Map(kept.map((row) => [row.key, row]));
  for (const row of more) rows.set(row.key, { ...row, since: rows.get(row.key)?.since ?? row.since });
  return [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
