import type { IndexSchema } from '../search-engine.ts';

/**
 * The words of the full-text tables. A term begins with its kind and the field's letter, so that one table holds all
 * fields and a look-up reads one field only:
 *
 *     <field>brake    a word of a text     =<field>brake_pad   a whole text
 *     #<field>1k0805  a code               <field>vehicle:1    a link (in a table of its own)
 */
export interface FieldLetters {
  /** By weight, the heaviest first. */
  text: { name: string; letter: string; weight: number }[];
  codes: { name: string; letter: string }[];
  links: { name: string; letter: string }[];
}

export function fieldLetters(schema: IndexSchema): FieldLetters {
  const text = Object.entries(schema.text)
    .map(([name, { weight }], index) => ({ name, letter: letter(index), weight }))
    .sort((a, b) => b.weight - a.weight);
  return { text, codes: lettered(schema.codes), links: lettered(schema.links) };
}

function lettered(names: readonly string[]): { name: string; letter: string }[] {
  return names.map((name, index) => ({ name, letter: letter(index) }));
}

function letter(index: number): string {
  return String.fromCharCode(97 + index);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole is looked at
const NOT_LINK = /[\x00-\x2c\x3b-\x60\x7b-\x7f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole is looked at
const NOT_CODE = /[\x00-\x2c\x3b-\x40\x5b-\x7f]/g;
const PLAIN_LINKS = /^[-./0-9:a-z]*$/;
const PLAIN_CODE = /^[A-Z0-9]*$/;

/** The tokenizer folds capitals, so they are escaped, with everything that isn't part of a token. */
export function linkTerm(value: string): string {
  return value.toWellFormed().replace(NOT_LINK, escaped);
}

/** The terms of many links of one field, separated by blanks. One look at all of them tells whether any is to be escaped. */
export function linkTerms(letter: string, links: readonly string[]): string {
  const plain = PLAIN_LINKS.test(links.join(''));
  return letter + (plain ? links : links.map(linkTerm)).join(` ${letter}`);
}

/** Codes are mostly capitals: those are written small, and small letters are escaped. */
export function codeTerm(value: string): string {
  if (PLAIN_CODE.test(value)) return value.toLowerCase();
  // Capitals one by one: beyond ASCII they stay as they are.
  return value
    .toWellFormed()
    .replace(NOT_CODE, escaped)
    .replace(/[A-Z]/g, (capital) => capital.toLowerCase());
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** A term, or its beginning, as the full-text query language writes it. */
export function quoted(term: string, prefix = false): string {
  return prefix ? `"${term}"*` : `"${term}"`;
}
