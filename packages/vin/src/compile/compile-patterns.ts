import type { Database } from 'better-sqlite3';
import { ELEMENT } from '../provenance.ts';
import type { TableSections } from '../table-format.ts';
import { type ClassPool, compileKeys, type KeySections } from './compile-keys.ts';
import { type PatternKey, parsePatternKey } from './pattern-key.ts';
import type { PairPool } from './pattern-values.ts';
import { orderKeys, type RankedRow, rankRows } from './row-ranks.ts';
import type { StringPool } from './string-pool.ts';
import { dateNumber } from './vpic-tables.ts';

export type PatternSections = KeySections &
  Pick<
    TableSections,
    | 'schemaIds'
    | 'schemaNames'
    | 'schemaGroupStarts'
    | 'groupKeys'
    | 'groupRowCounts'
    | 'rowPairs'
    | 'rowRanks'
    | 'highRankRows'
    | 'highRanks'
    | 'engineRows'
    | 'engineRowOrders'
  >;

export interface CompiledPatterns {
  sections: PatternSections;
  keys: PatternKey[];
  /** Whole, as `rowRanks` and `highRanks` hold them in parts. */
  ranks: Uint32Array;
  schemaNumbers: Map<number, number>;
  read: number;
  leftOut: number;
  /** Date of the newest row. */
  newestDate: string;
}

type PatternRow = [
  id: number,
  schema: number,
  key: string,
  element: number,
  value: string,
  date: string | null,
];

/** A pattern that counts: known schema, readable key, explained value. */
interface Row extends RankedRow {
  /** Number of the schema, then of the key: the order in which rows lie. */
  group: number;
  pair: number;
}

/** WMI and manufacturer, make, model year and vehicle type aren't for patterns to say (spVinDecode_Core). */
const NOT_OF_PATTERNS: ReadonlySet<number> = new Set([
  ELEMENT.make,
  ELEMENT.manufacturer,
  ELEMENT.modelYear,
  ELEMENT.vehicleType,
]);

const KEYS = 2 ** 20;

interface SourceKeys {
  texts: string[];
  keys: PatternKey[];
  numbers: Map<string, number>;
}

function readKeys(db: Database): SourceKeys {
  const parsed = (db.prepare('select distinct Keys from Pattern').pluck().all() as string[])
    .map((text) => ({ text, key: parsePatternKey(text) }))
    .filter((entry): entry is { text: string; key: PatternKey } => entry.key !== null)
    .sort((a, b) => a.text.length - b.text.length || (a.text < b.text ? -1 : 1));
  return {
    texts: parsed.map(({ text }) => text),
    keys: parsed.map(({ key }) => key),
    numbers: new Map(parsed.map(({ text }, index) => [text, index])),
  };
}

function decodedElements(db: Database): ReadonlySet<number> {
  const rows = db
    .prepare('select Id from Element where Decode is not null and coalesce(IsPrivate, 0) = 0')
    .pluck()
    .all() as number[];
  return new Set(rows.filter((id) => !NOT_OF_PATTERNS.has(id)));
}

function readRows(db: Database, source: SourceKeys, schemaNumbers: Map<number, number>, pairs: PairPool) {
  const elements = decodedElements(db);
  const keyOrders = orderKeys(source.texts);
  const rows: Row[] = [];
  let seen = 0;
  let newestDate = '';
  const select = db.prepare(
    `select Id, VinSchemaId, Keys, ElementId, cast(AttributeId as text), coalesce(UpdatedOn, CreatedOn)
     from Pattern order by Id`,
  );
  for (const row of select.raw().iterate() as IterableIterator<PatternRow>) {
    const [id, schema, text, element, value, date] = row;
    seen += 1;
    // A package may add rows of its own, which carry the date of its release in another form.
    if (date !== null && date > newestDate && date[10] !== 'T') newestDate = date;
    const schemaNumber = schemaNumbers.get(schema);
    const key = source.numbers.get(text);
    if (schemaNumber === undefined || key === undefined || !elements.has(element)) continue;
    const pair = pairs.add(element, value);
    if (pair < 0) continue;
    rows.push({
      id,
      schema,
      element,
      date: dateNumber(date),
      keyOrder: keyOrders[key] as number,
      group: schemaNumber * KEYS + key,
      pair,
    });
  }
  return { rows, seen, newestDate };
}

/** The order, by date and id, of the rows that name an engine model. */
function engineOrders(rows: readonly Row[]): Pick<TableSections, 'engineRows' | 'engineRowOrders'> {
  const places = rows.flatMap(({ element }, index) => (element === ELEMENT.engineModel ? [index] : []));
  const sorted = places.toSorted((a, b) => {
    const [one, other] = [rows[a] as Row, rows[b] as Row];
    return one.date - other.date || one.id - other.id;
  });
  const orders = new Map(sorted.map((place, order) => [place, order]));
  return {
    engineRows: Uint32Array.from(places),
    engineRowOrders: Uint32Array.from(places, (place) => orders.get(place) as number),
  };
}

/** All patterns as groups (schema, key) of rows (element/value, rank), sorted by schema, key and id. */
export function compilePatterns(
  db: Database,
  strings: StringPool,
  classes: ClassPool,
  pairs: PairPool,
): CompiledPatterns {
  const schemaRows = db
    .prepare('select Id, Name from VinSchema where coalesce(TobeQCed, 0) = 0 order by Id')
    .raw()
    .all() as [number, string][];
  const schemaNumbers = new Map(schemaRows.map(([id], index) => [id, index]));
  const source = readKeys(db);
  if (source.keys.length > KEYS) throw new Error(`${source.keys.length} keys are more than can be numbered.`);
  const { rows, seen, newestDate } = readRows(db, source, schemaNumbers, pairs);
  rows.sort((a, b) => a.group - b.group || a.id - b.id);
  const links = db.prepare('select WmiId, VinSchemaId, YearFrom from Wmi_VinSchema').raw().all();
  const ranks = rankRows(rows, links as [number, number, number][]);

  const groupKeys: number[] = [];
  const groupRowCounts: number[] = [];
  const schemaGroupStarts = new Uint32Array(schemaRows.length + 1);
  let group = -1;
  for (const row of rows) {
    const last = groupKeys.length - 1;
    if (row.group === group && (groupRowCounts[last] as number) < 255) (groupRowCounts[last] as number) += 1;
    else {
      group = row.group;
      groupKeys.push(row.group % KEYS);
      groupRowCounts.push(1);
    }
    schemaGroupStarts[Math.floor(row.group / KEYS) + 1] = groupKeys.length;
  }
  for (let index = 1; index < schemaGroupStarts.length; index += 1) {
    schemaGroupStarts[index] = Math.max(
      schemaGroupStarts[index] as number,
      schemaGroupStarts[index - 1] as number,
    );
  }
  const high = Array.from(ranks, (rank, row) => (rank > 255 ? row : -1)).filter((row) => row >= 0);
  return {
    sections: {
      ...compileKeys(source.keys, classes),
      schemaIds: Uint32Array.from(schemaRows, ([id]) => id),
      schemaNames: Uint32Array.from(schemaRows, ([, name]) => strings.add(name.trim())),
      schemaGroupStarts,
      groupKeys: Uint32Array.from(groupKeys),
      groupRowCounts: Uint8Array.from(groupRowCounts),
      rowPairs: Uint32Array.from(rows, ({ pair }) => pair),
      rowRanks: Uint8Array.from(ranks, (rank) => rank & 255),
      highRankRows: Uint32Array.from(high),
      highRanks: Uint32Array.from(high, (row) => (ranks[row] as number) >>> 8),
      ...engineOrders(rows),
    },
    keys: source.keys,
    ranks,
    schemaNumbers,
    read: rows.length,
    leftOut: seen - rows.length,
    newestDate,
  };
}
