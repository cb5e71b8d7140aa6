import type { Database } from '@qipei/sqlite';
import type { IndexSchema, SearchQuery } from '../search-engine.ts';
import type { DocumentCard, KeywordCell } from './document-state.ts';
import { grown } from './grown.ts';
import { type StaticOrder, staticOrder } from './static-order.ts';

/**
 * What is held in memory of every document, by document number, so that filters, counts and order need no row of the
 * database: about 150 bytes a document.
 */
export interface Columns {
  /** One above the highest document number. */
  readonly size: number;
  readonly ids: readonly string[];
  /** Number of the reader set; 0: not findable. */
  readonly readers: Int32Array;
  /** Every document number, ascending. */
  all(): Uint32Array;
  /** By position in `schema.keywords`. */
  readonly keywords: readonly KeywordColumn[];
  /** Rank descending, then id. */
  readonly byRank: StaticOrder;
  /** Sort key, then id. */
  byKey(): StaticOrder;
  put(card: DocumentCard): void;
  /** Reads reader sets and keyword values that have come since. */
  readNames(): void;
  /** By number of reader set: whether this tenant, or one as whom it reads, is among them. */
  visibleTo(query: Pick<SearchQuery, 'tenant' | 'readsAs'>): Uint8Array;
  /** By number; shared by all fields. */
  readonly keywordValues: readonly string[];
}

export interface KeywordColumn {
  /** 0: none; above 0: the only value's number; below 0: minus the index in `several`. */
  readonly cells: Int32Array;
  readonly several: readonly (readonly number[])[];
}

const REMEMBERED_TENANTS = 256;
const NOBODY: readonly string[] = [];

export function columns(db: Database, schema: IndexSchema): Columns {
  const ids: string[] = [''];
  const sortKeys: string[] = [''];
  let all = new Uint32Array(0);
  let readers = new Int32Array(0);
  let ranks = new Float64Array(0);
  const keywords = schema.keywords.map(keywordColumn);
  const readerSets: string[][] = [[]];
  const keywordValues: string[] = [''];
  const visible = new Map<string, { readsAs: readonly string[]; flags: Uint8Array }>();
  const newSets = db.prepare<[number], { no: number; readers: string }>(
    'SELECT no, readers FROM reader_set WHERE no > ? ORDER BY no',
  );
  const newValues = db.prepare<[number], { no: number; value: string }>(
    'SELECT no, value FROM keyword_value WHERE no > ? ORDER BY no',
  );

  function compareIds(a: number, b: number): number {
    return compareTexts(ids[a] ?? '', ids[b] ?? '');
  }
  const byRank = staticOrder((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || compareIds(a, b));
  let byKey: StaticOrder | undefined;

  function put(card: DocumentCard): void {
    const [no, id, set, rank, sortKey] = card;
    const isNew = ids[no] === undefined;
    readers = grown(readers, no + 1);
    ranks = grown(ranks, no + 1);
    if (isNew || ranks[no] !== rank) byRank.moved(no);
    if (isNew || sortKeys[no] !== sortKey) byKey?.moved(no);
    ids[no] = id;
    readers[no] = set;
    ranks[no] = rank;
    sortKeys[no] = sortKey;
    for (let i = 0; i < keywords.length; i += 1) keywords[i]?.put(no, card[5 + i] as KeywordCell);
  }

  return {
    get size() {
      return ids.length;
    },
    ids,
    all() {
      if (all.length !== ids.length - 1) all = Uint32Array.from({ length: ids.length - 1 }, (_, i) => i + 1);
      return all;
    },
    get readers() {
      return readers;
    },
    keywords,
    byRank,
    byKey() {
      if (byKey === undefined) {
        byKey = staticOrder((a, b) => compareTexts(sortKeys[a] ?? '', sortKeys[b] ?? '') || compareIds(a, b));
        for (const no of byRank.order) byKey.moved(no);
      }
      byKey.settle();
      return byKey;
    },
    put,
    readNames() {
      for (const { no, readers: set } of newSets.iterate(readerSets.length - 1)) {
        readerSets[no] = JSON.parse(set);
      }
      for (const { no, value } of newValues.iterate(keywordValues.length - 1)) keywordValues[no] = value;
    },
    visibleTo({ tenant, readsAs = NOBODY }) {
      const known = visible.get(tenant);
      const before = known?.readsAs === readsAs ? known.flags : new Uint8Array(0);
      if (before.length === readerSets.length) return before;
      const names = new Set([tenant, '*', ...readsAs]);
      const flags = new Uint8Array(readerSets.length);
      flags.set(before);
      // What is known of a set stays: sets are only ever added.
      for (let no = before.length; no < flags.length; no += 1)
        flags[no] = readerSets[no]?.some((reader) => names.has(reader)) ? 1 : 0;
      if (visible.size >= REMEMBERED_TENANTS && !visible.has(tenant)) visible.clear();
      visible.set(tenant, { readsAs, flags });
      return flags;
    },
    keywordValues,
  };
}

function keywordColumn(): KeywordColumn & { put(no: number, cell: KeywordCell): void } {
  let cells = new Int32Array(0);
  const several: number[][] = [[]];
  const known = new Map<string, number>();
  return {
    get cells() {
      return cells;
    },
    several,
    put(no, cell) {
      cells = grown(cells, no + 1);
      if (typeof cell === 'number') {
        cells[no] = cell;
        return;
      }
      const key = cell.join();
      let index = known.get(key);
      if (index === undefined) {
        index = several.length;
        several.push(cell);
        known.set(key, index);
      }
      cells[no] = -index;
    },
  };
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
