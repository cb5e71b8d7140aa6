import type { Database } from 'better-sqlite3';
import type { TableSections } from '../table-format.ts';
import type { PairPool } from './pattern-values.ts';
import { dateNumber } from './vpic-tables.ts';

/** Names of engine models by which patterns refer to them: without heeding case and blanks around. */
export function engineNames(db: Database): string[] {
  return db
    .prepare('select distinct lower(trim(Name)) from EngineModel order by 1')
    .pluck()
    .all() as string[];
}

type Row = [element: number, value: string, date: string | null, id: number];

/** What each engine model tells: the latest first, of one date in the order of elements and ids. */
export function compileEngines(
  db: Database,
  pairs: PairPool,
  names: readonly string[],
): Pick<TableSections, 'engineStarts' | 'enginePairs'> {
  const engineStarts = new Uint32Array(names.length + 1);
  const enginePairs: number[] = [];
  const select = db
    .prepare(
      `select p.ElementId, p.AttributeId, coalesce(p.UpdatedOn, p.CreatedOn), p.Id
       from EngineModelPattern p join EngineModel m on m.Id = p.EngineModelId where lower(trim(m.Name)) = ?`,
    )
    .raw();
  names.forEach((name, index) => {
    const rows = (select.all(name) as Row[]).map(([element, value, date, id]) => ({
      element,
      value,
      date: dateNumber(date),
      id,
    }));
    rows.sort((a, b) => b.date - a.date || a.element - b.element || a.id - b.id);
    for (const { element, value } of rows) {
      const pair = pairs.add(element, value);
      if (pair >= 0) enginePairs.push(pair);
    }
    engineStarts[index + 1] = enginePairs.length;
  });
  return { engineStarts, enginePairs: Uint32Array.from(enginePairs) };
}
