import Database from 'better-sqlite3';
import { VpicDumpError } from './vpic-dump-error.ts';
import { type ColumnKind, DUMP_TABLES, type DumpTable, LOOKUP_TABLES } from './vpic-dump-tables.ts';

/** Takes the rows of one `COPY` block. */
export interface RowTaker {
  /** One field a column of the block. */
  take(row: readonly (string | null)[], line: number): void;
}

export interface DumpStore {
  readonly db: Database.Database;
  /** Undefined for a table that is of no use. */
  begin(table: string, columns: readonly string[], line: number): RowTaker | undefined;
  /** When all is read: what is missing, and the names that the look-up tables go by. */
  finish(): void;
}

type Value = string | number | null;

/** A table that only gives names to numbers may be a look-up table; the elements tell, later, whether it is. */
const LOOKUP_COLUMNS = '(Id INTEGER PRIMARY KEY, Name TEXT NOT NULL)';
const STAGED = 'lookup of ';
const FLAGS: Record<string, number> = { t: 1, f: 0, true: 1, false: 0 };
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A private database that SQLite keeps in a temporary file without a name, gone when it is closed or the process is. */
export function dumpStore(): DumpStore {
  const db = new Database('');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -32768');
  const seen = new Map<string, number>();
  const rowCounts = new Map<string, number>();

  function begin(name: string, columns: readonly string[], line: number): RowTaker | undefined {
    const key = name.toLowerCase();
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const message = `the rows of ${name} come a second time, after those of line ${earlier}.`;
      throw new VpicDumpError('vpic-dump-corrupt', message, { line });
    }
    const lower = columns.map((column) => column.toLowerCase());
    const known = DUMP_TABLES.find((table) => table.name.toLowerCase() === key);
    if (known === undefined && !(lower.includes('id') && lower.includes('name'))) return undefined;
    seen.set(key, line);
    return known === undefined ? lookup(key, lower) : tableOf(known, lower, line);
  }

  function tableOf(table: DumpTable, columns: string[], line: number): RowTaker {
    const missing = table.columns.filter(({ name }) => !columns.includes(name.toLowerCase()));
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name).join(', ');
      const message = `${table.name} lacks ${names}; it has ${columns.join(', ')}.`;
      throw new VpicDumpError('vpic-dump-version', message, { line });
    }
    const declared = table.columns.map(({ name, kind, nullable }) => {
      const type = kind === 'integer' || kind === 'boolean' ? 'INTEGER' : 'TEXT';
      if (name === 'Id') return 'Id INTEGER PRIMARY KEY';
      return `${name} ${type}${nullable ? '' : ' NOT NULL'}`;
    });
    if (table.key !== '') declared.push(table.key);
    db.exec(`CREATE TABLE ${table.name} (${declared.join(', ')})${table.key === '' ? '' : ' WITHOUT ROWID'}`);
    return taker(
      table.name,
      table.columns.map((column) => ({ ...column, at: columns.indexOf(column.name.toLowerCase()) })),
    );
  }

  function lookup(key: string, columns: string[]): RowTaker {
    const known = LOOKUP_TABLES.some((name) => name.toLowerCase() === key);
    // What isn't known to be one may hold anything, until an element names it.
    db.exec(`CREATE TABLE ${quoted(STAGED + key)} ${known ? LOOKUP_COLUMNS : '(Id, Name)'}`);
    return taker(STAGED + key, [
      { name: 'Id', kind: known ? 'integer' : 'text', nullable: !known, at: columns.indexOf('id') },
      { name: 'Name', kind: 'text', nullable: !known, at: columns.indexOf('name') },
    ]);
  }

  type Placed = DumpTable['columns'][number] & { at: number };

  function taker(name: string, columns: Placed[]): RowTaker {
    const label = name.replace(STAGED, '');
    rowCounts.set(name, 0);
    // Only there what comes twice says nothing more.
    const insert = db.prepare(
      `INSERT ${name === 'WMIYearValidChars' ? 'OR IGNORE ' : ''}INTO ${quoted(name)} VALUES (${columns.map(() => '?').join(', ')})`,
    );
    let rows = 0;
    const values: Value[] = columns.map(() => null);
    return {
      take(row, line) {
        for (let index = 0; index < columns.length; index += 1) {
          const { name: column, kind, nullable, at } = columns[index] as Placed;
          const field = row[at] as string | null;
          if (field !== null)
            values[index] = kind === 'text' ? field : read(field, kind, label, column, line);
          else if (nullable) values[index] = null;
          else throw new VpicDumpError('vpic-dump-corrupt', `${label}.${column} is null.`, { line });
        }
        try {
          insert.run(values);
        } catch (cause) {
          if (!/constraint/i.test((cause as Error).message)) throw cause;
          const message = `${label} has a row of this key already.`;
          throw new VpicDumpError('vpic-dump-corrupt', message, { line, cause });
        }
        rows += 1;
        rowCounts.set(name, rows);
      },
    };
  }

  return { db, begin, finish: () => settle(db, seen, rowCounts) };
}

function read(field: string, kind: ColumnKind, table: string, column: string, line: number): Value {
  if (kind === 'integer') {
    const number = Number(field);
    // What is written as a number in any other way (`1e3`, ` 1`, nothing) doesn't come out the same.
    if (number === (number | 0) && String(number) === field) return number;
  } else if (kind === 'boolean') {
    const flag = FLAGS[field];
    if (flag !== undefined) return flag;
  } else if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?$/.test(field)) return field;
  const said = { integer: 'a whole number', boolean: 't or f', date: 'a date and time', text: '' }[kind];
  const message = `${table}.${column} is ${JSON.stringify(field.slice(0, 80))}, not ${said}.`;
  throw new VpicDumpError('vpic-dump-corrupt', message, { line });
}

function settle(db: Database.Database, seen: Map<string, number>, rowCounts: Map<string, number>): void {
  const missing = DUMP_TABLES.filter(({ name }) => !seen.has(name.toLowerCase()));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    const kind = missing.length > DUMP_TABLES.length / 2 ? 'vpic-dump-foreign' : 'vpic-dump-version';
    throw new VpicDumpError(kind, `The dump has no rows (COPY) of ${names}: it is not a vPICList_lite dump.`);
  }
  const empty = DUMP_TABLES.filter(({ name }) => rowCounts.get(name) === 0);
  const wanted = empty.filter(({ ruleOnly }) => !ruleOnly).map(({ name }) => name);
  if (wanted.some((name) => NEVER_EMPTY.includes(name)))
    throw new VpicDumpError('vpic-dump-version', `The dump has not a row of ${wanted.join(', ')}.`);
  for (const { name, ruleOnly } of empty) if (ruleOnly) db.exec(`DROP TABLE ${name}`);
  settleLookups(db);
  db.exec('CREATE INDEX Wmi_VinSchema_Wmi ON Wmi_VinSchema (WmiId)');
  if (rowCounts.get('VehicleSpecPattern') !== 0)
    db.exec('CREATE INDEX VehicleSpecPattern_Pattern ON VehicleSpecPattern (VSpecSchemaPatternId)');
}

/** A dump in which these have no row decodes nothing. */
const NEVER_EMPTY = ['Element', 'Wmi', 'Wmi_VinSchema', 'VinSchema', 'Pattern', 'Make', 'Model'];

/** Gives the look-up tables the names by which the elements call them, and drops the rest. */
function settleLookups(db: Database.Database): void {
  const called = db
    .prepare("SELECT DISTINCT LookupTable FROM Element WHERE coalesce(LookupTable, '') <> '' ORDER BY 1")
    .pluck()
    .all() as string[];
  const staged = new Set(
    db
      .prepare('SELECT substr(name, ?) FROM sqlite_schema WHERE name GLOB ?')
      .pluck()
      .all(STAGED.length + 1, `${STAGED}*`) as string[],
  );
  const lacking: string[] = [];
  for (const name of called) {
    const key = name.toLowerCase();
    if (DUMP_TABLES.some((table) => table.name.toLowerCase() === key)) continue;
    if (staged.has(key)) unstage(db, key, name);
    else if (LOOKUP_TABLES.some((known) => known.toLowerCase() === key)) lacking.push(name);
  }
  if (lacking.length > 0)
    throw new VpicDumpError('vpic-dump-version', `The dump has no rows (COPY) of ${lacking.join(', ')}.`);
  for (const key of staged) db.exec(`DROP TABLE ${quoted(STAGED + key)}`);
}

function unstage(db: Database.Database, key: string, name: string): void {
  db.exec(`CREATE TABLE ${quoted(name)} ${LOOKUP_COLUMNS}`);
  try {
    db.exec(`INSERT INTO ${quoted(name)} SELECT Id, Name FROM ${quoted(STAGED + key)}`);
  } catch (cause) {
    const message = `The rows of ${name} are no look-up table's: ${(cause as Error).message}.`;
    throw new VpicDumpError('vpic-dump-corrupt', message, { cause });
  }
}
