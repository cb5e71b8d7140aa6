import Papa from 'papaparse';
import { findDelimiter } from '../csv-reader.ts';
import { decodeText, type TextEncoding } from '../text-encoding.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { sampleSheet } from '../workbook-reader.ts';

export interface TableSample {
  encoding: TextEncoding | '';
  delimiter: string;
  sheet: string;
  sheets: string[];
  /** The first rows that aren't blank, as text. */
  rows: { cells: string[]; line: number }[];
}

const SAMPLE_ROWS = 200;
/** A row may have as many. */
const SAMPLE_CHARACTERS = 2 * 1024 * 1024;
/** Cells of a row that are looked at. */
const MAX_CELLS = 20_000;

interface SampleOptions {
  known: ReadonlyMap<string, number>;
  delimiter: string | undefined;
  encoding: TextEncoding | undefined;
  sheet: string;
}

/** The first rows of a table, of which it isn't known yet what they mean. @throws UnreadableFile */
export async function sampleTable(
  source: AsyncIterable<Uint8Array>,
  format: 'csv' | 'ndjson' | 'xlsx',
  options: SampleOptions,
): Promise<TableSample> {
  if (format === 'xlsx') {
    const { rows, sheet, sheets } = await sampleSheet(source, { sheet: options.sheet, rows: SAMPLE_ROWS });
    return { encoding: '', delimiter: '', sheet, sheets, rows };
  }
  const { text, encoding } = await headText(source, options.encoding);
  const none = { encoding, delimiter: '', sheet: '', sheets: [] };
  if (format === 'ndjson') return { ...none, rows: keysAndValues(text) };
  const { delimiter, newline, from } = findDelimiter(text, options.known, options.delimiter);
  const rows: TableSample['rows'] = [];
  let line = linesIn(text, newline, 0, from) + 1;
  let taken = from;
  const parser = new Papa.Parser({
    delimiter,
    newline,
    step({ data: [cells = []], meta }: Papa.ParseStepResult<string[][]>) {
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ cells: cells.slice(0, MAX_CELLS), line });
      line += linesIn(text, newline, taken, from + meta.cursor);
      taken = from + meta.cursor;
      if (rows.length >= SAMPLE_ROWS) parser.abort();
    },
  });
  parser.parse(text.slice(from), 0, false);
  return { ...none, delimiter, rows };
}

function linesIn(text: string, newline: string, from: number, to: number): number {
  return text.slice(from, to).split(newline).length - 1;
}

/** What is cut off is no fault of a beginning. */
async function headText(source: AsyncIterable<Uint8Array>, wanted: TextEncoding | undefined) {
  let text = '';
  let encoding: TextEncoding = 'utf-8';
  try {
    for await (const piece of decodeText(source, wanted)) {
      text += piece.text;
      encoding = piece.encoding;
      if (text.length >= SAMPLE_CHARACTERS) break;
    }
  } catch (error) {
    if (text === '' && error instanceof UnreadableFile) throw error;
  }
  return { text: text.slice(0, SAMPLE_CHARACTERS), encoding };
}

/** The keys of all objects as the headings of one table. */
function keysAndValues(text: string): TableSample['rows'] {
  const objects: { value: Record<string, unknown>; line: number }[] = [];
  const places = new Map<string, number>();
  text.split('\n').some((line, at) => {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      objects.push({ value: value as Record<string, unknown>, line: at + 1 });
      for (const key of Object.keys(value))
        if (places.size < MAX_CELLS) places.set(key, places.get(key) ?? places.size);
    } catch {
      // It is listed as a fault of its row.
    }
    return objects.length >= SAMPLE_ROWS;
  });
  const rows = objects.map(({ value, line }) => {
    const cells = Array.from(places, () => '');
    for (const [key, member] of Object.entries(value)) {
      const place = places.get(key);
      if (place !== undefined)
        cells[place] = typeof member === 'string' ? member : (JSON.stringify(member) ?? '');
    }
    return { cells, line };
  });
  return places.size === 0 ? [] : [{ cells: [...places.keys()], line: 0 }, ...rows];
}
