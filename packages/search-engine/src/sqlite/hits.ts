import type { Database } from '@qipei/sqlite';
import type { IndexSchema, SearchHit } from '../search-engine.ts';
import { type Asked, type Codes, isAnythingAsked, matchedParts, type Texts } from '../text/matched.ts';

/** Gives back what is stored of documents and says what of them matched. */
export function hitReader(db: Database, schema: IndexSchema) {
  const sourceOf = db.prepare<[number], { stored: string; matchable: string }>(
    'SELECT stored, matchable FROM document_source WHERE no = ?',
  );

  return function read(no: number, asked: Asked): Pick<SearchHit, 'stored' | 'matched'> {
    const source = sourceOf.get(no);
    if (source === undefined) throw new Error(`The index has no content for document ${no}.`);
    const stored = JSON.parse(source.stored) as Record<string, unknown>;
    if (!isAnythingAsked(asked)) return { stored, matched: [] };
    const [texts, keys] = JSON.parse(source.matchable) as [Texts, Codes];
    return { stored, matched: matchedParts(schema, { texts, codes: keys }, asked) };
  };
}
