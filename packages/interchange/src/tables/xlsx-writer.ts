import { Readable } from 'node:stream';
import { DomainError } from '@qipei/kernel';
import { ZipFile } from 'yazl';
import type { ColumnSpec } from '../columns.ts';
import { holdable, xmlAttribute, xmlText } from '../xml-out.ts';
import { cellText } from './cell-text.ts';
import type { TableRow } from './table-writer.ts';

/** The most that a sheet has, the header included, and a cell: "Excel specifications and limits", Microsoft. */
export const MAX_SHEET_ROWS = 1_048_576;
export const MAX_CELL_CHARACTERS = 32_767;

export interface CellLoss {
  column: string;
  row: TableRow;
}

/** The rows are more than a sheet holds. */
export class TooManyRows extends DomainError {
  constructor() {
    const message = `A sheet holds ${MAX_SHEET_ROWS - 1} rows; export CSV or NDJSON, or select less.`;
    super({ kind: 'too-large', code: 'too-many-rows', message });
  }
}

export interface SheetOptions {
  columns: readonly ColumnSpec[];
  sheet?: string;
  modified?: Date;
  onLoss?: (loss: CellLoss) => void;
}

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const PIECE_CHARACTERS = 64 * 1024;
/** Of a zip: it has no time before. */
const FIRST_DAY = new Date(1980, 0, 1);

/** A workbook (ECMA-376) of one sheet: every cell a text that is never computed, numbers of number columns apart. */
export async function* xlsxBytes(
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
  options: SheetOptions,
): AsyncGenerator<Uint8Array> {
  const { modified = FIRST_DAY } = options;
  const zip = new ZipFile();
  const of = { mtime: modified, forceDosTimestamp: true };
  for (const [path, content] of Object.entries(workbookParts([options.sheet ?? 'Sheet1'])))
    zip.addBuffer(Buffer.from(HEAD + content), path, of);
  const sheet = Readable.from(sheetPieces(rows, options), { objectMode: false });
  let failure: unknown;
  // The archive knows nothing of what its files are read from.
  sheet.once('error', (error) => {
    failure = error;
    (zip.outputStream as Readable).destroy(error);
  });
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', of);
  zip.end();
  try {
    yield* zip.outputStream as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw failure ?? error;
  } finally {
    sheet.destroy();
  }
}

async function* sheetPieces(
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
  options: SheetOptions,
): AsyncGenerator<Buffer> {
  const sheet = sheetXml(options);
  let xml = sheet.begin;
  for await (const row of rows) {
    xml += sheet.row(row);
    if (xml.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(xml);
    xml = '';
  }
  yield Buffer.from(xml + sheet.end);
}

/** The XML of a sheet, row by row. */
export function sheetXml({ columns, onLoss }: Pick<SheetOptions, 'columns' | 'onLoss'>) {
  const letters = columns.map((_, at) => columnLetters(at));
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const view = `<sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  const width = `<cols><col min="1" max="${columns.length}" width="18" style="1" customWidth="1"/></cols>`;
  const head = columns.map(({ name }, at) => textCell(`${letters[at]}1`, name));
  let number = 1;
  return {
    begin: `${HEAD}<worksheet xmlns="${MAIN}">${view}${width}<sheetData><row r="1">${head.join('')}</row>`,
    /** @throws TooManyRows */
    row(row: TableRow): string {
      number += 1;
      if (number > MAX_SHEET_ROWS) throw new TooManyRows();
      let cells = '';
      for (const [at, column] of columns.entries()) {
        const value = row[column.name];
        const reference = `${letters[at]}${number}`;
        if (typeof value === 'number') {
          cells += `<c r="${reference}"><v>${value}</v></c>`;
          continue;
        }
        const text = cellText(value);
        if (text === '') continue;
        const held = holdable(text.slice(0, MAX_CELL_CHARACTERS));
        if (held !== text) onLoss?.({ column: column.name, row });
        cells += textCell(reference, held);
      }
      return `<row r="${number}">${cells}</row>`;
    },
    end: '</sheetData></worksheet>',
  };
}

function textCell(reference: string, text: string): string {
  // `_x0041_` in a cell means the character: 22.4.2.4 of ECMA-376 part 1.
  const literal = text.includes('_x') ? text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : text;
  return `<c r="${reference}" s="1" t="inlineStr"><is><t xml:space="preserve">${xmlText(literal)}</t></is></c>`;
}

function columnLetters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnLetters(Math.floor(at / 26) - 1) + last;
}

/** What is in a workbook beside its sheets. Style 1 is text, so that what is typed into a column isn't taken for a number. */
export function workbookParts(sheets: readonly string[]): Record<string, string> {
  const names = sheets.map((sheet) =>
    xmlAttribute(holdable(sheet.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))),
  );
  const one = (tag: string, inner: string) => `<${tag} count="1">${inner}</${tag}>`;
  const each = (made: (number: number, name: string) => string) =>
    names.map((name, at) => made(at + 1, name)).join('');
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${OFFICE}.sheet.main+xml"/>` +
      each(
        (number) =>
          `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${OFFICE}.worksheet+xml"/>`,
      ) +
      `<Override PartName="/xl/styles.xml" ContentType="${OFFICE}.styles+xml"/></Types>`,
    '_rels/.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      `${each((number, name) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      each(
        (number) =>
          `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
      ) +
      `<Relationship Id="rId${names.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml':
      `<styleSheet xmlns="${MAIN}">` +
      one('fonts', '<font><sz val="11"/><name val="Calibri"/></font>') +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      one('borders', '<border><left/><right/><top/><bottom/><diagonal/></border>') +
      one('cellStyleXfs', '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>') +
      '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
      '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>' +
      `${one('cellStyles', '<cellStyle name="Normal" xfId="0" builtinId="0"/>')}</styleSheet>`,
  };
}
