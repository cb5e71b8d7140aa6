/// <reference path="./papaparse.d.ts" />
import Papa from 'papaparse';

/** The rows of a table as spreadsheets write it (RFC 4180), but for empty ones. Lines end in `\n`. */
export function rowsOfText(text: string, delimiter: string): string[][] {
  const { data, errors } = Papa.parse(text, { delimiter, newline: '\n' });
  // A quote that is never closed, or an inch, would take the lines below it along.
  const isQuoted = !errors.some(({ type }) => type === 'Quotes');
  const rows = isQuoted ? data : text.split('\n').map((line) => line.split(delimiter));
  return rows.filter((row) => row.some((cell) => cell.trim() !== ''));
}
