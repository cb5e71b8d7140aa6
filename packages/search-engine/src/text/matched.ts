import type { IndexSchema, SearchHit, WholeCodes } from '../search-engine.ts';
import { type QueryTerm, textTerms } from './words.ts';

export type Texts = Readonly<Record<string, string | readonly string[]>>;
export type Codes = Readonly<Record<string, readonly string[]>>;

/** From this length on a key also finds those that begin with it. */
export const MIN_CODE_PREFIX = 4;

const MAX_MATCHED = 20;

/** The text fields of a schema, the heaviest first. */
export function textFields(schema: IndexSchema): { name: string; weight: number }[] {
  return Object.entries(schema.text)
    .map(([name, { weight }]) => ({ name, weight }))
    .sort((a, b) => b.weight - a.weight);
}

/** What a document may have been found by. */
export interface Asked {
  terms: readonly QueryTerm[];
  /** Whole, or from 4 characters on as a beginning. */
  codes: readonly string[];
  wholes: readonly WholeCodes[];
}

export function isAnythingAsked({ terms, codes, wholes }: Asked): boolean {
  return terms.length > 0 || codes.length > 0 || wholes.length > 0;
}

/** Says what of a document matched: codes first, then texts, the heaviest field first. */
export function matchedParts(
  schema: IndexSchema,
  document: { texts: Texts; codes: Codes },
  asked: Asked,
): SearchHit['matched'] {
  if (!isAnythingAsked(asked)) return [];
  const found = [
    ...matchedWholes(schema, document.codes, asked.wholes),
    ...matchedCodes(schema, document.codes, asked.codes),
    ...matchedTexts(schema, document.texts, asked.terms),
  ];
  return found.slice(0, MAX_MATCHED);
}

function matchedTexts(schema: IndexSchema, texts: Texts, terms: readonly QueryTerm[]): SearchHit['matched'] {
  const found: SearchHit['matched'] = [];
  for (const { name } of textFields(schema)) {
    const value = texts[name];
    if (value === undefined) continue;
    for (const text of typeof value === 'string' ? [value] : value) {
      const { words, pairs } = textTerms(text);
      const has = [...words, ...pairs];
      const matches = terms.some((term) =>
        has.some((each) => (term.prefix ? each.startsWith(term.text) : each === term.text)),
      );
      if (matches) found.push({ field: name, value: text });
    }
  }
  return found;
}

function matchedWholes(
  schema: IndexSchema,
  codes: Codes,
  wholes: readonly WholeCodes[],
): SearchHit['matched'] {
  return schema.codes.flatMap((field) => {
    const asked = wholes.flatMap((each) => (each.fields.includes(field) ? each.codes : []));
    return (codes[field] ?? []).filter((value) => asked.includes(value)).map((value) => ({ field, value }));
  });
}

function matchedCodes(schema: IndexSchema, codes: Codes, asked: readonly string[]): SearchHit['matched'] {
  const found: SearchHit['matched'] = [];
  const matching = (matches: (code: string) => boolean): void => {
    for (const name of schema.codes) {
      for (const value of codes[name] ?? []) if (matches(value)) found.push({ field: name, value });
    }
  };
  matching((code) => asked.includes(code));
  const starts = asked.filter((each) => each.length >= MIN_CODE_PREFIX);
  matching((code) => !asked.includes(code) && starts.some((start) => code.startsWith(start)));
  return found;
}
