import { readFileSync } from 'node:fs';
import { isDrives, type PartTypeRow } from './row.ts';

const COLUMNS = 'id,name_zh,name_en,aliases_zh,aliases_en,applies,positions,quantity,attributes,part_of';

/** The rows of `data/<name>.csv`. @throws Error with file and line where one isn't as the guide beside it says */
export function readTypes(name: string): PartTypeRow[] {
  const text = readFileSync(new URL(`../../data/${name}.csv`, import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  if (head.trim() !== COLUMNS) throw new Error(`${name}.csv begins with the columns ${COLUMNS}`);
  return lines.map((line, at) => rowOf(line.trim(), `${name}.csv, line ${at + 2}`));
}

function rowOf(line: string, place: string): PartTypeRow {
  const cells = line.split(',');
  if (cells.length !== COLUMNS.split(',').length)
    throw new Error(`${place}: ${cells.length} cells; no cell has a comma`);
  const [id = '', nameZh = '', nameEn = '', aliasesZh = '', aliasesEn = '', applies = ''] = cells;
  const [positions = '', quantity = '', attributes = '', partOf = ''] = cells.slice(6);
  if (!isDrives(applies)) throw new Error(`${place}: "${applies}" says of no vehicles`);
  const pieces = Number(quantity);
  if (!Number.isInteger(pieces) || pieces < 1)
    throw new Error(`${place}: "${quantity}" is no number of pieces`);
  const english = aliasesEn.replaceAll('/', '|');
  return [id, nameZh, nameEn, aliasesZh, english, applies, positions, pieces, attributes, partOf];
}
