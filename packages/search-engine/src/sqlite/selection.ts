import { MAX_FACET_VALUES } from '../checks.ts';
import type { FacetCount, IndexSchema, SearchQuery } from '../search-engine.ts';
import type { Columns, KeywordColumn } from './columns.ts';
import type { TenantColumns } from './number-columns.ts';

export interface Selection {
  /** Those that pass everything, in the order of `candidates`. */
  documents: Uint32Array;
  facets: Record<string, FacetCount[]>;
}

interface KeywordTest {
  column: KeywordColumn;
  /** One for each filter on the field; by number of keyword value. */
  allowed: Uint8Array[];
}

interface Facet {
  field: string;
  column: KeywordColumn;
  counts: Int32Array;
}

/** Everything that one pass over the candidates needs. */
export interface SelectionInput {
  schema: IndexSchema;
  query: SearchQuery;
  columns: Columns;
  numbers: () => TenantColumns;
  valueNo: (field: string, value: string) => number | undefined;
  /** Each document once. */
  candidates: Uint32Array;
}

/**
 * Filters and counts, column by column. A document that fails on one field only still counts for that field's facet.
 */
export function select(input: SelectionInput): Selection {
  const { query, columns } = input;
  let documents = visibleOf(input.candidates, columns.readers, columns.visibleTo(query));
  for (const { field, min = -Infinity, max = Infinity } of query.tenantFilters ?? []) {
    documents = within(documents, input.numbers().get(field) ?? new Float64Array(0), min, max);
  }
  const facets = (query.facets ?? []).map((field) => facetOf(field, input));
  const tests = keywordTests(input);
  if (tests.length > 0) {
    const { passing, failingOnly } = tested(documents, tests);
    tests.forEach(({ column }, index) => {
      for (const facet of facets) if (facet.column === column) count(facet, failingOnly[index] ?? []);
    });
    documents = passing;
  }
  for (const facet of facets) count(facet, documents);
  return {
    documents,
    facets: Object.fromEntries(facets.map((facet) => [facet.field, counted(facet, columns.keywordValues)])),
  };
}

function visibleOf(candidates: Uint32Array, readers: Int32Array, visible: Uint8Array): Uint32Array {
  const kept = new Uint32Array(candidates.length);
  let length = 0;
  for (let i = 0; i < candidates.length; i += 1) {
    const document = candidates[i] ?? 0;
    if (visible[readers[document] ?? 0] !== 1) continue;
    kept[length] = document;
    length += 1;
  }
  return kept.subarray(0, length);
}

/** A missing number is NaN, which no comparison holds for. */
function within(documents: Uint32Array, column: Float64Array, min: number, max: number): Uint32Array {
  return documents.filter((document) => {
    const number = column[document] ?? Number.NaN;
    return number >= min && number <= max;
  });
}

/** The documents that pass every test, and by test those that fail on it alone. */
function tested(documents: Uint32Array, tests: readonly KeywordTest[]) {
  const passing = new Uint32Array(documents.length);
  const failingOnly: number[][] = tests.map(() => []);
  let length = 0;
  next: for (const document of documents) {
    let failed = -1;
    for (let i = 0; i < tests.length; i += 1) {
      if (passes(tests[i] as KeywordTest, document)) continue;
      if (failed >= 0) continue next;
      failed = i;
    }
    if (failed >= 0) {
      failingOnly[failed]?.push(document);
    } else {
      passing[length] = document;
      length += 1;
    }
  }
  return { passing: passing.subarray(0, length), failingOnly };
}

/** One test per field, also where several filters are on it: a facet is counted without all of them. */
function keywordTests({ schema, query, columns, valueNo }: SelectionInput): KeywordTest[] {
  const tests = new Map<string, KeywordTest>();
  for (const { field, anyOf } of query.filters ?? []) {
    const column = columns.keywords[schema.keywords.indexOf(field)];
    if (column === undefined) continue;
    const allowed = new Uint8Array(columns.keywordValues.length);
    for (const value of anyOf) {
      const no = valueNo(field, value);
      if (no !== undefined) allowed[no] = 1;
    }
    const test = tests.get(field);
    if (test === undefined) tests.set(field, { column, allowed: [allowed] });
    else test.allowed.push(allowed);
  }
  return [...tests.values()];
}

function passes({ column, allowed }: KeywordTest, document: number): boolean {
  const cell = column.cells[document] ?? 0;
  for (const values of allowed) {
    if (cell >= 0 ? values[cell] !== 1 : !hasAny(column.several[-cell], values)) return false;
  }
  return true;
}

function hasAny(numbers: readonly number[] | undefined, values: Uint8Array): boolean {
  return numbers?.some((no) => values[no] === 1) ?? false;
}

function facetOf(field: string, { schema, columns }: SelectionInput): Facet {
  const column = columns.keywords[schema.keywords.indexOf(field)];
  if (column === undefined) throw new TypeError(`'${field}' is no keyword field.`);
  return { field, column, counts: new Int32Array(columns.keywordValues.length) };
}

function count({ column, counts }: Facet, documents: ArrayLike<number>): void {
  const { cells, several } = column;
  for (let i = 0; i < documents.length; i += 1) {
    const cell = cells[documents[i] ?? 0] ?? 0;
    if (cell > 0) {
      counts[cell] = (counts[cell] ?? 0) + 1;
    } else if (cell < 0) {
      for (const no of several[-cell] ?? []) counts[no] = (counts[no] ?? 0) + 1;
    }
  }
}

function counted({ counts }: Facet, values: readonly string[]): FacetCount[] {
  const found: FacetCount[] = [];
  counts.forEach((number, no) => {
    if (number > 0) found.push({ value: values[no] ?? '', count: number });
  });
  return found.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MAX_FACET_VALUES);
}
