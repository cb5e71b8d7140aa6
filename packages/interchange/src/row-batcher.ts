import { type CellValue, headingIndex, headingKey } from './columns.ts';
import type { MappedColumns } from './file-mapping.ts';
import { cellReader, shown } from './read-cell.ts';
import type { FaultyCell, FileNote, OwnSubmission, RecordSink } from './record-reader.ts';
import { leftOutFault, type RowBatch, type RowFaultCode } from './row-batch.ts';
import { yearSpan } from './year-span.ts';

export interface ReadLimits {
  /** Most characters of one field. Default 1 Mi. */
  fieldLength?: number;
  /** Most characters of one row. Default 2 Mi. */
  rowLength?: number;
  /** Most rows of one batch. Default 1,000. */
  batchRows?: number;
  /** So many bytes of a text are taken apart in one go, before rows are given. Default 256 Ki. */
  pieceBytes?: number;
  /** Most bytes of the file once it is unpacked. Default 64 GiB. */
  unpackedBytes?: number;
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

export type RowBatcher = ReturnType<typeof rowBatcher>;

/** Makes rows of what the reader of a format finds, and batches of the rows. */
export function rowBatcher(
  { columns, targets, fallbacks }: MappedColumns,
  skipRows: number,
  limits: ReadLimits,
  leavesOut = false,
) {
  const batchRows = limits.batchRows ?? 1000;
  const fieldLength = limits.fieldLength ?? 1024 * 1024;
  const names = targets;
  const required = columns.flatMap(({ required }, at) => (required === true ? [at] : []));
  const spans = [
    ...new Map(columns.flatMap(({ years }, at) => (years === undefined ? [] : [[names[at] ?? '', years]]))),
  ].map(([name, years]) => ({ name, years }));
  const mayLeaveOut = columns.map(
    ({ mayBeLeftOut, required }) => leavesOut && mayBeLeftOut === true && required !== true,
  );
  const readers = columns.map((column, at) =>
    cellReader(mayLeaveOut[at] === true ? { ...column, leavesItemsOut: true } : column),
  );
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

  /** Columns of the row of which something was left out. */
  const leftOut = new Set<string>();

  const reporters = names.map((name, at) =>
    mayLeaveOut[at] === true
      ? (code: RowFaultCode, value: string, message: string) => {
          leftOut.add(name);
          const found = leftOutFault({ code: code as string, message });
          batch.faults.push({ row: rowsRead, line, column: name, value: excerpt(value), ...found });
        }
      : (code: RowFaultCode, value: string, message: string) => fault(name, code, value, message),
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
    const { type, holdsCodes = false } = columns[column] ?? {};
    if (cell.date !== undefined && !holdsCodes) readValue(values, column, cell.date);
    else if (cell.number !== undefined && (type === 'integer' || type === 'decimal-text'))
      readValue(values, column, cell.number);
    else reporters[column]?.(cell.date === undefined ? 'malformed' : 'made-a-date', cell.shown, cell.message);
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
      if ((values[name] !== null && values[name] !== undefined) || leftOut.has(name)) continue;
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

  function spreadOut(values: Record<string, CellValue>): void {
    for (const { name, years } of spans) {
      const text = values[name];
      delete values[name];
      if (typeof text !== 'string') continue;
      const said = yearSpan(text);
      if (typeof said === 'string') fault(name, 'malformed', text, said);
      else
        for (const [other, value] of [[years.from, said.from] as const, [years.to, said.to] as const]) {
          const before = values[other];
          if (before === null || before === undefined) values[other] = value;
          else if (before !== value) fault(name, 'malformed', text, `'${other}' of the row says otherwise.`);
        }
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
      leftOut.clear();
      const values: Record<string, CellValue> = {};
      if (isList(cells)) {
        readCells(values, cells);
        fillIn(values);
      } else readObject(values, cells);
      if (spans.length > 0) spreadOut(values);
      if (item !== undefined) characters += charactersOf(item);
      if (!faulty) batch.rows.push({ row: rowsRead, line, values, ...(item !== undefined && { item }) });
      closeRow();
    },
    beside(item, at) {
      rowsRead += 1;
      if (rowsRead <= skipRows) return;
      line = at;
      characters += charactersOf(item);
      batch.rows.push({ row: rowsRead, line, values: {}, item });
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
