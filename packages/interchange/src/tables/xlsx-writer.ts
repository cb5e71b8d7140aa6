import { Readable } from 'node:stream';
import { DomainError } from '@qipei/kernel';
import { ZipFile } from 'yazl';
import type { ColumnSpec } from '../columns.ts';
import { holdable, xmlAttribute, xmlText } from '../xml-out.ts';
import { cellText } from './cell-text.ts';
import type { TableRow } from './table-writer.ts';

/** The most that a sheet has, the header included, and a cell: "Excel specifications and limits", Microsoft. */
export const MAX_SHEET_ROWS = 1_048_576;
const MAX_CELL_CHARACTERS = 32_767;

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

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
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
  for (const [path, content] of Object.entries(parts(options.sheet ?? 'Sheet1')))
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
  { columns, onLoss }: SheetOptions,
): AsyncGenerator<Buffer> {
  const letters = columns.map((_, at) => columnLetters(at));
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  let xml = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews>`;
  xml += `<cols><col min="1" max="${columns.length}" width="18" style="1" customWidth="1"/></cols><sheetData>`;
  const head = columns.map(({ name }, at) => textCell(`${letters[at]}1`, name));
  xml += `<row r="1">${head.join('')}</row>`;
  let number = 1;
  for await (const row of rows) {
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
    xml += `<row r="${number}">${cells}</row>`;
    if (xml.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(xml);
    xml = '';
  }
  yield Buffer.from(`${xml}</sheetData></worksheet>`);
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

/** What is in a workbook beside its sheet. Style 1 is text, so that what is typed into a column isn't taken for a number. */
function parts(sheet: string): Record<string, string> {
  const name = xmlAttribute(holdable(sheet.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)));
  const one = (tag: string, inner: string) => `<${tag} count="1">${inner}</${tag}>`;
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${OFFICE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${OFFICE}.worksheet+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${OFFICE}.styles+xml"/></Types>`,
    '_rels/.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      `<sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
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
