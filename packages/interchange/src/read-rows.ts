import { acesRows, withoutTypedIds } from './aces/aces-rows.ts';
import { type CellValue, type ColumnSpec, headingIndex, headingKey } from './columns.ts';
import { csvReader } from './csv-reader.ts';
import { type FileMapping, type MappedColumns, mapColumns } from './file-mapping.ts';
import { ndjsonReader } from './ndjson-reader.ts';
import { piesRows, withoutTypedPartIds } from './pies/pies-rows.ts';
import { readPies } from './pies/read-pies.ts';
import { readPiesWorkbook } from './pies/read-pies-workbook.ts';
import { type CellFaultCode, cellReader, shown } from './read-cell.ts';
import type {
  BrokenRowCode,
  FaultyCell,
  FileNote,
  OwnSubmission,
  RecordReader,
  RecordSink,
} from './record-reader.ts';
import type { RowFormat } from './row-format.ts';
import { decodeText, InvalidBytes } from './text-encoding.ts';
import { withoutTotals } from './trailing-totals.ts';
import { type Unpacked, unpack } from './unpack.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { readVcdb } from './vcdb-reader.ts';
import { readWorkbook } from './workbook-reader.ts';

/** A row without a fault. */
export interface Row {
  /** From 1: the first row after the header (CSV), the first line (NDJSON). Blank lines don't count. */
  row: number;
  /** Line of the file on which the row starts, from 1. */
  line: number;
  /** By column name. `null`: given and blank; a column that the file doesn't have is absent. */
  values: Record<string, CellValue>;
  /** What a structured format says of the row beyond its columns. */
  item?: object;
}

export type RowFaultCode = CellFaultCode | BrokenRowCode;

export interface RowFault {
  row: number;
  line: number;
  /** Empty where the row as a whole is at fault. */
  column: string;
  /** A RowFaultCode, or a stable code of the service that refused the row. */
  code: string;
  /** As given, cut to 200 characters. */
  value: string;
  message: string;
}

export interface RowBatch {
  rows: Row[];
  /** Of rows that aren't in `rows`; a row may have several. */
  faults: RowFault[];
  /** How many rows have been read, those of this batch and those with faults included. */
  rowsRead: number;
  /** How many bytes of what was sent have been read to get here. */
  bytesRead: number;
  /** Notes that are new since the batch before. */
  notes: FileNote[];
  /** What the file says that it is, where its format has a word for it; the same in all batches. */
  submission?: OwnSubmission;
}

export interface ReadLimits {
  /** Most characters of one field. Default 1 Mi. */
  fieldLength?: number;
  /** Most characters of one row. Default 2 Mi. */
  rowLength?: number;
  /** Most rows of one batch. Default 1,000. */
  batchRows?: number;
  /** Most bytes of the file once it is unpacked. Default 64 GiB. */
  unpackedBytes?: number;
}

export interface ReadRowsOptions {
  source: AsyncIterable<Uint8Array>;
  format: RowFormat;
  columns: readonly ColumnSpec[];
  /** What the headings of this file mean, where they don't say it themselves. */
  mapping?: FileMapping | undefined;
  limits?: ReadLimits;
  /** Rows at the start that are counted and not given. */
  skipRows?: number;
}

const VALUE_LENGTH = 200;
const MAX_UNKNOWN_COLUMNS = 50;
const SUBMISSIONS: ReadonlyMap<string, OwnSubmission> = new Map([
  ['FULL', 'full'],
  ['UPDATE', 'update'],
  ['TEST', 'test'],
]);
/** A batch also ends here, so that a thousand rows of the greatest length aren't held at once. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;

/**
 * Reads a file row by row in constant memory, whether it is plain, gzip or in a zip. The encoding (UTF-8, UTF-16 with a byte order mark, GB18030, Windows-1252) and the
 * delimiter are found by looking; the same bytes give the same rows however they are cut into chunks.
 * @throws UnreadableFile when the file as a whole can't be read any further; the rows before have been given.
 */
export async function* readRows(options: ReadRowsOptions): AsyncGenerator<RowBatch> {
  const maxBytes = options.limits?.unpackedBytes;
  await using file = await unpack(options.source, {
    format: options.format,
    ...(maxBytes !== undefined && { maxBytes }),
  });
  for await (const batch of readUnpacked(options, file))
    yield { ...batch, bytesRead: file.sent(batch.bytesRead) };
}

async function* readUnpacked(
  given: ReadRowsOptions,
  { source, format, packing }: Unpacked,
): AsyncGenerator<RowBatch> {
  const options = { ...given, source, format };
  const { limits = {} } = options;
  const isPies = format === 'pies' || format === 'pies-workbook';
  const untyped = isPies ? withoutTypedPartIds(options.mapping) : options.mapping;
  const mapping = format === 'aces' ? withoutTypedIds(untyped) : untyped;
  const mapped = mapColumns(options.columns, mapping, format !== 'csv');
  const { columns } = mapped;
  const batches = batcher(mapped, options.skipRows ?? 0, limits);
  if (packing !== '') batches.note({ code: 'packing', value: packing });
  if (given.format === 'auto') batches.note({ code: 'format', value: format });
  if (options.format === 'xlsx') {
    yield* fromWorkbook(options.source, { columns, mapping: options.mapping, batches });
    return;
  }
  if (options.format === 'aces') {
    const reading = acesRows(options.source, { sink: batches.sink, mapping: options.mapping });
    yield* fromFeed(reading, batches);
    return;
  }
  if (isPies) {
    const found = format === 'pies' ? readPies(source) : readPiesWorkbook(source);
    yield* fromFeed(piesRows(found, { sink: batches.sink, mapping: options.mapping }), batches);
    return;
  }
  if (options.format === 'vcdb') {
    yield* fromVcdb(options.source, { columns, batches });
    return;
  }
  const rowLength = limits.rowLength ?? 2 * 1024 * 1024;
  const csv = {
    rowLimit: rowLength,
    headerRow: mapping?.headerRow ?? 0,
    ...(mapping?.delimiter !== undefined && { delimiter: mapping.delimiter }),
  };
  const sink = withoutTotals(batches.sink, columns);
  const reader = options.format === 'csv' ? csvReader(columns, csv, sink) : ndjsonReader(rowLength, sink);
  let bytes = 0;
  try {
    for await (const piece of decodeText(options.source, mapping?.encoding)) {
      if (bytes === 0) batches.note({ code: 'encoding', value: piece.encoding });
      bytes = piece.bytes;
      reader.push(piece.text);
      yield* batches.full(bytes);
    }
    reader.end();
    sink.end();
  } catch (error) {
    // What the reader finds wrong itself, it has found before the end of what came.
    if (!(error instanceof UnreadableFile) || error.line === 1) takeWhole(reader);
    yield* batches.all(bytes);
    if (!(error instanceof InvalidBytes)) throw error;
    const line = reader.lineAtEnd();
    throw new UnreadableFile(
      'invalid-encoding',
      line,
      `Line ${line} holds bytes that aren't UTF-8, as the file before it is.`,
    );
  }
  yield* batches.all(bytes);
}

/** The rows before a fault of what lies below the text; a fault of theirs is no news beside it. */
function takeWhole(reader: RecordReader): void {
  try {
    reader.cut();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  }
}

type Batches = ReturnType<typeof batcher>;

async function* fromWorkbook(
  source: AsyncIterable<Uint8Array>,
  of: { columns: readonly ColumnSpec[]; mapping: FileMapping | undefined; batches: Batches },
): AsyncGenerator<RowBatch> {
  const { columns, mapping, batches } = of;
  let bytes = 0;
  try {
    const sink = withoutTotals(batches.sink, columns);
    for await (bytes of readWorkbook(source, { columns, mapping, sink })) yield* batches.full(bytes);
    sink.end();
  } catch (error) {
    yield* batches.all(bytes);
    throw error;
  }
  yield* batches.all(bytes);
}

async function* fromFeed(reading: AsyncIterable<number>, batches: Batches): AsyncGenerator<RowBatch> {
  let bytes = 0;
  try {
    for await (bytes of reading) yield* batches.full(bytes);
  } catch (error) {
    yield* batches.all(bytes);
    throw error;
  }
  yield* batches.all(bytes);
}

async function* fromVcdb(
  source: AsyncIterable<Uint8Array>,
  { columns, batches }: { columns: readonly ColumnSpec[]; batches: Batches },
): AsyncGenerator<RowBatch> {
  let bytes = 0;
  try {
    for await (bytes of readVcdb(source, { columns, sink: batches.sink })) yield* batches.full(bytes);
  } catch (error) {
    yield* batches.all(bytes);
    throw error;
  }
  yield* batches.all(bytes);
}

function batcher({ columns, targets, fallbacks }: MappedColumns, skipRows: number, limits: ReadLimits) {
  const batchRows = limits.batchRows ?? 1000;
  const fieldLength = limits.fieldLength ?? 1024 * 1024;
  const names = targets;
  const required = columns.flatMap(({ required }, at) => (required === true ? [at] : []));
  const readers = columns.map((column) => cellReader(column));
  const known = headingIndex(columns);
  const mapsTwice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  /** Keys of NDJSON objects as they are spelt -> column. Bounded: keys may be made up without end. */
  const spellings = new Map<string, number | undefined>();
  const unknown = new Set<string>();
  const done: RowBatch[] = [];
  let places: readonly (number | undefined)[] = [];
  let rowsRead = 0;
  let batch = emptyBatch();
  let counted = 0;
  let characters = 0;
  let submission: OwnSubmission | undefined;
  /** The row being read, for the reporters made once below. */
  let line = 0;
  let faulty = false;

  const reporters = names.map(
    (name) => (code: RowFaultCode, value: string, message: string) => fault(name, code, value, message),
  );

  function fault(column: string, code: RowFaultCode, value: string, message: string): void {
    faulty = true;
    batch.faults.push({
      row: rowsRead,
      line,
      column,
      code,
      value: excerpt(value),
      message,
    });
  }

  function closeRow(): void {
    counted += 1;
    if (counted < batchRows && characters < BATCH_CHARACTERS) return;
    closeBatch();
  }

  function closeBatch(): void {
    batch.rowsRead = rowsRead;
    if (submission !== undefined) batch.submission = submission;
    done.push(batch);
    batch = emptyBatch();
    counted = 0;
    characters = 0;
  }

  function readValue(values: Record<string, CellValue>, column: number, raw: unknown): void {
    const read = readers[column];
    const report = reporters[column];
    const name = names[column];
    if (read === undefined || report === undefined || name === undefined) return;
    if (typeof raw === 'string') {
      characters += raw.length;
      if (raw.length > fieldLength) {
        report('field-too-large', raw, `The field has more than ${fieldLength} characters.`);
        return;
      }
    }
    const value = read(raw, report);
    if (!Object.hasOwn(values, name)) values[name] = value;
    else addValue(values, name, value, report);
  }

  function readFaulty(values: Record<string, CellValue>, column: number, cell: FaultyCell): void {
    const type = columns[column]?.type;
    if (cell.number !== undefined && (type === 'integer' || type === 'decimal-text'))
      readValue(values, column, cell.number);
    else reporters[column]?.('malformed', cell.shown, cell.message);
  }

  /** Another cell of the row means the same: lists grow, anything else may be given once. */
  function addValue(
    values: Record<string, CellValue>,
    name: string,
    value: CellValue,
    report: (code: RowFaultCode, value: string, message: string) => void,
  ): void {
    const before = values[name];
    if (value === null || value === before) return;
    if (before === null || before === undefined) values[name] = value;
    else if (Array.isArray(before) && Array.isArray(value)) values[name] = [...before, ...value];
    else report('malformed', shown(value), `Two cells of the row both mean '${name}'.`);
  }

  /** Constants stand in where the row says nothing. */
  function fillIn(values: Record<string, CellValue>): void {
    for (const { column, value } of fallbacks) {
      const name = names[column] ?? '';
      if (values[name] !== null && values[name] !== undefined) continue;
      delete values[name];
      readValue(values, column, value);
    }
  }

  function readCells(values: Record<string, CellValue>, cells: readonly (string | FaultyCell)[]): void {
    for (let column = 0; column < places.length; column += 1) {
      const place = places[column];
      if (place === undefined) continue;
      const cell = cells[place] ?? '';
      if (typeof cell === 'string') readValue(values, column, unpadded(cell));
      else readFaulty(values, column, cell);
    }
  }

  function readObject(values: Record<string, CellValue>, object: Record<string, unknown>): void {
    for (const key of Object.keys(object)) {
      const column = columnOf(key);
      if (column === undefined) continue;
      const name = names[column] ?? '';
      if (Object.hasOwn(values, name) && !mapsTwice.has(name))
        fault(name, 'malformed', shown(object[key]), `Two keys of the row both mean '${name}'.`);
      else readValue(values, column, object[key]);
    }
    fillIn(values);
    for (const column of required) {
      if (!Object.hasOwn(values, names[column] ?? '')) readValue(values, column, null);
    }
  }

  function columnOf(key: string): number | undefined {
    const found = spellings.get(key);
    if (found !== undefined || spellings.has(key)) return found;
    const column = known.get(headingKey(key));
    if (spellings.size < 1000) spellings.set(key, column);
    if (column === undefined) sink.unknownColumn(key);
    return column;
  }

  const note = ({ code, value }: FileNote) => void batch.notes.push({ code, value: excerpt(value) });

  const sink: RecordSink = {
    note,
    submission: (word) => {
      submission ??= SUBMISSIONS.get(word);
    },
    wants: () => rowsRead >= skipRows,
    places: (found) => {
      places = found;
    },
    unknownColumn(heading) {
      if (unknown.size >= MAX_UNKNOWN_COLUMNS || unknown.has(heading)) return;
      unknown.add(heading);
      batch.notes.push({ code: 'unknown-column', value: excerpt(heading) });
    },
    faulty(at, faults) {
      rowsRead += 1;
      if (rowsRead <= skipRows) return;
      for (const { line: where, column, code, value, message } of faults) {
        line = where;
        fault(column, code, value, message);
      }
      line = at;
      closeRow();
    },
    record(cells, at, item) {
      rowsRead += 1;
      if (rowsRead <= skipRows) return;
      line = at;
      faulty = false;
      const values: Record<string, CellValue> = {};
      if (isList(cells)) {
        readCells(values, cells);
        fillIn(values);
      } else readObject(values, cells);
      if (item !== undefined) characters += charactersOf(item);
      if (!faulty) batch.rows.push({ row: rowsRead, line, values, ...(item !== undefined && { item }) });
      closeRow();
    },
    broken(at, code, value, message) {
      rowsRead += 1;
      if (rowsRead <= skipRows) return;
      line = at;
      fault('', code, value, message);
      closeRow();
    },
  };

  function* full(bytes: number): Generator<RowBatch> {
    for (const ready of done.splice(0)) yield { ...ready, bytesRead: bytes };
  }
  return {
    sink,
    note,
    full,
    *all(bytes: number): Generator<RowBatch> {
      if (counted > 0 || batch.notes.length > 0) closeBatch();
      yield* full(bytes);
    },
  };
}

/** `Array.isArray` doesn't see that what is no list is an object. */
function isList<T>(cells: readonly T[] | Record<string, unknown>): cells is readonly T[] {
  return Array.isArray(cells);
}

/** About how much memory a value takes, in characters. */
function charactersOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let characters = 8;
  for (const each of Object.values(value)) characters += charactersOf(each);
  return characters;
}

/** `1, "a b"`: blanks before a quote keep CSV from seeing it as one. */
function unpadded(cell: string): string {
  if (cell.charCodeAt(0) !== 0x20) return cell;
  const trimmed = cell.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : cell;
}

/** A copy: a slice would keep the whole row in memory for as long as the fault lives. */
function excerpt(value: string): string {
  return Buffer.from(value.slice(0, VALUE_LENGTH)).toString();
}

function emptyBatch(): RowBatch {
  return { rows: [], faults: [], rowsRead: 0, bytesRead: 0, notes: [] };
}
