import type { SearchSort } from '../search-engine.ts';
import type { Columns } from './columns.ts';
import type { TenantColumns } from './number-columns.ts';

export interface PageInput {
  sort: SearchSort;
  offset: number;
  limit: number;
  documents: Uint32Array;
  scores: Float32Array | null;
  columns: Columns;
  numbers: () => TenantColumns;
}

type Compare = (a: number, b: number) => number;

/** One page of the documents in the order asked for. Every order ends in the id, so that it is total. */
export function page(input: PageInput): number[] {
  const { documents, offset, limit } = input;
  const end = Math.min(offset + limit, documents.length);
  if (offset >= end) return [];
  const order = staticOrder(input);
  if (order !== null && documents.length * WALK_SHARE > order.length) return walk(input, order, end);
  return firstOf(documents, end, comparison(input)).slice(offset);
}

/** From this share of all documents on, walking an order that is there takes less than making one. */
const WALK_SHARE = 64;

/** Of a question that has an order of its own: null. */
function staticOrder({ sort, scores, columns }: PageInput): Uint32Array | null {
  if (sort.by === 'rank' || (sort.by === 'relevance' && scores === null)) return columns.byRank.order;
  if (sort.by === 'key' && sort.order === 'asc') return columns.byKey().order;
  return null;
}

function walk({ documents, offset, columns }: PageInput, order: Uint32Array, end: number): number[] {
  const passing = new Uint8Array(columns.size);
  for (let i = 0; i < documents.length; i += 1) passing[documents[i] ?? 0] = 1;
  const shown: number[] = [];
  let seen = 0;
  for (let i = 0; i < order.length && seen < end; i += 1) {
    const document = order[i] ?? 0;
    if (passing[document] !== 1) continue;
    if (seen >= offset) shown.push(document);
    seen += 1;
  }
  return shown;
}

function comparison({ sort, columns, scores, numbers }: PageInput): Compare {
  const place = columns.byRank.place;
  const byRank: Compare = (a, b) => (place[a] ?? 0) - (place[b] ?? 0);
  switch (sort.by) {
    case 'relevance':
      return scores === null ? byRank : (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || byRank(a, b);
    case 'rank':
      return byRank;
    case 'key': {
      const keyed = columns.byKey().place;
      const sign = sort.order === 'asc' ? 1 : -1;
      return (a, b) => sign * ((keyed[a] ?? 0) - (keyed[b] ?? 0));
    }
    case 'number': {
      const column = numbers().get(sort.field) ?? new Float64Array(0);
      const sign = sort.order === 'asc' ? 1 : -1;
      const value = (document: number): number => {
        const number = column[document];
        return number === undefined || Number.isNaN(number) ? Number.POSITIVE_INFINITY : sign * number;
      };
      return (a, b) => {
        const left = value(a);
        const right = value(b);
        return left === right ? byRank(a, b) : left - right;
      };
    }
  }
}

/** Beyond this a sort of everything costs less than the heap. */
const HEAP_SHARE = 8;

/** The first `count` documents, in order. */
function firstOf(documents: Uint32Array, count: number, compare: Compare): number[] {
  if (count * HEAP_SHARE > documents.length)
    return Array.from(documents.slice().sort(compare).subarray(0, count));
  // The root is the last of those kept so far: what comes after it is not among the first.
  const heap = Array.from(documents.subarray(0, count));
  for (let i = (count >>> 1) - 1; i >= 0; i -= 1) sink(heap, i, compare);
  for (let i = count; i < documents.length; i += 1) {
    const document = documents[i] ?? 0;
    if (compare(document, heap[0] ?? 0) >= 0) continue;
    heap[0] = document;
    sink(heap, 0, compare);
  }
  return heap.sort(compare);
}

function sink(heap: number[], from: number, compare: Compare): void {
  const item = heap[from] ?? 0;
  let at = from;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    const right = child + 1;
    if (right < heap.length && compare(heap[right] ?? 0, heap[child] ?? 0) > 0) child = right;
    if (compare(heap[child] ?? 0, item) <= 0) break;
    heap[at] = heap[child] ?? 0;
    at = child;
  }
  heap[at] = item;
}
