import type { ColumnSpec } from './columns.ts';
import type { RecordSink } from './record-reader.ts';

type Cells = readonly string[];

interface Table {
  width: number;
  delimiter: string;
}

export interface ShortRows {
  /** Which cell belongs to each column. */
  header(places: readonly (number | undefined)[]): void;
  /** A row of as many cells as there are headings. */
  whole(cells: Cells, line: number): void;
  /** One of more or fewer; `isEnded` unless the file ends within its line. */
  other(cells: Cells, line: number, table: Table & { isEnded: boolean }): void;
  /** A row that can't be split into cells stands between the one before and the one after. */
  broken(): void;
  /** No row comes any more. */
  end(): void;
  /** No more can be read, and there is more: what depends on it is given up. */
  cut(): void;
}

/**
 * Spreadsheets leave out the separators behind the last cell that has something. A line break that no quotes are around cuts a row in
 * pieces that look the same, so a row is taken as a short one only where it can't be such a piece: no column is missing that is wanted in
 * each or that narrows what the row says, and the rows around it are whole, or as short as itself and too long to make up one row
 * with it. How many there are is told in a note.
 */
export function shortRows(columns: readonly ColumnSpec[], sink: RecordSink): ShortRows {
  let needed = 0;
  let held: { cells: Cells; line: number; table: Table } | undefined;
  /** What the next row may be the rest of: a refused one, or nothing where `held` or a whole row is the last. */
  let isAfterRefused = false;
  let taken = 0;
  let first = 0;

  function release(isSound: boolean): void {
    if (held === undefined) return;
    const { cells, line, table } = held;
    held = undefined;
    if (isSound) {
      taken += 1;
      if (taken === 1) first = line;
      sink.record([...cells, ...Array<string>(table.width - cells.length).fill('')], line);
    } else refuse(cells, line, table);
  }

  function refuse(cells: Cells, line: number, { width, delimiter }: Table): void {
    isAfterRefused = true;
    const isTold = sink.wants();
    const message = isTold ? `The row has ${cells.length} columns; the header has ${width}.` : '';
    sink.broken(line, 'column-count', isTold ? cells.slice(0, 200).join(delimiter) : '', message);
  }

  function tell(): void {
    if (taken > 0) sink.note({ code: 'short-row', value: `${taken}, the first on line ${first}` });
  }

  return {
    header(places) {
      needed = Math.max(
        ...columns.map(({ required, expected, narrows }, at) =>
          required === true || expected === true || narrows === true ? (places[at] ?? -1) + 1 : 0,
        ),
        // A single cell is a line of a text, or a title.
        2,
      );
    },
    whole(cells, line) {
      release(true);
      isAfterRefused = false;
      sink.record(cells, line);
    },
    other(cells, line, { isEnded, ...table }) {
      const goesOn = held === undefined ? !isAfterRefused : areApart(held.cells, cells, table.width);
      release(goesOn);
      const mayBeShort = cells.length < table.width && cells.length >= needed;
      if (mayBeShort && isEnded && goesOn) held = { cells, line, table };
      else refuse(cells, line, table);
    },
    broken() {
      release(false);
      isAfterRefused = true;
    },
    end() {
      release(true);
      tell();
    },
    cut() {
      held = undefined;
      tell();
    },
  };
}

/** Pieces of one row share the cell that was cut, and lack cells at most: together they have no more than one above its width. */
function areApart(before: Cells, after: Cells, width: number): boolean {
  return before.length === after.length && before.length + after.length > width + 1;
}
