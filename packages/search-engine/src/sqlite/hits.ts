import type { Database } from '@qipei/sqlite';
import type { IndexSchema, SearchHit } from '../search-engine.ts';
import { MIN_CODE_PREFIX } from './code-search.ts';
import { fieldLetters } from './terms.ts';
import { type QueryTerm, textTerms } from './words.ts';

type Texts = Record<string, string | string[]>;
type Codes = Record<string, string[]>;

const MAX_MATCHED = 20;

/** Gives back what is stored of documents and says what of them matched. */
export function hitReader(db: Database, schema: IndexSchema) {
  const sourceOf = db.prepare<[number], { stored: string; matchable: string }>(
    'SELECT stored, matchable FROM document_source WHERE no = ?',
  );
  const letters = fieldLetters(schema);

  function matchedTexts(texts: Texts, terms: readonly QueryTerm[]): SearchHit['matched'] {
    const found: SearchHit['matched'] = [];
    for (const { name } of letters.text) {
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

  function matchedCodes(codes: Codes, asked: readonly string[]): SearchHit['matched'] {
    const found: SearchHit['matched'] = [];
    const matching = (matches: (code: string) => boolean): void => {
      for (const { name } of letters.codes) {
        for (const value of codes[name] ?? []) if (matches(value)) found.push({ field: name, value });
      }
    };
    matching((code) => asked.includes(code));
    const starts = asked.filter((each) => each.length >= MIN_CODE_PREFIX);
    matching((code) => !asked.includes(code) && starts.some((start) => code.startsWith(start)));
    return found;
  }

  return function read(
    no: number,
    terms: readonly QueryTerm[],
    codes: readonly string[],
  ): Pick<SearchHit, 'stored' | 'matched'> {
    const source = sourceOf.get(no);
    if (source === undefined) throw new Error(`The index has no content for document ${no}.`);
    const stored = JSON.parse(source.stored) as Record<string, unknown>;
    if (terms.length === 0 && codes.length === 0) return { stored, matched: [] };
    const [texts, keys] = JSON.parse(source.matchable) as [Texts, Codes];
    const matched = [...matchedCodes(keys, codes), ...matchedTexts(texts, terms)];
    return { stored, matched: matched.slice(0, MAX_MATCHED) };
  };
}
