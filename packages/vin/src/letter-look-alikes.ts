/**
 * Cyrillic and Greek capitals that look like Latin ones, with the Latin letter that is meant: keyboards that are left in
 * another script give them (Unicode's confusables, capitals only; small letters come here as capitals).
 */
const LATIN_FOR: Record<string, string> = {
  // Cyrillic
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Ѕ: 'S',
  Н: 'H',
  І: 'I',
  Ј: 'J',
  К: 'K',
  М: 'M',
  О: 'O',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
  Ү: 'Y',
  Ԛ: 'Q',
  Ԝ: 'W',
  // Greek
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
};

const OTHER_SCRIPT = /[\u0370-\u03FF\u0400-\u052F]/g;

export function latinLetters(text: string): string {
  return text.replace(OTHER_SCRIPT, (letter) => LATIN_FOR[letter] ?? letter);
}
