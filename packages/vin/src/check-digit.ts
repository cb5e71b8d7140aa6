import type { CheckDigit } from './vin-decode.ts';

/** Of each position in the check digit's sum (49 CFR 565.15(c)). */
export const POSITION_WEIGHTS: readonly number[] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Values of A to Z (49 CFR 565.15(c)); -1 for I, O and Q, which no VIN has. */
const LETTERS = [1, 2, 3, 4, 5, 6, 7, 8, -1, 1, 2, 3, 4, 5, -1, 7, -1, 9, 2, 3, 4, 5, 6, 7, 8, 9];

const [ZERO, FIVE, SEVEN, NINE, LETTER_F, LETTER_Z] = [48, 53, 55, 57, 70, 90] as const;

/**
 * Whether a check digit is mandatory where the maker sits: the USA, Canada, Mexico (49 CFR 565; 7F to 70 is the USA's as
 * well). China's rule is known by `isChinese`.
 */
export function isNorthAmerican(vin: string): boolean {
  const first = vin.charCodeAt(0);
  if (first !== SEVEN) return first > ZERO && first <= FIVE;
  const second = vin.charCodeAt(1);
  return (second >= ZERO && second <= NINE) || (second >= LETTER_F && second <= LETTER_Z);
}

/** Value of a character in the check digit's sum; -1 for what no VIN has. */
export function characterValue(character: string): number {
  const code = character.charCodeAt(0);
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 65 && code <= 90 ? (LETTERS[code - 65] as number) : -1;
}

/** The digit that belongs in position 9 of 17 characters; empty where one of the others has no value. */
export function expectedCheckDigit(vin: string): string {
  if (vin.length !== 17) return '';
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    if (index === 8) continue;
    const character = vin.charCodeAt(index);
    let value = -1;
    if (character >= 48 && character <= 57) value = character - 48;
    else if (character >= 65 && character <= 90) value = LETTERS[character - 65] as number;
    if (value < 0) return '';
    sum += value * (POSITION_WEIGHTS[index] as number);
  }
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

export function checkDigitOf(vin: string): CheckDigit {
  const given = vin[8] ?? '';
  const expected = expectedCheckDigit(vin);
  return { given, expected, valid: expected !== '' && given === expected };
}
