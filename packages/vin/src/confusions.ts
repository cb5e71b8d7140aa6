/** Where two characters are taken for one another. */
export type ConfusionCause = 'print' | 'handwriting' | 'speech';

export interface Confusion {
  /** Likelihood relative to the commonest confusions, which have 1. */
  weight: number;
  /** Its natural logarithm. */
  logWeight: number;
  cause: ConfusionCause;
}

/**
 * Pairs that are taken for one another, either way round, by what makes them alike. The first row holds the characters
 * that ISO 3779 bans (I, O, Q) or that stamped plates, dot matrix and reading machines are known to mix up; the weights
 * are our own estimate of how often, and only their order matters much.
 */
const PAIRS: [cause: ConfusionCause, weight: number, pairs: string][] = [
  ['print', 1, '0O 0Q 0D OQ 1I 1L 17 5S 8B 83 B3 2Z 6G UV MN KX'],
  ['print', 0.3, 'OD QD IL I7'],
  ['print', 0.1, 'CG EF PR 4A 0C OC QG 0G OG 7L 7T IT 68 S8 08 56 VY BR BE HN WM 9G'],
  ['handwriting', 0.06, '7Z Z7 49 XY HK 6B B6 DP FP JU YT 1J IJ UN 9Q 0U OU 89 35 06 VW 14 T1 TJ'],
  ['speech', 0.02, 'BP BD DT PT FS 59 BV DE CE GJ CZ TE GT 3E PE DB CT CD'],
];

const BY_CHARACTER = new Map<string, Map<string, Confusion>>();
for (const [cause, weight, pairs] of PAIRS) {
  for (const pair of pairs.split(' ')) {
    for (const [a = '', b = ''] of [pair, [...pair].reverse().join('')]) {
      const known = BY_CHARACTER.get(a) ?? new Map<string, Confusion>();
      BY_CHARACTER.set(a, known);
      if (!known.has(b)) known.set(b, { weight, logWeight: Math.log(weight), cause });
    }
  }
}

const MEANT = new Map(
  Array.from(BY_CHARACTER, ([read, confusions]) => [
    read,
    [...confusions].filter(([meant]) => !'IOQ'.includes(meant)),
  ]),
);
const NOTHING: readonly [meant: string, confusion: Confusion][] = [];

/** What may have been meant by a character that was read, without the letters that no VIN has. */
export function meantBy(read: string): readonly (readonly [meant: string, confusion: Confusion])[] {
  return MEANT.get(read) ?? NOTHING;
}

/** Characters that run together, and what they are taken for. */
export const RUN_TOGETHER: [read: string, meant: string][] = [
  ['VV', 'W'],
  ['UU', 'W'],
  ['NN', 'M'],
  ['13', 'B'],
  ['I3', 'B'],
  ['CL', 'D'],
  ['W', 'VV'],
  ['M', 'NN'],
  ['B', '13'],
];
