import { characterValue, POSITION_WEIGHTS } from '../check-digit.ts';
import { characterCode } from '../wmi-number.ts';

/** What position 9 of a VIN is: what the others call for, another digit or X, or a letter that some makers put there. */
export const CHECK_DIGIT = { right: 0, wrong: 1, letter: 2 } as const;

/** What the decode of a VIN depends on, without its serial number: positions 1 to 8, 10 and 11, and what position 9 is. */
export interface VinKind {
  /** Positions 1 to 5, and 6 to 8, 10, 11 with position 9's kind: numbers that no two kinds share. */
  high: number;
  low: number;
  checkDigit: number;
}

const LENGTH = 17;
const CODES = 37;
const NINE = 57;
/** Positions 13 to 17 are digits wherever vehicles are many. */
const SERIAL_DIGITS = 12;

const VALUES = Int8Array.from({ length: 128 }, (_, code) => characterValue(String.fromCharCode(code)));
const WEIGHTS = Uint8Array.from(POSITION_WEIGHTS);
const LETTER_X = 88;

/**
 * Reads the kind of a VIN that is written as VINs are, of a maker with a WMI of three characters and a serial number that
 * ends in five digits; false for any other text. `at` is the place of its first byte.
 */
export function readPlainVin(bytes: Uint8Array, at: number, into: VinKind): boolean {
  if (bytes[at + 2] === NINE) return false;
  let sum = 0;
  let high = 0;
  let low = 0;
  for (let index = 0; index < LENGTH; index += 1) {
    const code = bytes[at + index] as number;
    const value = code < 128 ? (VALUES[code] as number) : -1;
    if (value < 0 || (index >= SERIAL_DIGITS && code > NINE)) return false;
    sum += value * (WEIGHTS[index] as number);
    if (index < 5) high = high * CODES + characterCode(code);
    else if (index !== 8 && index < 11) low = low * CODES + characterCode(code);
  }
  const given = bytes[at + 8] as number;
  const rest = sum % 11;
  if (given === (rest === 10 ? LETTER_X : 48 + rest)) into.checkDigit = CHECK_DIGIT.right;
  else into.checkDigit = given <= NINE || given === LETTER_X ? CHECK_DIGIT.wrong : CHECK_DIGIT.letter;
  into.high = high;
  into.low = low * 3 + into.checkDigit;
  return true;
}
