import type { Database } from 'better-sqlite3';
import { ELEMENT, type TableElement } from '../provenance.ts';
import type { TableSections } from '../table-format.ts';
import type { StringPool } from './string-pool.ts';

interface NamedValue {
  text: string;
  ref: number;
}

/** vPIC's word for the entry 0 of a look-up table, which has no row. */
const NOT_APPLICABLE = 'Not Applicable';

/** Tables by the name that `Element.LookupTable` gives them; SQLite's names don't heed case. */
function tableNames(db: Database): Map<string, string> {
  const names = db.prepare("select name from sqlite_master where type in ('table', 'view')").pluck().all();
  return new Map((names as string[]).map((name) => [name.toLowerCase(), name]));
}

/** What an attribute means: the text of its table's row for an element that has a table, else itself. */
function valueReader(
  db: Database,
  modelNumbers: Map<number, number>,
  engineNumbers: Map<string, number>,
): (element: number, value: string) => NamedValue | null {
  const known = tableNames(db);
  const tables = new Map<number, Map<string, string>>();
  const rows = db.prepare('select Id, LookupTable from Element where LookupTable is not null').raw().all();
  for (const [element, lookup] of rows as [number, string][]) {
    const name = known.get(lookup.toLowerCase());
    if (name === undefined) continue;
    const values = db
      .prepare(`select Id, Name from "${name.replaceAll('"', '""')}"`)
      .raw()
      .all();
    tables.set(element, new Map((values as [number, string][]).map(([id, text]) => [String(id), text])));
  }
  return (element, value) => {
    const table = tables.get(element);
    const raw = value.trim();
    const named =
      table === undefined ? value : (table.get(raw) ?? (raw === '0' ? NOT_APPLICABLE : undefined));
    const text = named?.trim().replace(/\s+/g, ' ');
    if (text === undefined || text === '') return null;
    if (element === ELEMENT.model) {
      const model = modelNumbers.get(Number(value));
      return model === undefined ? null : { text, ref: model + 1 };
    }
    if (element === ELEMENT.engineModel) return { text, ref: engineNumbers.get(text.toLowerCase()) ?? 0 };
    return { text, ref: element === ELEMENT.bodyClass ? (Number(raw) || 0) + 1 : 0 };
  };
}

/** Numbers element/value combinations, each once. */
export class PairPool {
  readonly #elements: number[] = [];
  readonly #values: number[] = [];
  readonly #refs: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #read: (element: number, value: string) => NamedValue | null;
  readonly #strings: StringPool;
  readonly #elementNumbers: Map<number, number>;

  constructor(
    db: Database,
    strings: StringPool,
    elements: readonly TableElement[],
    modelNumbers: Map<number, number>,
    engineNumbers: Map<string, number>,
  ) {
    this.#read = valueReader(db, modelNumbers, engineNumbers);
    this.#strings = strings;
    this.#elementNumbers = new Map(elements.map(({ id }, index) => [id, index]));
  }

  /** -1 for a value that the source doesn't explain. */
  add(element: number, value: string): number {
    const key = `${element} ${value}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      const named = this.#read(element, value);
      const elementNumber = this.#elementNumbers.get(element);
      if (named === null || elementNumber === undefined) number = -1;
      else {
        number = this.#elements.length;
        this.#elements.push(elementNumber);
        this.#values.push(this.#strings.add(named.text));
        this.#refs.push(named.ref);
      }
      this.#numbers.set(key, number);
    }
    return number;
  }

  get size(): number {
    return this.#elements.length;
  }

  pack(): Pick<TableSections, 'pairElements' | 'pairValues' | 'pairRefs'> {
    return {
      pairElements: Uint8Array.from(this.#elements),
      pairValues: Uint32Array.from(this.#values),
      pairRefs: Uint32Array.from(this.#refs),
    };
  }
}
