/**
 * The documents in an order that doesn't depend on the query, and each one's place in it: ties are broken by comparing
 * two numbers. Documents whose place may have changed are taken out and put in again when the order is next asked for.
 */
export interface StaticOrder {
  /** Document numbers, first to last. */
  readonly order: Uint32Array;
  /** By document number. */
  readonly place: Uint32Array;
  moved(document: number): void;
  settle(): void;
}

export function staticOrder(compare: (a: number, b: number) => number): StaticOrder {
  let order = new Uint32Array(0);
  let place = new Uint32Array(0);
  const waiting = new Set<number>();

  function settle(): void {
    if (waiting.size === 0) return;
    const added = [...waiting].sort(compare);
    const moves = added.some((document) => order[place[document] ?? 0] === document);
    const kept = moves ? order.filter((document) => !waiting.has(document)) : order;
    waiting.clear();
    order = merged(kept, added, compare);
    let highest = 0;
    for (const document of order) if (document > highest) highest = document;
    if (place.length <= highest) place = new Uint32Array(Math.ceil(highest * 1.25) + 1024);
    for (let i = 0; i < order.length; i += 1) place[order[i] ?? 0] = i;
  }

  return {
    get order() {
      return order;
    },
    get place() {
      return place;
    },
    moved(document) {
      waiting.add(document);
    },
    settle,
  };
}

function merged(
  kept: Uint32Array,
  added: readonly number[],
  compare: (a: number, b: number) => number,
): Uint32Array<ArrayBuffer> {
  const result = new Uint32Array(kept.length + added.length);
  let from = 0;
  let to = 0;
  for (const document of added) {
    const until = insertionPoint(kept, from, document, compare);
    result.set(kept.subarray(from, until), to);
    to += until - from;
    result[to] = document;
    to += 1;
    from = until;
  }
  result.set(kept.subarray(from), to);
  return result;
}

function insertionPoint(
  kept: Uint32Array,
  from: number,
  document: number,
  compare: (a: number, b: number) => number,
): number {
  let low = from;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(kept[middle] ?? 0, document) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
