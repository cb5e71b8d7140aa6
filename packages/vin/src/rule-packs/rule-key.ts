import { characterCode } from '../wmi-number.ts';

/** One position of the VIN (from 0) and the characters that it may have: bit `n` for the character with code `n`. */
export interface RuleTest {
  index: number;
  low: number;
  high: number;
}

export interface RuleKey {
  /** How many characters a VIN must have for the key to be looked at. */
  length: number;
  tests: readonly RuleTest[];
}

/** Why a text is no key. */
export class RuleKeyFault extends Error {}

const PLACE = /[A-HJ-NPR-Z0-9*_#]|\[[^\]]*\]?/y;
const CLASS = /^\[(?:[A-HJ-NPR-Z0-9](?:-[A-HJ-NPR-Z0-9])?)+\]$/;
const MEMBER = /(.)(?:-(.))?/g;
const DIGITS = '[0-9]';

function charactersOf(place: string): { low: number; high: number } {
  if (!place.startsWith('[')) return charactersOf(place === '#' ? DIGITS : `[${place}]`);
  if (!CLASS.test(place))
    throw new RuleKeyFault(`"${place.slice(0, 40)}" is no class such as [A-C] or [ABX]`);
  const set = { low: 0, high: 0 };
  for (const [range, from = '', to = from] of place.slice(1, -1).matchAll(MEMBER)) {
    if (range !== from && (from <= '9' !== to <= '9' || from >= to)) {
      throw new RuleKeyFault(`"${range}" runs from no letter or digit to a later one`);
    }
    for (let code = characterCode(from.charCodeAt(0)); code <= characterCode(to.charCodeAt(0)); code += 1) {
      if (code < 32) set.low |= 1 << code;
      else set.high |= 1 << (code - 32);
    }
  }
  return set;
}

/** The places of one part: what each asks for, undefined where it asks for nothing. */
function placesOf(part: string): ({ low: number; high: number } | undefined)[] {
  const places: ({ low: number; high: number } | undefined)[] = [];
  const next = new RegExp(PLACE);
  while (next.lastIndex < part.length) {
    const from = next.lastIndex;
    const [place] = next.exec(part) ?? [];
    if (place === undefined) {
      throw new RuleKeyFault(`"${part.slice(from, from + 1)}" stands for no character of a VIN`);
    }
    places.push(place === '*' || place === '_' ? undefined : charactersOf(place));
  }
  return places;
}

/**
 * Reads a key in vPIC's syntax, `positions 4 to 8|positions 10 to 17`: a character stands for itself, `*` and `_` for any,
 * `#` for a digit, `[A-C]` or `[ABX]` for one of a class. What is left out at the end of either part is any. vPIC's own
 * oddities (`#` with digits beside it, `^`, `1-A`) are refused instead of copied.
 * @throws RuleKeyFault
 */
export function readRuleKey(text: string): RuleKey {
  const [before = '', after, more] = text.split('|');
  if (more !== undefined) throw new RuleKeyFault('more than one bar');
  const first = placesOf(before);
  const second = placesOf(after ?? '');
  if (first.length > 5) throw new RuleKeyFault(`${first.length} places for positions 4 to 8`);
  if (second.length > 8) throw new RuleKeyFault(`${second.length} places for positions 10 to 17`);
  if (after !== undefined && first.length < 5) {
    throw new RuleKeyFault(`${first.length} places before the bar, not 5: write * for any character`);
  }
  const tests = [
    ...first.map((set, place) => ({ set, index: place + 3 })),
    ...second.map((set, place) => ({ set, index: place + 9 })),
  ].flatMap(({ set, index }) => (set === undefined ? [] : [{ index, ...set }]));
  return { length: (tests.at(-1)?.index ?? 2) + 1, tests };
}
