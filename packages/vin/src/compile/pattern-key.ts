import { characterCode } from '../wmi-number.ts';

/** A set of characters: bit `n` stands for the character with code `n`, 0-9A-V in `low`, WXYZ in `high`. */
export interface CharacterClass {
  low: number;
  high: number;
}

export interface KeyTest extends CharacterClass {
  position: number;
  /** As the key writes it, such as `A`, `[A-C]` or `#`. */
  text: string;
}

export interface PatternKey {
  /** How many characters of `pos4-8|pos10-17` have to be there. */
  length: number;
  tests: KeyTest[];
}

const SEPARATOR = 5;
const ALL: CharacterClass = { low: 0xffffffff, high: 0xf };

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

/** `^` turns a class round; in `1-A` NHTSA's procedure (sqlwild_to_regex) overlooks the dash. */
function bracketClass(text: string): CharacterClass {
  const plain = text.replaceAll('1-A', '1A');
  if (!plain.startsWith('^')) return classOf(plain);
  const { low, high } = classOf(plain.slice(1));
  return { low: (ALL.low & ~low) >>> 0, high: ALL.high & ~high };
}

/**
 * Reads a key such as `*F[12]**|*[A-C]` with the meaning that NHTSA's procedure gives it: `*` and `_` any character,
 * `#` a digit, `[…]` one of a class. Null for a key that no VIN matches. A key with `#` yields the VIN's own digits; the
 * procedure compares it with all digits blotted out, so that beside `#` it may hold letters and `*` only.
 */
export function parsePatternKey(given: string): PatternKey | null {
  const text = given.toUpperCase();
  const formula = text.includes('#');
  if (formula && /[0-9[]/.test(text)) return null;
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
    let written = character;
    if (character === '#') set = classOf('0-9');
    else if (character === '[') {
      const end = text.indexOf(']', index);
      if (end < 0) return null;
      set = bracketClass(text.slice(index + 1, end));
      written = text.slice(index, end + 1);
      index = end;
    } else set = classOf(character);
    if (position === SEPARATOR || (set.low === 0 && set.high === 0)) return null;
    key.tests.push({ position, text: written, ...set });
  }
  return key.length > 14 ? null : key;
}
