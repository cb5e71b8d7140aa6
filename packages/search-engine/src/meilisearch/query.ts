import type {
  FacetCount,
  IndexSchema,
  SearchHit,
  SearchQuery,
  SearchResult,
  SharedFields,
} from '../search-engine.ts';
import { matchedParts } from '../text/matched.ts';
import { type QueryTerm, queryWords } from '../text/words.ts';
import {
  ATTRIBUTES,
  filterAttribute,
  groupAttribute,
  keywordAttribute,
  numberAttribute,
  numbersAttribute,
} from './attributes.ts';
import { valueKey, valueOfKey } from './encoding.ts';
import { allOf, between, type Filter, oneOf } from './filter.ts';
import { otherWords } from './misspelling.ts';
import { type Answer, type IndexDocument, parsed, type Question, type SearchServer } from './server.ts';
import { codeMatch, firstMatch, firstThen, type Match, wordMatch } from './tiers.ts';

/** Answers checked queries. */
export function queryReader(server: SearchServer, schema: IndexSchema) {
  async function answer(query: SearchQuery, match: Match | undefined, found: Found): Promise<SearchResult> {
    const filters = filtersOf(schema, query);
    const matching = match === undefined ? [] : [match.all];
    const within = (without?: string): Filter =>
      allOf([
        visibleTo(query),
        ...matching,
        ...filters
          .filter(({ field }) => field === undefined || field !== without)
          .map(({ filter }) => filter),
      ]);
    const all = within();
    const facets = [...new Set(query.facets ?? [])];
    const apart = facets.filter((facet) => filters.some(({ field }) => field === facet));
    const together = facets.filter((facet) => !apart.includes(facet));
    const questions: Question[] = [
      { filter: all, facets: together.map(keywordAttribute) },
      ...apart.map((facet) => ({ filter: within(facet), facets: [keywordAttribute(facet)] })),
    ];
    const sort = sortOf(query);
    const tiers = (query.sort ?? { by: 'relevance' }).by === 'relevance' ? (match?.tiers ?? []) : [];
    const layers =
      tiers.length > 1 && query.limit > 0
        ? tiers.map(({ filter, parts }) => ({
            filter: allOf([all, filter]),
            parts: parts?.map((part) => allOf([all, part])),
          }))
        : [];
    const hits = { offset: query.offset, limit: query.limit, attributes: retrieved(query) };
    // Where there are no layers the hits can be asked for at once. What the last layer has is what the others haven't.
    const direct: Question[] = layers.length > 0 || query.limit === 0 ? [] : [{ filter: all, sort, hits }];
    const counting = layers.slice(0, -1).map(({ filter }): Question => ({ filter }));
    const answers = await server.ask([...questions, ...counting, ...direct]);
    const counted = answers.slice(0, questions.length);
    const total = counted[0]?.total ?? 0;
    const documents =
      layers.length > 0
        ? await layered(
            query,
            layers,
            withRest(
              answers.slice(questions.length).map((each) => each.total),
              total,
            ),
          )
        : (answers[questions.length]?.hits ?? []).map((document) => ({
            document,
            score: match === undefined ? 0 : 1,
          }));
    return {
      total,
      hits: documents.map(({ document, score }) => hitOf(document, score, query, found.terms)),
      facets: await facetsOf(facets, apart, counted, query),
      corrections: found.corrections,
      relaxed: found.relaxed,
    };
  }

  /** The page out of layers that follow each other. */
  async function layered(
    query: SearchQuery,
    layers: readonly Layer[],
    counts: readonly number[],
  ): Promise<{ document: IndexDocument; score: number }[]> {
    const asked: { question: Question; score: number }[] = [];
    for (const [index, { offset, limit }] of cuts(query.offset, query.limit, counts).entries()) {
      if (limit === 0) continue;
      const score = layers.length - index;
      const { filter = '', parts } = layers[index] ?? {};
      const finer = parts === undefined || counts[index] === 1 ? [filter] : parts;
      const totals = finer.length === 1 ? [counts[index] ?? 0] : await server.totals(finer);
      for (const [part, cut] of cuts(offset, limit, totals).entries()) {
        if (cut.limit === 0) continue;
        const hits = { ...cut, attributes: retrieved(query) };
        asked.push({ question: { filter: finer[part] ?? '', hits }, score: score - part / finer.length });
      }
    }
    const answers = await server.ask(asked.map(({ question }) => question));
    return asked.flatMap(({ score }, index) =>
      (answers[index]?.hits ?? []).map((document) => ({ document, score })),
    );
  }

  function retrieved({ tenant }: SearchQuery): string[] {
    return [ATTRIBUTES.id, groupAttribute(schema.mainGroup), numbersAttribute(tenant)];
  }

  function hitOf(
    document: IndexDocument,
    score: number,
    query: SearchQuery,
    terms: readonly QueryTerm[],
  ): SearchHit {
    const fields = parsed<SharedFields>(document[groupAttribute(schema.mainGroup)]) ?? {};
    const given = document[numbersAttribute(query.tenant)] as Record<string, number> | undefined;
    return {
      id: String(document[ATTRIBUTES.id]),
      stored: { ...fields.stored },
      matched: matchedParts(
        schema,
        { texts: fields.text ?? {}, codes: fields.codes ?? {} },
        { terms, codes: query.codes ?? [], wholes: query.first ?? [] },
      ),
      score,
      numbers: { ...given },
    };
  }

  async function facetsOf(
    facets: readonly string[],
    apart: readonly string[],
    counted: readonly Answer[],
    query: SearchQuery,
  ): Promise<SearchResult['facets']> {
    const values = facets.map(async (facet): Promise<[string, FacetCount[]]> => {
      const place = apart.indexOf(facet) + 1;
      const distribution = counted[place]?.facets[keywordAttribute(facet)] ?? {};
      const counts = await Promise.all(
        Object.entries(distribution).map(async ([key, count]) => ({
          value: valueOfKey(key) ?? (await longValue(facet, key, query)),
          count,
        })),
      );
      return [facet, counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))];
    });
    return Object.fromEntries(await Promise.all(values));
  }

  /** A value of which the index has the digest only: from a document with it. */
  async function longValue(facet: string, key: string, query: SearchQuery): Promise<string> {
    const groups = Object.keys(await server.attributeCounts()).filter((name) => name.startsWith('g_'));
    const { results } = await server.documents({
      filter: allOf([visibleTo(query), oneOf(keywordAttribute(facet), [key])]),
      fields: groups,
      limit: 1,
    });
    const held = groups.flatMap((name) => parsed<SharedFields>(results[0]?.[name])?.keywords?.[facet] ?? []);
    return held.find((value) => valueKey(value) === key) ?? key;
  }

  /** What is asked for before all others, where any of it may be seen. */
  async function seenFirst(query: SearchQuery): Promise<Match | undefined> {
    if (query.first === undefined || query.first.length === 0) return undefined;
    const match = firstMatch(schema, query.first);
    const [seen = 0] = await server.totals([allOf([visibleTo(query), match.all])]);
    return seen > 0 ? match : undefined;
  }

  return async function search(query: SearchQuery): Promise<SearchResult> {
    const { words, complete } = queryWords(query.words ?? '');
    const codes = query.codes ?? [];
    const byCode = codes.length === 0 ? undefined : codeMatch(schema, codes);
    const terms = words.flatMap((word) => word.terms);
    const byWord = words.length === 0 ? undefined : wordMatch(schema, words, complete);
    const first = await seenFirst(query);
    if (first !== undefined && byWord !== undefined)
      return await answer(query, firstThen(first, byWord), { terms, corrections: [], relaxed: null });
    const asked = await answer(query, both(byWord, byCode), { terms, corrections: [], relaxed: null });
    if (asked.total > 0 || byWord === undefined) return asked;
    const other = await otherWords(server, schema, visibleTo(query))(words);
    if (other === undefined) return asked;
    return await answer(query, both(other.match, byCode), other);
  };
}

interface Layer {
  filter: Filter;
  parts: Filter[] | undefined;
}

function withRest(counts: readonly number[], total: number): number[] {
  return [...counts, Math.max(0, total - counts.reduce((sum, count) => sum + count, 0))];
}

/** What of each layer is on the page. */
function cuts(offset: number, limit: number, counts: readonly number[]): { offset: number; limit: number }[] {
  let skipped = offset;
  let wanted = limit;
  return counts.map((count) => {
    const from = Math.min(skipped, count);
    const taken = Math.min(wanted, count - from);
    skipped -= from;
    wanted -= taken;
    return { offset: from, limit: taken };
  });
}

type Found = Pick<SearchResult, 'corrections' | 'relaxed'> & { terms: readonly QueryTerm[] };

/** Which key it is says more than which words are beside it. */
function both(words: Match | undefined, codes: Match | undefined): Match | undefined {
  if (words === undefined || codes === undefined) return words ?? codes;
  return { all: allOf([words.all, codes.all]), tiers: codes.tiers };
}

function visibleTo({ tenant, readsAs = [] }: SearchQuery): Filter {
  return oneOf(ATTRIBUTES.readers, ['*', tenant, ...readsAs].map(valueKey));
}

/** With the field of a facet that is counted without it. */
function filtersOf(schema: IndexSchema, query: SearchQuery): { field?: string; filter: Filter }[] {
  return [
    ...(query.filters ?? []).map(({ field, anyOf }) => ({
      field,
      filter: oneOf(filterAttribute(schema, field), [...new Set(anyOf)].map(valueKey)),
    })),
    ...(query.tenantFilters ?? []).map(({ field, min, max }) => ({
      filter: between(numberAttribute(query.tenant, field), min, max),
    })),
  ];
}

/** Rank and id come after it by the rules of the index. */
function sortOf({ sort, tenant }: SearchQuery): string[] {
  if (sort?.by === 'key') return ATTRIBUTES.sortKeys.map((name) => `${name}:${sort.order}`);
  if (sort?.by === 'number') return [`${numberAttribute(tenant, sort.field)}:${sort.order}`];
  return [];
}
