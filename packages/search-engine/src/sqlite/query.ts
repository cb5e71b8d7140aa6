import type { Database } from '@qipei/sqlite';
import type { IndexSchema, SearchHit, SearchQuery, SearchResult } from '../search-engine.ts';
import { codeSearch } from './code-search.ts';
import { firstSearch, firstThen } from './first-search.ts';
import { hitReader } from './hits.ts';
import { intersection, type Matches } from './matches.ts';
import type { TenantColumns } from './number-columns.ts';
import { page } from './paging.ts';
import { postings } from './postings.ts';
import { select } from './selection.ts';
import type { Snapshot } from './snapshot.ts';
import { fieldLetters, linkTerm } from './terms.ts';
import { vocabulary } from './vocabulary.ts';
import { type WordMatches, wordSearch } from './word-search.ts';

/** Answers a checked query from one snapshot. */
export function queryReader(db: Database, schema: IndexSchema) {
  const found = postings(db);
  const words = wordSearch(schema, found, vocabulary(db));
  const searchFirst = firstSearch(schema, found, words.plain);
  const searchCodes = codeSearch(schema, found);
  const readHit = hitReader(db, schema);
  const links = new Map(fieldLetters(schema).links.map(({ name, letter }) => [name, letter]));
  const keywordNo = db
    .prepare<[string, string], number>('SELECT no FROM keyword_value WHERE field = ? AND value = ?')
    .pluck();

  function linkLists({ filters }: SearchQuery): Uint32Array[][] {
    const lists: Uint32Array[][] = [];
    for (const { field, anyOf } of filters ?? []) {
      const letter = links.get(field);
      if (letter !== undefined)
        lists.push(found.links([...new Set(anyOf)].map((value) => letter + linkTerm(value))));
    }
    return lists;
  }

  /** What every part of the query agrees on, filters on columns apart. */
  function matching(query: SearchQuery, worded: Matches | null, size: number): Matches | null {
    const parts: Matches[] = [];
    if (worded !== null) parts.push(worded);
    if (query.codes !== undefined && query.codes.length > 0) parts.push(searchCodes(query.codes, size));
    const lists = linkLists(query);
    const [only] = parts;
    if (lists.length === 0 && parts.length < 2) return only ?? null;
    const agreed = intersection(
      [
        ...parts.map(({ documents }) => [{ documents, score: 0 }]),
        ...lists.map((each) => each.map((documents) => ({ documents, score: 0 }))),
      ],
      size,
    );
    const scores = parts.length === 0 ? null : sumOf(parts, agreed.documents, size);
    return { documents: agreed.documents, scores };
  }

  return function search(query: SearchQuery, snapshot: Snapshot): SearchResult {
    const { columns } = snapshot;
    found.at(snapshot.generation);
    const size = columns.size;
    const visible = columns.visibleTo(query);
    const sees = (document: number): boolean => visible[columns.readers[document] ?? 0] === 1;
    let tenantColumns: TenantColumns | undefined;
    const numbers = (): TenantColumns => {
      tenantColumns ??= snapshot.numbersOf(query.tenant);
      return tenantColumns;
    };
    const asked = searchAsked(query, { size, sees });
    const matches = matching(query, asked.matches, size);
    const { documents, facets } = select({
      schema,
      query,
      columns,
      numbers,
      valueNo: (field, value) => keywordNo.get(field, value),
      candidates: matches?.documents ?? columns.all(),
    });
    const scores = matches?.scores ?? null;
    const sort = query.sort ?? { by: 'relevance' };
    const shown = page({ ...query, sort, documents, scores, columns, numbers });
    const hits = shown.map((document): SearchHit => {
      const id = columns.ids[document] ?? '';
      const { stored, matched } = readHit(document, {
        terms: asked.words?.terms ?? [],
        codes: query.codes ?? [],
        wholes: query.first ?? [],
      });
      const score = scores?.[document] ?? 0;
      return { id, stored, matched, score, numbers: numbersOf(document, numbers()) };
    });
    return {
      total: documents.length,
      hits,
      facets,
      corrections: asked.words?.corrections ?? [],
      relaxed: asked.words?.relaxed ?? null,
    };
  };

  /** What the words find, and what is asked for before it. */
  function searchAsked(
    query: SearchQuery,
    { size, sees }: { size: number; sees(document: number): boolean },
  ): { words: WordMatches | null; matches: Matches | null } {
    if (query.words === undefined) return { words: null, matches: null };
    const first = query.first === undefined ? null : searchFirst(query.first, size);
    const asTyped = first?.documents.some(sees) ?? false;
    const worded = words.search(query.words, { size, sees, asTyped });
    if (worded === null || first === null || !asTyped) return { words: worded, matches: worded };
    return { words: worded, matches: firstThen(first, worded, size) };
  }
}

function sumOf(parts: readonly Matches[], documents: Uint32Array, size: number): Float32Array {
  const [only] = parts;
  if (parts.length === 1 && only?.scores) return only.scores;
  const sum = new Float32Array(size);
  for (const document of documents) {
    for (const { scores } of parts) sum[document] = (sum[document] ?? 0) + (scores?.[document] ?? 0);
  }
  return sum;
}

function numbersOf(document: number, columns: TenantColumns): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const [field, column] of columns) {
    const number = column[document];
    if (number !== undefined && !Number.isNaN(number)) numbers[field] = number;
  }
  return numbers;
}
