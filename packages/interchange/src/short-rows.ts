import type { ColumnSpec } from './columns.ts';
import type { RecordSink } from './record-reader.ts';

type Cells = readonly string[];

export interface ShortRows {
  /** Which cell belongs to each column. */
  header(places: readonly (number | undefined)[]): void;
  /** A row of as many cells as there are headings. */
  whole(cells: Cells, line: number): void;
  /** One of more or fewer. */
  other(cells: Cells, line: number, table: { width: number; delimiter: string }): void;
  /** What follows the row before is `broken`, or is no news of it. */
  release(next: 'broken' | 'sound'): void;
  end(): void;
}

/**
 * Spreadsheets leave out the separators behind the last cell that has something. Such a row is taken where no column that is wanted in
 * each is missing, and how many there are is told in a note. A line break that no quotes are around cuts a row in two, of which the
 * first looks the same: it is refused with the second, which lacks what a row needs.
 */
export function shortRows(columns: readonly ColumnSpec[], sink: RecordSink): ShortRows {
  let needed = 0;
  let held: { cells: Cells; line: number; width: number; delimiter: string } | undefined;
  let taken = 0;
  let first = 0;

  function release(next: 'broken' | 'sound'): void {
    if (held === undefined) return;
    const { cells, line, width, delimiter } = held;
    held = undefined;
    if (next === 'broken') refuse(cells, line, { width, delimiter });
    else {
      taken += 1;
      if (taken === 1) first = line;
      sink.record([...cells, ...Array<string>(width - cells.length).fill('')], line);
    }
  }

  function refuse(
    cells: Cells,
    line: number,
    { width, delimiter }: { width: number; delimiter: string },
  ): void {
    const isTold = sink.wants();
    const message = isTold ? `The row has ${cells.length} columns; the header has ${width}.` : '';
    sink.broken(line, 'column-count', isTold ? cells.slice(0, 200).join(delimiter) : '', message);
  }

  return {
    header(places) {
      needed = Math.max(
        ...columns.map(({ required, expected }, at) =>
          required === true || expected === true ? (places[at] ?? -1) + 1 : 0,
        ),
        // A single cell is a line of a text, or a title.
        2,
      );
    },
    whole(cells, line) {
      release('sound');
      sink.record(cells, line);
    },
    other(cells, line, table) {
      const mayBeShort = cells.length < table.width && cells.length >= needed && !isRestOf(held, cells);
      release(mayBeShort ? 'sound' : 'broken');
      if (mayBeShort) held = { cells, line, ...table };
      else refuse(cells, line, table);
    },
    release,
    end() {
      release('sound');
      if (taken > 0) sink.note({ code: 'short-row', value: `${taken}, the first on line ${first}` });
    },
  };
}

/** The cell that was cut in two is counted in either half. Rows that are alike are more likely short themselves. */
function isRestOf(held: { cells: Cells; width: number } | undefined, cells: Cells): boolean {
  if (held === undefined || held.cells.length === cells.length) return false;
  return held.cells.length + cells.length === held.width + 1;
}
