import { isVinLike } from '../is-vin-like.ts';
import { type LineFormat, splitCells } from './read-line.ts';
import { isVinHeading } from './vin-heading.ts';

type CsvFormat = LineFormat & { kind: 'csv' };

const DELIMITERS = [',', ';', '\t', '|'];

/** How a CSV file names its VINs, by its first line: the column that is called so, else the first. */
export function csvFormatOf(firstLine: string): CsvFormat {
  const { delimiter, cells } = cellsOf(firstLine);
  const column = cells.findIndex(isVinHeading);
  return { kind: 'csv', column: Math.max(0, column), delimiter, heading: column >= 0 };
}

/** The columns' names do not tell which holds the VINs. */
export class VinColumnUnknown extends Error {
  readonly columns: readonly string[];

  constructor(message: string, columns: readonly string[]) {
    super(message);
    this.name = 'VinColumnUnknown';
    this.columns = columns;
  }
}

/**
 * How a file names its VINs, by its first lines: NDJSON, a VIN a line, or CSV with the VINs in the column named, in one that is
 * called `VIN` or `车架号`, or in the one that holds most texts that look like VINs. `name` is that of a column, or of the member
 * of objects.
 * @throws VinColumnUnknown
 */
export function lineFormatOf(firstLines: readonly string[], name?: string): LineFormat {
  const lines = firstLines.filter((line) => line.trim() !== '').slice(0, 200);
  const [first = ''] = lines;
  if (isJson(first)) return { kind: 'ndjson', member: name ?? 'vin', strict: false };
  const { delimiter, cells } = cellsOf(first);
  if (name !== undefined) {
    const wanted = name.trim().toLowerCase();
    const column = cells.findIndex((cell) => cell.trim().toLowerCase() === wanted);
    if (column < 0) throw new VinColumnUnknown(`No column is called '${name.slice(0, 100)}'.`, cells);
    return { kind: 'csv', column, delimiter, heading: true };
  }
  if (cells.length === 1 && !first.includes('"')) return { kind: 'text' };
  const named = csvFormatOf(first);
  if (named.heading) return named;
  const rows = lines.map((line) => splitCells(line, delimiter));
  const like = cells.map((_, at) => rows.filter((row) => isVinLike(row[at] ?? '')).length);
  const column = like.indexOf(Math.max(...like));
  if ((like[column] ?? 0) * 2 < rows.length - 1 || like[column] === 0)
    throw new VinColumnUnknown('None of the columns holds VINs, or is called so.', cells);
  return { kind: 'csv', column, delimiter, heading: !isVinLike(cells[column] ?? '') };
}

function cellsOf(line: string): { delimiter: string; cells: string[] } {
  const text = line.replace(/^\uFEFF/, '');
  let found = { delimiter: ',', cells: [text] };
  for (const delimiter of DELIMITERS) {
    const cells = splitCells(text, delimiter);
    if (cells.length > found.cells.length) found = { delimiter, cells };
  }
  if (found.cells.length === 1) found.cells = splitCells(text, found.delimiter);
  return found;
}

function isJson(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'string' || (typeof value === 'object' && value !== null);
  } catch {
    return line.trimStart().startsWith('{');
  }
}
