import { setImmediate } from 'node:timers/promises';
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
/** Looked at in one go: some ten milliseconds of lines that are blank, or that are no JSON. */
const SLICE_CHARACTERS = 16 * 1024;
const SLICE_LINES = 1_000;
/** What stands behind a row that is longer isn't looked at. */
const MAX_ROW_CHARACTERS = 512 * 1024;
/** A file that begins with as many lines that are no JSON is none; an error is made for each. */
const MAX_BROKEN_LINES = 1_000;
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
  if (format === 'ndjson') return { ...none, rows: await keysAndValues(text) };
  const { delimiter, newline, from } = findDelimiter(text, options.known, options.delimiter);
  const line = linesIn(text, newline, 0, from) + 1;
  return { ...none, delimiter, rows: await rowsOf(text, { from, line, delimiter, newline }) };
}

/** Papa Parse's low-level parser takes all that it is given in one go: it is given a slice at a time, and other work comes in between. */
async function rowsOf(
  text: string,
  layout: { from: number; line: number; delimiter: string; newline: '\n' | '\r' },
): Promise<TableSample['rows']> {
  const { delimiter, newline } = layout;
  const rows: TableSample['rows'] = [];
  let { from, line } = layout;
  let length = SLICE_CHARACTERS;
  while (from < text.length && rows.length < SAMPLE_ROWS) {
    const slice = text.slice(from, from + length);
    const isLast = from + length >= text.length;
    let taken = 0;
    const parser = new Papa.Parser({
      delimiter,
      newline,
      step({ data: [cells = []], meta }: Papa.ParseStepResult<string[][]>) {
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ cells: cells.slice(0, MAX_CELLS), line });
        line += linesIn(slice, newline, taken, meta.cursor);
        taken = meta.cursor;
        if (rows.length >= SAMPLE_ROWS) parser.abort();
      },
    });
    // The last row of a slice may go on in the next.
    parser.parse(slice, 0, !isLast);
    // Looked at again from its beginning each time, a quote that is never closed would take ever longer.
    if (isLast || (taken === 0 && length >= MAX_ROW_CHARACTERS)) break;
    length = taken === 0 ? length * 2 : SLICE_CHARACTERS;
    from += taken;
    await setImmediate();
  }
  return rows;
}

function linesIn(text: string, newline: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(newline, from); at !== -1 && at < to; at = text.indexOf(newline, at + 1))
    count += 1;
  return count;
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
async function keysAndValues(text: string): Promise<TableSample['rows']> {
  const objects: { value: Record<string, unknown>; line: number }[] = [];
  const places = new Map<string, number>();
  let line = 0;
  let broken = 0;
  for (let from = 0; from < text.length && objects.length < SAMPLE_ROWS && broken < MAX_BROKEN_LINES; ) {
    const end = text.indexOf('\n', from);
    const written = text.slice(from, end < 0 ? undefined : end);
    from = end < 0 ? text.length : end + 1;
    line += 1;
    if (line % SLICE_LINES === 0) await setImmediate();
    if (written.trim() === '') continue;
    try {
      const value: unknown = JSON.parse(written);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      objects.push({ value: value as Record<string, unknown>, line });
      for (const key of Object.keys(value))
        if (places.size < MAX_CELLS) places.set(key, places.get(key) ?? places.size);
    } catch {
      // It is listed as a fault of its row.
      broken += 1;
    }
  }
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
