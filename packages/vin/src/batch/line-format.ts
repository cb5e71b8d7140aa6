import { type LineFormat, splitCells } from './read-line.ts';
import { isVinHeading } from './vin-heading.ts';

const DELIMITERS = [',', ';', '\t', '|'];

/** How a CSV file names its VINs, by its first line: the column that is called so, else the first. */
export function csvFormatOf(firstLine: string): LineFormat & { kind: 'csv' } {
  const counts = DELIMITERS.map((delimiter) => splitCells(firstLine, delimiter).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  const column = splitCells(firstLine.replace(/^\uFEFF/, ''), delimiter).findIndex(isVinHeading);
  return { kind: 'csv', column: Math.max(0, column), delimiter };
}
