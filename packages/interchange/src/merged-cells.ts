import type { FaultyCell } from './record-reader.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** One column of cells that are merged downwards: rows from 1, the column from 0. */
export interface MergedColumn {
  column: number;
  from: number;
  to: number;
}

export interface MergedCells {
  /** Gives a row's blank cells the value that stands over them; to be called of each row of the table, in their order. */
  fill(cells: (string | FaultyCell)[], line: number): void;
  /** How many cells have been filled. */
  filled(): number;
  /** How many ranges were passed over, as they begin within another one. */
  overlapping(): number;
}

/** A sheet has no more of them. */
const MAX_COLUMNS = 16_384;
/** Sheets of people have thousands; what lies beyond is left as it is. */
const MAX_RANGES = 200_000;
/** Longer than the element, so that one which is cut in two is seen. */
const CARRY = 200;
const MARK = 'mergeCell';
const RANGE =
  /<(?:\w{1,20}:)?mergeCell\s[^>]{0,120}?ref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/g;

/**
 * What is merged downwards in a sheet (ECMA-376 part 1, 18.3.1.55), by the rows on which it begins. It stands behind the rows that it is
 * about: the sheet is gone through for it alone, without being parsed. Of a block the first column counts, where its value stands.
 */
export async function mergedColumns(sheet: AsyncIterable<Buffer>): Promise<MergedColumn[]> {
  const ranges: MergedColumn[] = [];
  let rest = '';
  try {
    for await (const piece of sheet) {
      const text = rest + piece.toString('latin1');
      let end = 0;
      if (text.includes(MARK)) {
        for (const { 0: whole, 1: first = '', 2: from, 4: to, index } of text.matchAll(RANGE)) {
          end = index + whole.length;
          const column = columnNumber(first);
          if (column < MAX_COLUMNS && Number(to) > Number(from))
            ranges.push({ column, from: Number(from), to: Number(to) });
          if (ranges.length >= MAX_RANGES) return byStart(ranges);
        }
      }
      rest = text.slice(Math.max(end, text.length - CARRY));
    }
  } catch (error) {
    // Whoever reads the rows meets it too, and tells where.
    if (!(error instanceof UnreadableFile)) throw error;
  }
  return byStart(ranges);
}

/**
 * Of the columns that are read alone. Merged cells may not overlap (18.3.1.55): of ranges that do, the first holds. At most one is
 * then open in each column, so that a row costs no more than its columns, however many ranges a file claims.
 * @param ranges as `mergedColumns` gives them, by their start
 */
export function mergedCells(ranges: readonly MergedColumn[], columns: ReadonlySet<number>): MergedCells {
  const wanted = ranges.filter(({ column }) => columns.has(column));
  const open = new Map<number, { to: number; value: string | FaultyCell }>();
  /** Column -> the last row of the range that began there last. */
  const ends = new Map<number, number>();
  let next = 0;
  let filled = 0;
  let overlapping = 0;

  function begin({ column, from, to }: MergedColumn, cells: readonly (string | FaultyCell)[], line: number) {
    if (from <= (ends.get(column) ?? 0)) {
      overlapping += 1;
      return;
    }
    ends.set(column, to);
    const value = cells[column] ?? '';
    // What began above the table, as a title or a heading does, is no value of it.
    if (from === line && value !== '') open.set(column, { to, value });
  }

  return {
    fill(cells, line) {
      for (const [column, { to, value }] of open) {
        if (to < line) {
          open.delete(column);
          continue;
        }
        const own = cells[column];
        if (own !== undefined && (typeof own !== 'string' || own.trim() !== '')) continue;
        cells[column] = value;
        filled += 1;
      }
      for (let range = wanted[next]; range !== undefined && range.from <= line; range = wanted[next]) {
        begin(range, cells, line);
        next += 1;
      }
    },
    filled: () => filled,
    overlapping: () => overlapping,
  };
}

/** `C` is the third column, 2. */
export function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function byStart(ranges: MergedColumn[]): MergedColumn[] {
  return ranges.sort((one, other) => one.from - other.from);
}
