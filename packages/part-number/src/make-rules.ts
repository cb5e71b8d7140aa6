import { ford, gm, mopar } from './american-rules.ts';
import { chinaStandard, honda, hyundaiKia, mazda, nissan, toyota } from './asian-rules.ts';
import { bmw, fiat, mercedes, vwGroup } from './european-rules.ts';
import type { MakeRule } from './make-rule.ts';

/** Every rule; a further make is one more entry here and a table of its spellings in the tests. */
export const MAKE_RULES: readonly MakeRule[] = [
  vwGroup,
  mercedes,
  bmw,
  fiat,
  toyota,
  honda,
  nissan,
  hyundaiKia,
  mazda,
  chinaStandard,
  gm,
  ford,
  mopar,
];

const byMake = new Map<string, MakeRule>();
for (const rule of MAKE_RULES) for (const make of rule.makes) byMake.set(makeKey(make), rule);

/** A make's name for comparison: NFKC, upper case, letters and digits of any script. */
export function makeKey(make: string): string {
  return make
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

export function ruleOfMake(make: string): MakeRule | undefined {
  return byMake.get(makeKey(make));
}
