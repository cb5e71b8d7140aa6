import { type ColumnSpec, headingIndex, headingKey } from './columns.ts';
import type { FileMapping } from './file-mapping.ts';
import { chooseHeader } from './header-choice.ts';
import { readHeader } from './header-row.ts';
import {
  columnNumber,
  type MergedCells,
  type MergedColumn,
  mergedCells,
  mergedColumns,
} from './merged-cells.ts';
import type { FaultyCell, RecordSink } from './record-reader.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { cellText, type RawCell } from './workbook-cell.ts';
import type { NumberFormat } from './workbook-formats.ts';
import { openWorkbook, readWorkbookParts, type Workbook, type WorkbookSheet } from './workbook-parts.ts';
import { malformed, type XmlSink, xmlPieces } from './xml-events.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Above the header there may be a title, a date, a logo. */
const ROWS_BEFORE_HEADER = 50;
/** Cells of a row that are looked at for headings; a sheet has up to 16,384. */
const MAX_WIDTH = 2_000;
const PLAIN: NumberFormat = { kind: 'plain' };

type Cells = (string | FaultyCell)[];

export interface WorkbookOptions {
  columns: readonly ColumnSpec[];
  mapping: FileMapping | undefined;
  sink: RecordSink;
}

/**
 * Reads the rows of one sheet of a workbook (ECMA-376) into the sink: of the one that the mapping names, else of the
 * first visible one with data. Memory doesn't grow with the number of rows. Yields, from time to time, about how many bytes
 * of the file are read.
 * @throws UnreadableFile
 */
export async function* readWorkbook(
  source: AsyncIterable<Uint8Array>,
  options: WorkbookOptions,
): AsyncGenerator<number> {
  await using zip = await openWorkbook(source);
  using opened = new DisposableStack();
  const workbook = await readWorkbookParts(zip, opened);
  for (const sheet of sheetsToRead(workbook, options.mapping?.sheet ?? '')) {
    const merged = await mergedColumns(zip.read(sheet.part, { apart: true }));
    const rows = sheetRows(workbook, { ...options, merged });
    yield* readSheet(zip, sheet, rows.sink);
    if (rows.end()) return rows.tell();
  }
  throw new UnreadableFile('empty-file', 1, 'No sheet of the workbook has data.');
}

/**
 * The first rows of the sheet that would be read, as text, whatever they mean, and what the sheets are called.
 * @throws UnreadableFile
 */
export async function sampleSheet(
  source: AsyncIterable<Uint8Array>,
  { sheet: wanted, rows: most }: { sheet: string; rows: number },
): Promise<{ rows: { cells: string[]; line: number }[]; sheet: string; sheets: string[] }> {
  await using zip = await openWorkbook(source);
  using opened = new DisposableStack();
  const workbook = await readWorkbookParts(zip, opened);
  const sheets = workbook.sheets.map(({ name }) => name);
  for (const sheet of sheetsToRead(workbook, wanted)) {
    const rows: { cells: string[]; line: number }[] = [];
    const { sink } = sheetRows(workbook, {
      columns: [],
      mapping: undefined,
      sink: undefined,
      row: (cells, line) => rows.push({ cells: cells.map(textOf), line }),
    });
    for await (const _ of readSheet(zip, sheet, sink)) if (rows.length >= most) break;
    if (rows.length > 0) return { rows: rows.slice(0, most), sheet: sheet.name, sheets };
  }
  throw new UnreadableFile('empty-file', 1, 'No sheet of the workbook has data.');
}

function sheetsToRead({ sheets }: Workbook, wanted: string): WorkbookSheet[] {
  if (wanted === '') return sheets.filter(({ visible }) => visible);
  const named =
    sheets.find(({ name }) => name === wanted) ??
    sheets.find(({ name }) => headingKey(name) === headingKey(wanted));
  if (named !== undefined) return [named];
  const names = sheets.map(({ name }) => name.slice(0, 40)).slice(0, 20);
  throw new UnreadableFile(
    'sheet-missing',
    1,
    `The workbook has no sheet '${wanted}'; it has: ${names.join(', ')}.`,
  );
}

async function* readSheet(zip: ZipArchive, sheet: WorkbookSheet, sink: XmlSink): AsyncGenerator<number> {
  let inflated = 0;
  async function* counted() {
    for await (const chunk of zip.read(sheet.part)) {
      inflated += chunk.length;
      yield chunk;
    }
  }
  for await (const _ of xmlPieces(sheet.part, counted(), sink)) {
    // What is inflated of what there is isn't known: the share nears one.
    yield Math.floor(zip.size * (inflated / (inflated + zip.packedSize(sheet.part))));
  }
  yield zip.size;
}

/** Every row of a sheet that isn't blank, whatever it means. Yields as `readWorkbook` does. @throws UnreadableFile */
export async function* rawRows(
  zip: ZipArchive,
  workbook: Workbook,
  sheet: WorkbookSheet,
  row: (cells: readonly (string | FaultyCell)[], line: number) => void,
): AsyncGenerator<number> {
  const { sink } = sheetRows(workbook, { columns: [], mapping: undefined, sink: undefined, row });
  yield* readSheet(zip, sheet, sink);
}

/** `row`: takes every row as it is, in the place of the sink. */
interface SheetOptions extends Omit<WorkbookOptions, 'sink'> {
  sink: RecordSink | undefined;
  row?: (cells: Cells, line: number) => void;
  merged?: readonly MergedColumn[];
}

function sheetRows(workbook: Workbook, { columns, mapping, sink, row: takeRaw, merged }: SheetOptions) {
  const known = headingIndex(columns);
  const context = { sharedString: (at: number) => workbook.strings.get(at), since1904: workbook.since1904 };
  const early: { cells: Cells; line: number }[] = [];
  /** Cells beyond it mean nothing. Undefined until the header is found. */
  let width: number | undefined;
  let below: MergedCells | undefined;
  let line = 0;
  let column = 0;
  let cells: Cells = [];
  let cell: RawCell | undefined;
  let collecting = false;
  let phonetic = false;
  let formulas = 0;
  let withoutValue = 0;
  let formula = false;

  function takeRow(): void {
    if (!cells.some((each) => typeof each === 'object' || (each !== undefined && each.trim() !== ''))) return;
    if (sink === undefined) takeRaw?.(filled(cells), line);
    else if (width !== undefined) record(sink, filled(cells), line);
    else if (line >= (mapping?.headerRow ?? 0)) {
      early.push({ cells: filled(cells), line });
      if (early.length >= ROWS_BEFORE_HEADER || line === mapping?.headerRow) findHeader();
    }
  }

  function findHeader(): void {
    const rows = early.map(({ cells: row, line: at }) => ({ cells: row.map(textOf), line: at }));
    const header = chooseHeader(rows, known, mapping?.headerRow ?? 0);
    if (header === undefined || sink === undefined) return;
    const places = readHeader(header.headings, { columns, known, line: header.line, sink });
    width = Math.max(...places.map((place) => place ?? 0)) + 1;
    if (merged !== undefined)
      below = mergedCells(merged, new Set(places.filter((place) => place !== undefined)));
    for (const row of early.slice(header.rows)) record(sink, row.cells, row.line);
    early.length = 0;
  }

  function record(to: RecordSink, row: Cells, at: number): void {
    below?.fill(row, at);
    to.record(row, at);
  }

  const events: XmlSink = {
    open(name, attribute) {
      if (name === 'row') {
        const given = Number(attribute('r') ?? line + 1);
        if (!Number.isInteger(given) || given <= line) throw malformed('sheet', 'rows are out of order');
        [line, column, cells] = [given, 0, []];
      } else if (name === 'c') {
        const reference = attribute('r');
        if (reference !== undefined) column = columnOf(reference);
        const format = workbook.formats[Number(attribute('s') ?? 0)] ?? PLAIN;
        cell = { type: attribute('t') ?? 'n', text: '', format, name: reference ?? nameOf(column, line) };
      } else if (name === 'v' || name === 't') collecting = cell !== undefined && !phonetic;
      else if (name === 'f' && cell !== undefined) formula = true;
      else if (name === 'rPh') phonetic = true;
    },
    text(piece) {
      if (collecting && cell !== undefined) cell.text += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') collecting = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c' && cell !== undefined) {
        if (column < (width ?? MAX_WIDTH)) cells[column] = cellText(cell, context);
        if (formula) formulas += 1;
        if (formula && cell.text === '' && cell.type !== 'str') withoutValue += 1;
        formula = false;
        column += 1;
        cell = undefined;
      } else if (name === 'row') takeRow();
    },
  };
  return {
    sink: events,
    /** Whether the sheet had data. */
    end(): boolean {
      if (width === undefined && early.length > 0) findHeader();
      return width !== undefined;
    },
    /** Formulas are never computed: a cell has the value that its program has stored, or none. */
    tell(): void {
      const [filled, overlapping] = [below?.filled() ?? 0, below?.overlapping() ?? 0];
      const passed =
        overlapping === 0 ? '' : `, ${overlapping} merged ranges passed over that overlap others`;
      if (filled + overlapping > 0) sink?.note({ code: 'merged', value: `${filled}${passed}` });
      if (formulas === 0) return;
      const missing = withoutValue === 0 ? '' : `, ${withoutValue} of them without a stored value`;
      sink?.note({ code: 'formula', value: `${formulas}${missing}` });
    },
  };
}

/** Without holes. */
function filled(cells: Cells): Cells {
  return Array.from(cells, (cell) => cell ?? '');
}

function textOf(cell: string | FaultyCell): string {
  return typeof cell === 'string' ? cell : cell.shown;
}

/** Of a sheet that leaves out what its cells are called. */
function nameOf(column: number, line: number): string {
  let letters = '';
  for (let at = column + 1; at > 0; at = Math.floor((at - 1) / 26))
    letters = String.fromCharCode(65 + ((at - 1) % 26)) + letters;
  return `${letters}${line}`;
}

/** `C7` is in the third column. @throws UnreadableFile */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/.exec(reference)?.[1];
  if (letters === undefined) throw malformed('sheet', `'${reference.slice(0, 20)}' is no cell`);
  return columnNumber(letters);
}
