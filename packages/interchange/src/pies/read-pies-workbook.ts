import { headingKey } from '../columns.ts';
import type { FaultyCell } from '../record-reader.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { readWorkbookParts, type Workbook, type WorkbookSheet } from '../workbook-parts.ts';
import { rawRows } from '../workbook-reader.ts';
import type { XmlRecord } from '../xml-records.ts';
import { openZip, type ZipArchive } from '../zip-archive.ts';
import { HEADER_FIELDS, MARKET_COPY_FIELDS, PRICE_SHEET_FIELDS } from './feed-fields.ts';
import type { FieldSpec, ListField } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import type { PiesBatch, PiesFault, PiesRecord } from './pies-feed.ts';
import { newReading, type PiesReading, recordsOf } from './pies-reading.ts';
import { faultOf } from './read-record.ts';
import { type Made, made, segmentColumns } from './segment-columns.ts';
import { type StagedSegments, stagedSegments } from './staged-segments.ts';

/** What the sheets of a segment are called, with the name of its elements first. */
const SEGMENT_SHEETS: Readonly<Record<string, readonly string[]>> = {
  descriptions: ['Descriptions', 'Description'],
  prices: ['Prices', 'Pricing', 'Price'],
  extended: ['ExtendedInformation', 'EXPI', 'ExtendedProductInformation'],
  attributes: ['ProductAttributes', 'Attributes', 'ProductAttribute', 'Attribute'],
  packages: ['Packages', 'Package', 'Packaging'],
  kit: ['Kits', 'Kit', 'KitComponents'],
  interchange: ['PartInterchangeInfo', 'Interchanges', 'Interchange', 'PartInterchange'],
  assets: ['DigitalAssets', 'Assets', 'DigitalAsset'],
};
const ITEM_SHEETS = ['Items', 'Item'];
const MOST = { rows: 20_000, characters: 256 * 1024 };
/** Above the header there may be a title. */
const ROWS_BEFORE_HEADER = 20;

type Cells = readonly (string | FaultyCell)[];

interface Segment {
  field: ListField;
  sheet: WorkbookSheet;
}

/**
 * Reads PIES as a workbook: a sheet of items and one for each segment, joined by the part number, with the names of PIES's elements
 * and attributes as headings. Rows may be in any order; memory doesn't grow with them.
 * @throws UnreadableFile `sheet-missing`, and as any workbook's reader
 */
export async function* readPiesWorkbook(source: AsyncIterable<Uint8Array>): AsyncGenerator<PiesBatch> {
  await using zip = await openZip(source);
  using opened = new DisposableStack();
  const workbook = await readWorkbookParts(zip, opened);
  const sheetOf = (names: readonly string[]) =>
    workbook.sheets.find(({ name }) => names.some((each) => headingKey(each) === headingKey(name)));
  const items = sheetOf(ITEM_SHEETS);
  if (items === undefined) {
    const names = workbook.sheets.map(({ name }) => name.slice(0, 40)).slice(0, 20);
    const message = `The workbook has no sheet 'Items'; it has: ${names.join(', ')}.`;
    throw new UnreadableFile('sheet-missing', 1, message);
  }
  const staged = opened.use(stagedSegments());
  const reading = { ...newReading(), needsVersion: false };
  const batch = (records: PiesRecord[], share: number): PiesBatch => {
    return { records, bytesRead: Math.floor(zip.size * share) };
  };
  const known = new Set<WorkbookSheet>([items]);
  const table = async (names: readonly string[], name: string, fields: readonly FieldSpec[]) => {
    const sheet = sheetOf(names);
    if (sheet === undefined) return [];
    known.add(sheet);
    const records: PiesRecord[] = [];
    const rows =
      name === 'Header' ? headerRows(zip, workbook, sheet) : tableRows(zip, workbook, sheet, fields, name);
    for await (const row of rows)
      for (const { element } of row.rows) records.push(...recordsOf(whole(element), reading), ...row.notes);
    return records;
  };
  yield batch(await table(['Header'], 'Header', HEADER_FIELDS), 0);
  yield batch(await table(['PriceSheets', 'PriceSheet'], 'PriceSheet', PRICE_SHEET_FIELDS), 0);
  yield batch(await table(['MarketingCopy', 'MarketCopy'], 'MarketCopy', MARKET_COPY_FIELDS), 0);
  const segments: Segment[] = [];
  for (const field of ITEM_FIELDS) {
    const sheet = field.kind === 'list' ? sheetOf(SEGMENT_SHEETS[field.key] ?? []) : undefined;
    if (field.kind !== 'list' || sheet === undefined || known.has(sheet)) continue;
    known.add(sheet);
    segments.push({ field, sheet });
  }
  const strangers = workbook.sheets.filter((sheet) => !known.has(sheet));
  yield batch(
    strangers.map(({ name }) => ({ kind: 'note', code: 'unknown-element', value: `sheet ${name}` })),
    0,
  );
  for (const [at, { field, sheet }] of segments.entries()) {
    for await (const { rows, notes } of tableRows(zip, workbook, sheet, field.fields, field.name)) {
      for (const { element, faults, partNumber } of rows) staged.add(partNumber, at, { element, faults });
      yield batch(notes, (0.7 * at) / segments.length);
    }
  }
  staged.seal();
  let share = 0.7;
  for await (const { rows, notes } of tableRows(zip, workbook, items, ITEM_FIELDS, 'Item')) {
    const records = rows.map((row) => itemRecord(row, { segments, staged, reading }));
    yield batch([...notes, ...records], share);
    share += (1 - share) / 100;
  }
  yield* leftOver({ segments, staged, reading }, zip.size);
}

function whole(element: Made): XmlRecord {
  return { element, faults: [], isOdd: false };
}

interface Row {
  element: Made;
  partNumber: string;
  faults: PiesFault[];
}

interface Joined {
  segments: readonly Segment[];
  staged: StagedSegments;
  reading: PiesReading;
}

function itemRecord({ element, partNumber, faults }: Row, { segments, staged, reading }: Joined): PiesRecord {
  const broken = (more: PiesFault): PiesRecord => {
    reading.itemsRead += 1;
    const number = reading.itemsRead;
    return { kind: 'broken-item', number, line: element.line, partNumber, faults: [...faults, more] };
  };
  if (partNumber !== '' && !staged.take(partNumber)) {
    const message = 'Another row has this part number: the rows of other sheets can’t be told apart.';
    return broken(faultOf('repeated', element.line, 'PartNumber', partNumber, message));
  }
  const found = partNumber === '' ? [] : staged.of(partNumber, MOST);
  if (found === 'too-large') {
    const message = `The item is too large: it has more than ${MOST.rows} rows or ${MOST.characters} characters.`;
    return broken(faultOf('field-too-large', element.line, '', '', message));
  }
  const wrappers = new Map<number, Made>();
  for (const { segment, row } of found) {
    faults.push(...row.faults);
    const { wrapper = '' } = segments[segment]?.field ?? {};
    let holder = wrappers.get(segment);
    if (holder === undefined) {
      holder = made(wrapper, row.element.line);
      wrappers.set(segment, holder);
      element.children.push(holder);
    }
    holder.children.push(row.element);
  }
  const [record] = recordsOf(whole(element), reading);
  if (record === undefined || faults.length === 0) return record as PiesRecord;
  const { number = reading.itemsRead } = record.kind === 'broken-item' ? record : {};
  const all = record.kind === 'broken-item' ? [...faults, ...record.faults] : faults;
  return { kind: 'broken-item', number, line: element.line, partNumber, faults: all };
}

/** Rows of parts that the sheet of items doesn't name. */
function* leftOver({ segments, staged, reading }: Joined, bytesRead: number): Generator<PiesBatch> {
  let records: PiesRecord[] = [];
  for (const { partNumber, segment, line, rows } of staged.leftOver()) {
    reading.itemsRead += 1;
    const sheet = segments[segment]?.sheet.name ?? '';
    const message = `${rows} rows of other sheets (the first in '${sheet}', row ${line}) are of a part that the sheet of items doesn’t have.`;
    const fault = faultOf('required', line, sheet, partNumber, message);
    records.push({ kind: 'broken-item', number: reading.itemsRead, line, partNumber, faults: [fault] });
    if (records.length < 1_000) continue;
    yield { records, bytesRead };
    records = [];
  }
  yield { records, bytesRead };
}

/** The rows of a sheet whose headings are names of PIES. */
async function* tableRows(
  zip: ZipArchive,
  workbook: Workbook,
  sheet: WorkbookSheet,
  fields: readonly FieldSpec[],
  name: string,
): AsyncGenerator<{ rows: Row[]; notes: PiesRecord[] }> {
  const places = segmentColumns(fields);
  const joins = headingKey('PartNumber');
  let columns: ({ key: string; heading: string } | undefined)[] | undefined;
  let before = 0;
  let rows: Row[] = [];
  let notes: PiesRecord[] = [];
  const take = (cells: Cells, line: number) => {
    if (columns !== undefined) {
      rows.push(rowOf(cells, line, columns));
      return;
    }
    const headings = cells.map((cell) => textOf(cell).trim());
    const keys = headings.map(headingKey);
    if (!keys.some((key) => key === joins || places.has(key)) && before < ROWS_BEFORE_HEADER) {
      before += 1;
      return;
    }
    columns = keys.map((key, at) => (key === '' ? undefined : { key, heading: headings[at] ?? '' }));
    for (const { key, heading } of columns.filter((each) => each !== undefined))
      if (key !== joins && !places.has(key))
        notes.push({ kind: 'note', code: 'unknown-element', value: `${sheet.name}: column ${heading}` });
  };
  const rowOf = (cells: Cells, line: number, headed: NonNullable<typeof columns>): Row => {
    const element = made(name, line);
    const faults: PiesFault[] = [];
    let partNumber = '';
    for (const [at, cell] of cells.entries()) {
      const column = headed[at];
      if (column === undefined) continue;
      const value = (typeof cell === 'string' ? cell : (cell.number ?? cell.shown)).trim();
      const isDate = typeof cell !== 'string' && cell.date !== undefined && column.key !== joins;
      if (value === '') continue;
      if (typeof cell !== 'string' && cell.number === undefined && !isDate)
        faults.push(faultOf('malformed', line, `${sheet.name}/${column.heading}`, cell.shown, cell.message));
      if (column.key === joins) partNumber = value;
      places.get(column.key)?.(element, value);
    }
    return { element, partNumber, faults };
  };
  for await (const _ of rawRows(zip, workbook, sheet, take)) {
    if (rows.length === 0 && notes.length === 0) continue;
    const found = { rows, notes };
    [rows, notes] = [[], []];
    yield found;
  }
}

/** A name and a value in each row. */
async function* headerRows(
  zip: ZipArchive,
  workbook: Workbook,
  sheet: WorkbookSheet,
): AsyncGenerator<{ rows: Row[]; notes: PiesRecord[] }> {
  const places = segmentColumns(HEADER_FIELDS);
  const element = made('Header', 1);
  const notes: PiesRecord[] = [];
  const take = (cells: Cells) => {
    const [name = '', value = ''] = cells.map((cell) => textOf(cell).trim());
    const place = places.get(headingKey(name));
    if (place !== undefined) place(element, value);
    else if (value !== '')
      notes.push({ kind: 'note', code: 'unknown-element', value: `${sheet.name}: ${name}` });
  };
  for await (const _ of rawRows(zip, workbook, sheet, take));
  yield { rows: [{ element, partNumber: '', faults: [] }], notes };
}

function textOf(cell: string | FaultyCell): string {
  return typeof cell === 'string' ? cell : cell.shown;
}
