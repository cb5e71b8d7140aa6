import type { ColumnSpec } from './columns.ts';
import type { FaultyCell, RecordSink } from './record-reader.ts';

const WORDS =
  /^(?:合计|总计|小计|共计|总和|汇总|grand total|sub-?total|total|totals|sum|summe|gesamt)\s*[:：]?$/i;
const NUMBER = /^[+-]?[\d.,'\s]*\d%?$/;
/** More than that aren't held back. */
const MAX_HELD = 5;

type Cells = readonly (string | FaultyCell)[];

export interface TotalsSink extends RecordSink {
  /** The file has ended. */
  end(): void;
}

/**
 * Keeps the totals that spreadsheets put under a table from being taken for rows: a row that begins with a word for a total, has
 * nothing but numbers beside it and none of the texts by which rows are told apart, and behind which the table ends. What it
 * said is told in a note.
 */
export function withoutTotals(sink: RecordSink, columns: readonly ColumnSpec[]): TotalsSink {
  const held: { cells: Cells; line: number }[] = [];
  let texts: number[] = [];

  function isTotal(cells: Cells): boolean {
    const first = cells.findIndex((cell) => shown(cell) !== '');
    if (first === -1 || !WORDS.test(shown(cells[first] ?? ''))) return false;
    if (cells.some((cell, at) => at !== first && shown(cell) !== '' && !NUMBER.test(shown(cell))))
      return false;
    return texts.every((place) => place === first || shown(cells[place] ?? '') === '');
  }

  function release(): void {
    for (const { cells, line } of held.splice(0)) sink.record(cells, line);
  }

  return {
    ...sink,
    places(places) {
      texts = places.flatMap((place, at) =>
        place !== undefined && columns[at]?.type === 'text' ? [place] : [],
      );
      sink.places(places);
    },
    record(cells, line) {
      // A key of an object says what it is.
      if (Array.isArray(cells) && held.length < MAX_HELD && isTotal(cells)) held.push({ cells, line });
      else {
        if (held.length > 0) release();
        sink.record(cells, line);
      }
    },
    broken(line, code, value, message) {
      release();
      sink.broken(line, code, value, message);
    },
    end() {
      for (const { cells, line } of held.splice(0)) {
        const said = cells.map(shown).filter((text) => text !== '');
        sink.note({ code: 'total-row', value: `${line}: ${said.join(' ')}` });
      }
    },
  };
}

function shown(cell: string | FaultyCell): string {
  return (typeof cell === 'string' ? cell : (cell.number ?? cell.shown)).trim();
}
