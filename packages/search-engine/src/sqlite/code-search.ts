import type { IndexSchema } from '../search-engine.ts';
import { MIN_CODE_PREFIX } from '../text/matched.ts';
import { intersection, type Matches, type Scored } from './matches.ts';
import type { Postings } from './postings.ts';
import { codeTerm, fieldLetters, quoted } from './terms.ts';

const EXACT = 200;
const BEGINNING = 100;

/** Documents with any of the keys: whole keys before beginnings, and of each the field that the schema names first. */
export function codeSearch(schema: IndexSchema, postings: Postings) {
  const fields = fieldLetters(schema).codes;
  return function search(codes: readonly string[], size: number): Matches {
    const exact: Scored[] = [];
    const longer: Scored[] = [];
    const terms = [...new Set(codes)].filter((code) => code !== '').map((code) => code.slice(0, 200));
    const beginnings = terms.filter((code) => code.length >= MIN_CODE_PREFIX);
    fields.forEach(({ letter }, index) => {
      const whole = terms.map((code) => quoted(`#${letter}${codeTerm(code)}`));
      const starts = beginnings.map((code) => quoted(`#${letter}${codeTerm(code)}`, true));
      if (whole.length > 0)
        exact.push({ documents: postings.words(whole.join(' OR ')), score: EXACT - index });
      if (starts.length > 0)
        longer.push({ documents: postings.words(starts.join(' OR ')), score: BEGINNING - index });
    });
    return intersection([[...exact, ...longer]], size);
  };
}
