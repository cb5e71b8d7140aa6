import type { Database } from 'better-sqlite3';
import type { TableSections } from '../table-format.ts';
import type { PairPool } from './pattern-values.ts';
import { tablesOf } from './vpic-tables.ts';

/** What vehicles of a type have unless something says otherwise. */
export function compileDefaults(
  db: Database,
  pairs: PairPool,
): Pick<TableSections, 'defaultTypes' | 'defaultPairs'> {
  const types: number[] = [];
  const values: number[] = [];
  if (tablesOf(db).has('defaultvalue')) {
    const rows = db
      .prepare(
        `select VehicleTypeId, ElementId, cast(DefaultValue as text) from DefaultValue
         where DefaultValue is not null order by VehicleTypeId, Id`,
      )
      .raw()
      .all() as [number, number, string][];
    for (const [type, element, value] of rows) {
      const pair = pairs.add(element, value);
      if (pair < 0) continue;
      types.push(type);
      values.push(pair);
    }
  }
  return { defaultTypes: Uint8Array.from(types), defaultPairs: Uint32Array.from(values) };
}
