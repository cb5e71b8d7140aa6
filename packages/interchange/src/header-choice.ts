import { headingKey } from './columns.ts';

/** A row near the top of a table, as text. */
export interface EarlyRow {
  cells: readonly string[];
  line: number;
}

export interface ChosenHeader {
  /** One for each column; of a header of two lines what both say together. */
  headings: readonly string[];
  line: number;
  /** How many of the rows are the header or above it. */
  rows: number;
}

/**
 * Which of the first rows names the columns: the first of those with the most headings that are known, where titles, dates and
 * blanks may stand above. A header may take two lines: groups above what is in them, or the same in two languages.
 */
export function chooseHeader(
  rows: readonly EarlyRow[],
  known: ReadonlyMap<string, number>,
  headerRow: number,
): ChosenHeader | undefined {
  const scores = rows.map(({ cells }) => knownIn(cells, known).size);
  const most = Math.max(0, ...scores);
  const at = headerRow > 0 ? 0 : looksLikeHeader(rows[0]) && most < 2 ? 0 : Math.max(0, scores.indexOf(most));
  const own = rows[at];
  if (own === undefined) return undefined;
  if (headerRow === 0) {
    const pair =
      twoLines(rows[at - 1], own, scores[at] ?? 0, known) ??
      twoLines(own, rows[at + 1], scores[at] ?? 0, known);
    if (pair !== undefined) return { ...pair, rows: rows.indexOf(pair.lower) + 1 };
  }
  const again = rows[at + 1];
  const twice = again !== undefined && saysTheSame(own.cells, again.cells, known);
  return { headings: own.cells, line: own.line, rows: at + (twice ? 2 : 1) };
}

/** A title stands alone in its row. */
function looksLikeHeader(row: EarlyRow | undefined): boolean {
  return row !== undefined && row.cells.filter((cell) => cell.trim() !== '').length > 1;
}

function knownIn(cells: readonly string[], known: ReadonlyMap<string, number>): Set<number> {
  return new Set(cells.flatMap((cell) => known.get(headingKey(cell)) ?? []));
}

function twoLines(
  upper: EarlyRow | undefined,
  lower: EarlyRow | undefined,
  score: number,
  known: ReadonlyMap<string, number>,
): { headings: string[]; line: number; lower: EarlyRow } | undefined {
  if (upper === undefined || lower === undefined || !isWords(lower.cells) || !isWords(upper.cells))
    return undefined;
  const width = Math.max(upper.cells.length, lower.cells.length);
  const blank = (cells: readonly string[]) =>
    cells.length < width || cells.some((cell) => cell.trim() === '');
  // A cell that spans several columns, or both rows, leaves the others blank.
  if (!looksLikeHeader(upper) || !(blank(upper.cells) || blank(lower.cells))) return undefined;
  let group = '';
  const headings = Array.from({ length: width }, (_, at) => {
    const [above = '', below = ''] = [upper.cells[at], lower.cells[at]];
    if (above.trim() !== '') group = above;
    const candidates = [below, `${group}${below}`, `${below}${group}`, above];
    return candidates.find((each) => known.has(headingKey(each))) ?? (below.trim() === '' ? above : below);
  });
  return knownIn(headings, known).size > score ? { headings, line: upper.line, lower } : undefined;
}

function saysTheSame(
  header: readonly string[],
  next: readonly string[],
  known: ReadonlyMap<string, number>,
): boolean {
  if (!isWords(next) || knownIn(next, known).size < 2) return false;
  return next.every((cell, at) => {
    const column = known.get(headingKey(cell));
    return column === undefined || column === known.get(headingKey(header[at] ?? ''));
  });
}

/** Headings have no digits but a few short ones: `OE1`, `图片2`. */
function isWords(cells: readonly string[]): boolean {
  return cells.every((cell) => !/\d{3}|^\s*[\d.,]+\s*$/.test(cell));
}
