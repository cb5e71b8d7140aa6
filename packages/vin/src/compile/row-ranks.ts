import { ELEMENT } from '../provenance.ts';

/** A pattern, by what decides whether it wins. */
export interface RankedRow {
  id: number;
  /** vPIC's id of the schema. */
  schema: number;
  element: number;
  /** Comparable; the later the greater. */
  date: number;
  /** The key's place among all; see `orderKeys`. */
  keyOrder: number;
}

/** What displacements are converted from is chosen by date among the three: they are ranked together. */
function rankClass(element: number): number {
  return element === ELEMENT.displacementCI || element === ELEMENT.displacementL
    ? ELEMENT.displacementCC
    : element;
}

/**
 * Places of keys in the order in which one beats the other: fewer characters that are no `*`, brackets counted, then
 * the text without its brackets. Keys that differ in brackets only share a place.
 */
export function orderKeys(texts: readonly string[]): Uint32Array {
  const keys = texts.map((text, index) => ({
    index,
    length: text.replaceAll('*', '').length,
    // The bar sorts before letters and digits in NHTSA's database, as the star does.
    plain: text.replace(/[[\]]/g, '').replaceAll('|', '!'),
  }));
  keys.sort((a, b) => a.length - b.length || (a.plain < b.plain ? -1 : a.plain > b.plain ? 1 : 0));
  const orders = new Uint32Array(texts.length);
  let order = 0;
  keys.forEach((key, place) => {
    const before = keys[place - 1];
    if (before === undefined || before.length !== key.length || before.plain !== key.plain) order = place;
    orders[key.index] = order;
  });
  return orders;
}

/** The worse first, as NHTSA's procedure orders them (spVinDecode_Core); lower elements' conversions go first. */
function worseFirst(a: RankedRow, b: RankedRow): number {
  return a.date - b.date || b.element - a.element || b.keyOrder - a.keyOrder || b.id - a.id;
}

/**
 * A rank for each row, so that of two rows of one element that one WMI has from the same year on the better has the
 * higher: latest date, shortest key, first key by its text, lowest id. Rows that never meet share ranks, which keeps them
 * small. `links` are WMI, schema and first year.
 */
export function rankRows(
  rows: readonly RankedRow[],
  links: readonly (readonly [wmi: number, schema: number, yearFrom: number])[],
): Uint32Array {
  const places = new Map<string, number>();
  const placesOf = new Map<number, Set<number>>();
  for (const [wmi, schema, yearFrom] of links) {
    const name = `${wmi} ${yearFrom}`;
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    const of = placesOf.get(schema) ?? new Set();
    placesOf.set(schema, of.add(place));
  }
  const order = Array.from(rows, (_, index) => index).sort((a, b) =>
    worseFirst(rows[a] as RankedRow, rows[b] as RankedRow),
  );
  const next = new Map<number, Uint32Array>();
  const ranks = new Uint32Array(rows.length);
  for (const index of order) {
    const { element, schema } = rows[index] as RankedRow;
    const kind = rankClass(element);
    const free = next.get(kind) ?? new Uint32Array(places.size);
    next.set(kind, free);
    let rank = 0;
    const meets = placesOf.get(schema) ?? [];
    for (const place of meets) rank = Math.max(rank, free[place] as number);
    ranks[index] = rank;
    for (const place of meets) free[place] = rank + 1;
  }
  return ranks;
}
