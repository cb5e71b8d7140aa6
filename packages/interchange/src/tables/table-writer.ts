import Papa from 'papaparse';
import type { CellValue, ColumnSpec } from '../columns.ts';
import { guardFormula } from '../formula-guard.ts';
import { cellText } from './cell-text.ts';
import { type CellLoss, xlsxBytes } from './xlsx-writer.ts';

export type TableFormat = 'csv' | 'ndjson' | 'xlsx';

/** By column name; what is null or absent is a blank cell. */
export type TableRow = Readonly<Record<string, CellValue | undefined>>;

export interface TableWriterOptions {
  format: TableFormat;
  /** In the order of the file. */
  columns: readonly ColumnSpec[];
  /** CSV: led by a byte order mark, by which Excel knows UTF-8. */
  bom?: boolean;
  /** XLSX: name of the sheet, and the instant that the archive's files are of. */
  sheet?: string;
  modified?: Date;
  /** A cell that the format can't hold whole. */
  onLoss?: (loss: CellLoss) => void;
}

export interface TableWriter {
  /** A file, in pieces, as they are asked for; no more rows are held than one piece has. */
  write(rows: AsyncIterable<TableRow> | Iterable<TableRow>): AsyncGenerator<Uint8Array | string>;
}

const PIECE_ROWS = 500;

/**
 * Writes a table that `readRows` reads back with the same values: CSV (RFC 4180, UTF-8, cells that a spreadsheet would compute led
 * by an apostrophe), NDJSON, or a workbook whose cells are texts.
 */
export function tableWriter(options: TableWriterOptions): TableWriter {
  return {
    write(rows) {
      switch (options.format) {
        case 'csv':
          return csvPieces(rows, options);
        case 'ndjson':
          return ndjsonPieces(rows, options);
        case 'xlsx':
          return xlsxBytes(rows, options);
      }
    },
  };
}

async function* csvPieces(
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
  { columns, bom = false }: TableWriterOptions,
): AsyncGenerator<string> {
  let cells = [columns.map(({ name }) => name)];
  let lead = bom ? '\uFEFF' : '';
  const piece = () => {
    const text = `${lead}${Papa.unparse(cells, { newline: '\r\n' })}\r\n`;
    lead = '';
    cells = [];
    return text;
  };
  for await (const row of rows) {
    cells.push(columns.map(({ name }) => guardFormula(cellText(row[name]))));
    if (cells.length >= PIECE_ROWS) yield piece();
  }
  if (cells.length > 0) yield piece();
}

async function* ndjsonPieces(
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
  { columns }: TableWriterOptions,
): AsyncGenerator<string> {
  let text = '';
  let held = 0;
  for await (const row of rows) {
    const object: Record<string, unknown> = {};
    for (const column of columns) {
      const value = row[column.name];
      if (value === null || value === undefined || value === '') continue;
      object[column.name] = column.objects === true && Array.isArray(value) ? value.map(entryOf) : value;
    }
    text += `${JSON.stringify(object)}\n`;
    held += 1;
    if (held < PIECE_ROWS) continue;
    yield text;
    text = '';
    held = 0;
  }
  if (text !== '') yield text;
}

/** An entry that is an object's text, as the object. */
function entryOf(item: string): unknown {
  if (!item.startsWith('{')) return item;
  try {
    const object = JSON.parse(item) as unknown;
    return JSON.stringify(object) === item ? object : item;
  } catch {
    return item;
  }
}
