import type { Database } from 'better-sqlite3';
import { ELEMENT, type TableElement } from '../provenance.ts';
import type { TableSections } from '../table-format.ts';
import { type PatternKey, parsePatternKey } from './pattern-key.ts';
import type { StringPool } from './string-pool.ts';

export type PatternSections = Pick<
  TableSections,
  | 'classMasks'
  | 'keyTestStarts'
  | 'keyTestPositions'
  | 'keyTestClasses'
  | 'keyLengths'
  | 'keyTexts'
  | 'pairElements'
  | 'pairValues'
  | 'pairRefs'
  | 'schemaIds'
  | 'schemaNames'
  | 'schemaGroupStarts'
  | 'schemaRowStarts'
  | 'groupKeys'
  | 'groupRowCounts'
  | 'rowPairs'
  | 'rowDates'
  | 'rowUppers'
  | 'engineStarts'
  | 'enginePairs'
>;

export interface CompiledPatterns {
  sections: PatternSections;
  keys: PatternKey[];
  schemaNumbers: Map<number, number>;
  read: number;
  leftOut: number;
  newestRow: string;
}

type PatternRow = [id: number, schema: number, key: string, element: number, value: string, date: string];

/** What four bits above sixteen number. */
const MOST_RANKED = 2 ** 20;

/** Milliseconds of either form in which the source writes a date; the calendar's only use is to be ordered. */
function dateNumber(text: string): number {
  const part = (from: number, to: number): number => Number(text.slice(from, to)) || 0;
  const day = (part(0, 4) * 12 + part(5, 7)) * 31 + part(8, 10);
  return ((day * 24 + part(11, 13)) * 60 + part(14, 16)) * 60_000 + part(17, 19) * 1000 + part(20, 23);
}

interface Lookup {
  name(element: number, value: string): { text: string; ref: number } | null;
}

/** What an attribute means: the text of its table's row for an element that has a table, else itself. */
function attributeLookup(
  db: Database,
  modelNumbers: Map<number, number>,
  engineNumbers: Map<string, number>,
): Lookup {
  const tables = new Map<number, Map<string, string>>();
  const known = new Set(
    db.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[],
  );
  const rows = db.prepare('select Id, LookupTable from Element where LookupTable is not null').raw().all();
  for (const [element, table] of rows as [number, string][]) {
    if (!known.has(table)) continue;
    const values = db.prepare(`select Id, Name from "${table}"`).raw().all() as [number, string][];
    tables.set(element, new Map(values.map(([id, name]) => [String(id), name])));
  }
  return {
    name(element, value) {
      const table = tables.get(element);
      const text = (table === undefined ? value : table.get(value.trim()))?.trim().replace(/\s+/g, ' ');
      if (text === undefined || text === '') return null;
      if (element === ELEMENT.model) {
        const model = modelNumbers.get(Number(value));
        return model === undefined ? null : { text, ref: model + 1 };
      }
      if (element === ELEMENT.engineModel) return { text, ref: engineNumbers.get(text.toLowerCase()) ?? 0 };
      return { text, ref: 0 };
    },
  };
}

class PairPool {
  readonly elements: number[] = [];
  readonly values: number[] = [];
  readonly refs: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #lookup: Lookup;
  readonly #strings: StringPool;
  readonly #elementNumbers: Map<number, number>;

  constructor(lookup: Lookup, strings: StringPool, elements: TableElement[]) {
    this.#lookup = lookup;
    this.#strings = strings;
    this.#elementNumbers = new Map(elements.map(({ id }, index) => [id, index]));
  }

  /** -1 for a value that the source doesn't explain. */
  add(element: number, value: string): number {
    const key = `${element} ${value}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      const named = this.#lookup.name(element, value);
      const elementNumber = this.#elementNumbers.get(element);
      if (named === null || elementNumber === undefined) number = -1;
      else {
        number = this.elements.length;
        this.elements.push(elementNumber);
        this.values.push(this.#strings.add(named.text));
        this.refs.push(named.ref);
      }
      this.#numbers.set(key, number);
    }
    return number;
  }
}

function packKeys(texts: string[], keys: PatternKey[], strings: StringPool) {
  const classes = new Map<number, number>();
  const masks: number[] = [];
  const starts = new Uint32Array(keys.length + 1);
  const positions: number[] = [];
  const testClasses: number[] = [];
  keys.forEach(({ tests }, index) => {
    for (const { position, low, high } of tests) {
      const name = low + high * 2 ** 32;
      let number = classes.get(name);
      if (number === undefined) {
        number = classes.size;
        classes.set(name, number);
        masks.push(low, high);
      }
      positions.push(position);
      testClasses.push(number);
    }
    starts[index + 1] = positions.length;
  });
  if (keys.length > 0xffff || classes.size > 0xffff) {
    throw new Error(`${keys.length} keys and ${classes.size} classes are more than the format can number.`);
  }
  return {
    classMasks: Uint32Array.from(masks),
    keyTestStarts: starts,
    keyTestPositions: Uint8Array.from(positions),
    keyTestClasses: Uint16Array.from(testClasses),
    keyLengths: Uint8Array.from(keys, ({ length }) => length),
    keyTexts: Uint32Array.from(texts, (text) => strings.add(text)),
  };
}

function compileEngines(db: Database, pairs: PairPool, names: string[]) {
  const engineStarts = new Uint32Array(names.length + 1);
  const enginePairs: number[] = [];
  const select = db
    .prepare(
      'select p.ElementId, p.AttributeId from EngineModelPattern p join EngineModel m on m.Id = p.EngineModelId where lower(m.Name) = ? order by p.Id',
    )
    .raw();
  names.forEach((name, index) => {
    for (const [element, value] of select.all(name) as [number, string][]) {
      const pair = pairs.add(element, value);
      if (pair >= 0) enginePairs.push(pair);
    }
    engineStarts[index + 1] = enginePairs.length;
  });
  return { engineStarts, enginePairs: Uint32Array.from(enginePairs) };
}

/** All patterns as groups (schema, key) of rows (element/value, date), sorted by schema, key and id. */
export function compilePatterns(
  db: Database,
  strings: StringPool,
  elements: TableElement[],
  modelNumbers: Map<number, number>,
): CompiledPatterns {
  const engineNames = db
    .prepare('select distinct lower(Name) from EngineModel order by 1')
    .pluck()
    .all() as string[];
  const lookup = attributeLookup(
    db,
    modelNumbers,
    new Map(engineNames.map((name, index) => [name, index + 1])),
  );
  const pairs = new PairPool(lookup, strings, elements);

  const parsed = new Map<string, PatternKey | null>();
  for (const text of db.prepare('select distinct Keys from Pattern').pluck().all() as string[]) {
    parsed.set(text, parsePatternKey(text));
  }
  const fixed = (text: string): number => text.replaceAll('*', '').length;
  const texts = [...parsed.keys()]
    .filter((text) => parsed.get(text) !== null)
    .map((text) => ({ text, fixed: fixed(text) }))
    .sort((a, b) => a.fixed - b.fixed || (a.text < b.text ? -1 : 1))
    .map(({ text }) => text);
  const keys = texts.map((text) => parsed.get(text) as PatternKey);
  const keyNumbers = new Map(texts.map((text, index) => [text, index]));

  const schemaRows = db
    .prepare('select Id, Name from VinSchema where coalesce(TobeQCed, 0) = 0 order by Id')
    .raw()
    .all() as [number, string][];
  const schemaNumbers = new Map(schemaRows.map(([id], index) => [id, index]));

  const capacity = db.prepare('select count(*) from Pattern').pluck().get() as number;
  const order = new Float64Array(capacity);
  const pairOf = new Uint32Array(capacity);
  const dateOf = new Float64Array(capacity);
  let rows = 0;
  let newestRow = '';
  const select = db.prepare(
    'select Id, VinSchemaId, Keys, ElementId, AttributeId, coalesce(UpdatedOn, CreatedOn) from Pattern order by Id',
  );
  for (const row of select.raw().iterate() as IterableIterator<PatternRow>) {
    const schema = schemaNumbers.get(row[1]);
    const key = keyNumbers.get(row[2]);
    const pair = pairs.add(row[3], row[4]);
    if (schema === undefined || key === undefined || pair < 0) continue;
    order[rows] = (schema * 0x10000 + key) * 0x100000 + rows;
    pairOf[rows] = pair;
    dateOf[rows] = dateNumber(row[5]);
    // The package adds rows of its own, which carry the date of its release in another form.
    if (row[5] > newestRow && row[5][10] === ' ') newestRow = row[5];
    rows += 1;
  }
  const engines = compileEngines(db, pairs, engineNames);

  const sorted = order.subarray(0, rows).sort();
  const ranks = new Map<number, number>();
  for (const date of dateOf.slice(0, rows).sort()) if (!ranks.has(date)) ranks.set(date, ranks.size);
  if (ranks.size > MOST_RANKED || pairs.elements.length > MOST_RANKED) {
    throw new Error(`${ranks.size} dates and ${pairs.elements.length} pairs are more than 20 bits number.`);
  }
  const groupKeys: number[] = [];
  const groupRowCounts: number[] = [];
  const schemaGroupStarts = new Uint32Array(schemaRows.length + 1);
  const schemaRowStarts = new Uint32Array(schemaRows.length + 1);
  const rowPairs = new Uint16Array(rows);
  const rowDates = new Uint16Array(rows);
  const rowUppers = new Uint8Array(rows);
  let group = -1;
  for (let index = 0; index < rows; index += 1) {
    const number = sorted[index] as number;
    const row = number % 0x100000;
    const name = (number - row) / 0x100000;
    const schema = Math.floor(name / 0x10000);
    const last = groupKeys.length - 1;
    if (name === group && (groupRowCounts[last] as number) < 255) (groupRowCounts[last] as number) += 1;
    else {
      group = name;
      groupKeys.push(name % 0x10000);
      groupRowCounts.push(1);
    }
    schemaGroupStarts[schema + 1] = groupKeys.length;
    schemaRowStarts[schema + 1] = index + 1;
    const pair = pairOf[row] as number;
    const date = ranks.get(dateOf[row] as number) as number;
    rowPairs[index] = pair;
    rowDates[index] = date;
    rowUppers[index] = (pair >> 16) | ((date >> 16) << 4);
  }
  for (const starts of [schemaGroupStarts, schemaRowStarts]) {
    for (let index = 1; index < starts.length; index += 1) {
      starts[index] = Math.max(starts[index] as number, starts[index - 1] as number);
    }
  }
  return {
    sections: {
      ...packKeys(texts, keys, strings),
      ...engines,
      pairElements: Uint8Array.from(pairs.elements),
      pairValues: Uint32Array.from(pairs.values),
      pairRefs: Uint16Array.from(pairs.refs),
      schemaIds: Uint32Array.from(schemaRows, ([id]) => id),
      schemaNames: Uint32Array.from(schemaRows, ([, name]) => strings.add(name.trim())),
      schemaGroupStarts,
      groupKeys: Uint16Array.from(groupKeys),
      schemaRowStarts,
      groupRowCounts: Uint8Array.from(groupRowCounts),
      rowPairs,
      rowDates,
      rowUppers,
    },
    keys,
    schemaNumbers,
    read: rows,
    leftOut: capacity - rows,
    newestRow: newestRow.slice(0, 7),
  };
}
