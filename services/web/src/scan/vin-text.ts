/** A position in doubt has a reason; positions from 1. */
interface VinDoubts {
  /** Letters that no VIN has: I, O and Q, and what is neither letter nor digit. */
  forbidden: readonly number[];
  /** Whether position 9 is what the other characters make it; undefined unless there are 17 of them, all allowed. */
  checkDigit: { given: string; expected: string; isRight: boolean } | undefined;
}

const ALLOWED = /^[A-HJ-NPR-Z0-9]$/;
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;
export const VIN_LENGTH = 17;
/** Longer texts than any label's are looked at no further. */
const MAX_TEXT = 4_000;
const MAX_FOUND = 5;

/** Of each position in the check digit's sum, and of the letters A to Z: 49 CFR 565.15(c). */
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const LETTER_VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];

/** The digit that belongs in position 9 of a VIN. */
export function expectedCheckDigit(vin: string): string {
  const sum = [...vin].reduce((total, character, index) => {
    const value = /\d/.test(character)
      ? Number(character)
      : (LETTER_VALUES[character.charCodeAt(0) - 65] ?? 0);
    return total + value * (WEIGHTS[index] ?? 0);
  }, 0);
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

/** What one types or a scanner gives, as a VIN is written: no blanks or dashes, half-width capitals. */
export function asVin(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Dash}\p{Cf}\p{Cc}.·*]/gu, '');
}

export function vinDoubts(vin: string): VinDoubts {
  const forbidden = [...vin].flatMap((character, index) => (ALLOWED.test(character) ? [] : [index + 1]));
  if (vin.length !== VIN_LENGTH || forbidden.length > 0) return { forbidden, checkDigit: undefined };
  const expected = expectedCheckDigit(vin);
  const given = vin[8] ?? '';
  return { forbidden, checkDigit: { given, expected, isRight: given === expected } };
}

/**
 * The VINs that the text of a code may hold, the likeliest first: with the stars of Code 39, with the `I` that import labels put in
 * front, in a link or a form, or among other words. A VIN is only taken as such where letters and digits end at both of its sides.
 */
export function vinsOfCode(text: string): string[] {
  const latin = text.slice(0, MAX_TEXT).normalize('NFKC').toUpperCase();
  const found = new Set<string>();
  const take = (run: string) => {
    // No VIN has an I, so one in front of seventeen others is a label's.
    const vin = run.length === VIN_LENGTH + 1 && run.startsWith('I') ? run.slice(1) : run;
    if (VIN.test(vin) && /\d/.test(vin) && /[A-Z]/.test(vin)) found.add(vin);
  };
  // The whole, were it written in groups; then each run of letters and digits in it.
  take(asVin(text));
  for (const run of latin.match(/[A-Z0-9]+/g) ?? []) {
    take(run);
    const labelled = /^(?:VIN|FIN|NIV)(?:NO|NR|CODE)?([A-Z0-9]{17,18})$/.exec(run)?.[1];
    if (labelled !== undefined) take(labelled);
  }
  const isRight = (vin: string) => vinDoubts(vin).checkDigit?.isRight === true;
  return [...found].sort((a, b) => Number(isRight(b)) - Number(isRight(a))).slice(0, MAX_FOUND);
}
