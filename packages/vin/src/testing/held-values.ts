import type { Database } from 'better-sqlite3';

/** Displacements and what makes cubic centimetres of each. */
const CUBIC_CENTIMETRES = new Map([
  [11, 1],
  [12, 16.387064],
  [13, 1000],
]);

const fold = (text: string): string => text.toLowerCase().replace(/[^a-z0-9.]+/g, '');

/** Whether two values say the same: as numbers, else by their letters and digits. */
export function sameValue(ours: string, theirs: string): boolean {
  const number = Number(theirs);
  if (theirs !== '' && !Number.isNaN(number))
    return Math.abs(Number(ours) - number) <= 1e-9 * Math.abs(number);
  return fold(ours) === fold(theirs);
}

/** What the source itself says of a VIN, read without the compiler and matched by regular expressions. */
export interface HeldValues {
  /** Whether a pattern that matches the VIN, or the engine model, gives the element that value. */
  holds(element: number, value: string, engineModel: string | undefined): boolean;
  /** Whether any pattern of the WMI's schemas of that year is of the element, whatever its key. */
  hasElement(element: number): boolean;
}

interface SourceRow {
  key: string;
  element: number;
  value: string;
}

/** The key as NHTSA's procedure reads it (sqlwild_to_regex): what follows its end may be anything. */
function expressionOf(key: string): RegExp {
  return new RegExp(`^${key.replaceAll('*', '.').replaceAll('|', '\\|').replaceAll('#', '\\d')}`);
}

export class HeldSource {
  readonly #db: Database;
  readonly #rows = new Map<number, SourceRow[]>();
  readonly #names = new Map<number, Map<string, string>>();
  readonly #ofEngines = new Map<string, string[]>();
  readonly #expressions = new Map<string, RegExp>();

  /** Reads all patterns of the WMIs' schemas, in one go: the source has no index. */
  constructor(db: Database, wmis: Iterable<string>) {
    this.#db = db;
    const linked = db.prepare(
      'select v.VinSchemaId from Wmi w join Wmi_VinSchema v on v.WmiId = w.Id where w.Wmi = ?',
    );
    for (const wmi of wmis) {
      for (const schema of linked.pluck().all(wmi) as number[]) this.#rows.set(schema, []);
    }
    const patterns = db.prepare('select VinSchemaId, Keys, ElementId, AttributeId from Pattern').raw();
    for (const row of patterns.iterate() as Iterable<[number, string, number, string]>)
      this.#rows.get(row[0])?.push({ key: row[1], element: row[2], value: row[3] });
    const lookups = db.prepare('select Id, LookupTable from Element where LookupTable is not null').raw();
    const tables = db.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    for (const [element, table] of lookups.all() as [number, string][]) {
      if (!tables.includes(table)) continue;
      const names = db.prepare(`select cast(Id as text), Name from "${table}"`).raw().all();
      this.#names.set(element, new Map(names as [string, string][]));
    }
    const engines = db.prepare(
      `select lower(trim(m.Name)), p.ElementId, p.AttributeId
       from EngineModelPattern p join EngineModel m on m.Id = p.EngineModelId`,
    );
    for (const [engine, element, value] of engines.raw().all() as [string, number, string][]) {
      const name = `${element} ${engine}`;
      this.#ofEngines.set(name, [...(this.#ofEngines.get(name) ?? []), this.#named(element, value)]);
    }
  }

  #named(element: number, value: string): string {
    const names = this.#names.get(element);
    return names === undefined ? value : (names.get(value) ?? '');
  }

  /** Values that an engine model gives an element. */
  ofEngine(element: number, engineModel: string | undefined): readonly string[] {
    return this.#ofEngines.get(`${element} ${engineModel?.trim().toLowerCase()}`) ?? [];
  }

  of(vin: string, wmi: string, year: number): HeldValues {
    const schemas = this.#db
      .prepare(
        `select v.VinSchemaId from Wmi w join Wmi_VinSchema v on v.WmiId = w.Id
         where w.Wmi = ? and ? between v.YearFrom and coalesce(v.YearTo, 2999)`,
      )
      .pluck()
      .all(wmi, year) as number[];
    const rows = schemas.flatMap((schema) => this.#rows.get(schema) ?? []);
    const own = `${vin.slice(3, 8)}|${vin.slice(9)}`;
    const given = new Map<number, string[]>();
    for (const { key, element, value } of rows) {
      const expression = this.#expressions.get(key) ?? expressionOf(key);
      this.#expressions.set(key, expression);
      if (!expression.test(own)) continue;
      given.set(element, [...(given.get(element) ?? []), this.#named(element, value)]);
    }
    const all = (element: number, engine: string | undefined): string[] => [
      ...(given.get(element) ?? []),
      ...this.ofEngine(element, engine),
    ];
    return {
      hasElement: (element) => rows.some((row) => row.element === element),
      holds(element, value, engine) {
        const factor = CUBIC_CENTIMETRES.get(element);
        if (factor === undefined) return all(element, engine).some((one) => sameValue(one, value));
        return [...CUBIC_CENTIMETRES].some(([from, by]) =>
          all(from, engine).some((one) => sameValue(String((Number(one) * by) / factor), value)),
        );
      },
    };
  }
}
