import type { Database } from 'better-sqlite3';
import type { VinCapabilities } from '../provenance.ts';
import type { VpicDatabase } from './vpic-database.ts';

/** Names of the tables that a source carries, in lower case. */
export function tablesOf(db: Database): ReadonlySet<string> {
  const names = db.prepare("select lower(name) from sqlite_master where type in ('table', 'view')").pluck();
  return new Set(names.all() as string[]);
}

const SPEC_TABLES = [
  'vehiclespecschema',
  'vehiclespecschema_model',
  'vspecschemapattern',
  'vehiclespecpattern',
];

/** Years may be missing: a specification without one holds for all. */
export function hasSpecifications(db: Database): boolean {
  const tables = tablesOf(db);
  return SPEC_TABLES.every((name) => tables.has(name));
}

/** What the tables that a source carries allow a decode to say. */
export function capabilitiesOf({ db, source }: Pick<VpicDatabase, 'db' | 'source'>): VinCapabilities {
  const tables = tablesOf(db);
  return {
    validCharacters: tables.has('wmiyearvalidchars'),
    vehicleSpecifications: hasSpecifications(db),
    defaultValues: tables.has('defaultvalue'),
    vinDescriptors: tables.has('vindescriptor'),
    vinExceptions: tables.has('vinexception'),
    allElements: source === 'vpic-dump',
  };
}

/** Milliseconds of either form in which a source writes a date; the calendar's only use is to be ordered. */
export function dateNumber(text: string | null): number {
  if (text === null) return 0;
  const part = (from: number, to: number): number => Number(text.slice(from, to)) || 0;
  const day = (part(0, 4) * 12 + part(5, 7)) * 31 + part(8, 10);
  const fraction = Number(`0.${/^\d*/.exec(text.slice(20))?.[0] || '0'}`) * 1000;
  return ((day * 24 + part(11, 13)) * 60 + part(14, 16)) * 60_000 + part(17, 19) * 1000 + fraction;
}
