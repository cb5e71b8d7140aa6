import { characterCode } from '../wmi-number.ts';

/** A set of characters: bit `n` stands for the character with code `n`, 0-9A-V in `low`, WXYZ in `high`. */
export interface CharacterClass {
  low: number;
  high: number;
}

export interface PatternKey {
  /** How many characters of `pos4-8|pos10-17` have to be there. */
  length: number;
  tests: ({ position: number } & CharacterClass)[];
}

const SEPARATOR = 5;

function classOf(text: string): CharacterClass {
  const set = { low: 0, high: 0 };
  const add = (code: number): void => {
    if (code < 32) set.low = (set.low | (1 << code)) >>> 0;
    else if (code < 36) set.high |= 1 << (code - 32);
  };
  for (let index = 0; index < text.length; index += 1) {
    const from = text.charCodeAt(index);
    if (text[index + 1] === '-' && index + 2 < text.length) {
      for (let character = from; character <= text.charCodeAt(index + 2); character += 1) {
        add(characterCode(character));
      }
      index += 2;
    } else add(characterCode(from));
  }
  return set;
}

/**
 * Reads a key such as `*F[12]**|*[A-C]` with the meaning that NHTSA's procedure gives it: `*` and `_` any character,
 * `#` a digit, `[…]` one of a class. Null for a key that no VIN matches.
 */
export function parsePatternKey(text: string): PatternKey | null {
  const key: PatternKey = { length: 0, tests: [] };
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] as string;
    const position = key.length;
    key.length += 1;
    if (character === '*' || character === '_') continue;
    if (character === '|') {
      if (position !== SEPARATOR) return null;
      continue;
    }
    let set: CharacterClass;
    if (character === '#') set = classOf('0-9');
    else if (character === '[') {
      const end = text.indexOf(']', index);
      if (end < 0) return null;
      set = classOf(text.slice(index + 1, end));
      index = end;
    } else set = classOf(character);
    if (position === SEPARATOR || (set.low === 0 && set.high === 0)) return null;
    key.tests.push({ position, ...set });
  }
  return key.length > 14 ? null : key;
}
