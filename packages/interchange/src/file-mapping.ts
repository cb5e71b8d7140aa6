import { InvalidInput, repeatedMember } from '@qipei/kernel';
import { type ColumnSpec, headingKey } from './columns.ts';
import { DELIMITERS } from './csv-reader.ts';
import { plainDecimal } from './decimal-sign.ts';
import type { TextEncoding } from './text-encoding.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** What one heading of a file means. */
interface MappedHeading {
  heading: string;
  /** Empty: the column isn't taken, although its heading is known. */
  field: string;
  /** One of the column's `units`; empty for its own. */
  unit: string;
  /** Put before every value: `ktype.pc:` before bare numbers. */
  prefix: string;
}

/** What the headings of a file mean, and where they are. Headings that it doesn't name still mean what they say. */
export interface FileMapping {
  headings: readonly MappedHeading[];
  /** Field -> what it is where a row doesn't say. */
  constants: Readonly<Record<string, string>>;
  /** Name of the sheet of a workbook; empty for the first with data. */
  sheet: string;
  /** Row of the sheet, or line of the text, that has the headings, from 1; 0: found among the first ones. */
  headerRow: number;
  /** Of CSV; found by looking unless given. */
  delimiter?: string;
  /** Of text; found by looking unless given. */
  encoding?: TextEncoding;
  /** What stands before the fraction of a number; the other one and blanks may then stand between its thousands. */
  decimal?: ',' | '.';
}

export interface MappedColumns {
  columns: ColumnSpec[];
  /** The field that each column fills. */
  targets: string[];
  /** Constants, by the column that reads them. */
  fallbacks: { column: number; value: string }[];
}

const MAX_CHARACTERS = 16_000;
const MAX_HEADINGS = 500;
const MAX_TEXT = 200;
const MEMBERS = ['columns', 'constants', 'sheet', 'headerRow', 'delimiter', 'encoding', 'decimal'];
const ENCODINGS: readonly unknown[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'windows-1252',
  'windows-1251',
];

/**
 * Reads `{"columns": {"厂牌": "make", "功率": {"field": "powerKw", "unit": "ps"}}, "constants": {"market": "CN"},
 * "sheet": "车型", "headerRow": 3, "delimiter": ";", "encoding": "gb18030", "decimal": ","}`; every member may be left out. A heading
 * that means `null` isn't taken. Undefined for an empty text.
 * @throws InvalidInput that says what is wrong
 */
export function readFileMapping(text: string): FileMapping | undefined {
  if (text === '') return undefined;
  if (text.length > MAX_CHARACTERS) throw invalid(`A mapping has at most ${MAX_CHARACTERS} characters.`);
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw invalid('The mapping isn\u2019t JSON.');
  }
  if (!isObject(read)) throw invalid('The mapping is JSON, but not an object.');
  const twice = repeatedMember(text, read);
  if (twice !== undefined) throw invalid(`The mapping names '${twice.slice(0, 60)}' twice.`);
  const unknown = Object.keys(read).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw invalid(`A mapping has no '${unknown.slice(0, 60)}'.`);
  const { columns = {}, constants = {}, sheet = '', headerRow = 0, delimiter, encoding, decimal } = read;
  if (!isObject(columns) || Object.keys(columns).length > MAX_HEADINGS)
    throw invalid(`'columns' names the field of each heading, ${MAX_HEADINGS} at most.`);
  const headings = Object.entries(columns).map(([heading, means]) => readHeading(heading, means));
  const keys = headings.map(({ heading }) => headingKey(heading));
  const again = headings.find((_, at) => keys.indexOf(keys[at] ?? '') !== at);
  if (again !== undefined) throw invalid(`Two headings of the mapping are one: '${again.heading}'.`);
  if (!isObject(constants) || !Object.values(constants).every(isShort))
    throw invalid(`'constants' has a text of up to ${MAX_TEXT} characters for each field.`);
  if (!isText(sheet)) throw invalid(`'sheet' is the name of a sheet.`);
  if (typeof headerRow !== 'number' || !Number.isInteger(headerRow) || headerRow < 0 || headerRow > 1_048_576)
    throw invalid(`'headerRow' is the number of a row, from 1.`);
  if (delimiter !== undefined && !(DELIMITERS as readonly unknown[]).includes(delimiter))
    throw invalid(`'delimiter' is one of , ; | and the tab.`);
  if (encoding !== undefined && !ENCODINGS.includes(encoding))
    throw invalid(`'encoding' is one of ${ENCODINGS.join(', ')}.`);
  if (decimal !== undefined && decimal !== ',' && decimal !== '.')
    throw invalid(`'decimal' is a comma or a point.`);
  return {
    ...{ headings, constants: constants as Record<string, string>, sheet, headerRow },
    ...(delimiter !== undefined && { delimiter: delimiter as string }),
    ...(encoding !== undefined && { encoding: encoding as TextEncoding }),
    ...(decimal !== undefined && { decimal }),
  };
}

/**
 * `typedNumbers`: the format has cells that are numbers, not only text.
 * @throws UnreadableFile `mapping-invalid` where the mapping names what the columns don't have
 */
export function mapColumns(
  columns: readonly ColumnSpec[],
  mapping: FileMapping | undefined,
  typedNumbers = false,
): MappedColumns {
  const own = { columns: [...columns], targets: columns.map(({ name }) => name), fallbacks: [] };
  if (mapping === undefined) return own;
  const { headings, constants } = mapping;
  const named = headings.filter(({ field }) => field !== '');
  for (const field of [...named.map(({ field }) => field), ...Object.keys(constants)]) {
    if (columns.some(({ name }) => name === field)) continue;
    const known = columns.map(({ name }) => name).join(', ');
    throw new UnreadableFile('mapping-invalid', 1, `There is no field '${field}'; there are: ${known}.`);
  }
  const claimed = new Set(headings.map(({ heading }) => headingKey(heading)));
  const mapped: MappedColumns = { columns: [], targets: [], fallbacks: [] };
  const add = (column: ColumnSpec, target: string) => {
    mapped.targets.push(target);
    return mapped.columns.push(withDecimalSign(column, mapping.decimal, typedNumbers)) - 1;
  };
  for (const column of columns) {
    const meant = headings.filter(({ field }) => field === column.name);
    const hasConstant = Object.hasOwn(constants, column.name);
    const required = column.required === true && !hasConstant;
    for (const each of meant) add(columnOf(column, each, required && meant.length === 1), column.name);
    const constant = hasConstant ? (constants[column.name] ?? '') : undefined;
    if (meant.length > 0 && constant === undefined) continue;
    // A constant is read by a column that no heading leads to where headings lead to others.
    const free = meant.length > 0 ? [] : [column.name, ...(column.synonyms ?? [])];
    const spelt = free.filter((heading) => !claimed.has(headingKey(heading)));
    const [name = `\u0000${column.name}`, ...synonyms] = spelt;
    const place = add({ ...column, name, synonyms, required }, column.name);
    if (constant !== undefined) mapped.fallbacks.push({ column: place, value: constant });
  }
  return mapped;
}

/** Numbers as they are written where the file is from; a unit is converted from the plain ones. */
function withDecimalSign(
  column: ColumnSpec,
  decimal: FileMapping['decimal'],
  typedNumbers: boolean,
): ColumnSpec {
  if (decimal === undefined || (column.type !== 'integer' && column.type !== 'decimal-text')) return column;
  const { convert } = column;
  const plain = (text: string) => plainDecimal(text, decimal, typedNumbers);
  return { ...column, convert: convert === undefined ? plain : (text) => convert(plain(text)) };
}

function columnOf(
  column: ColumnSpec,
  { heading, unit, prefix }: MappedHeading,
  required: boolean,
): ColumnSpec {
  const convert = unit === '' ? undefined : column.units?.[unit.toLowerCase()];
  if (unit !== '' && convert === undefined) {
    const known = Object.keys(column.units ?? {}).join(', ') || 'none';
    const message = `'${column.name}' isn’t given in '${unit}'; units that it can be given in: ${known}.`;
    throw new UnreadableFile('mapping-invalid', 1, message);
  }
  const rewritten = { ...(convert !== undefined && { convert }), ...(prefix !== '' && { prefix }) };
  return { ...column, ...rewritten, name: heading, synonyms: [], required };
}

function readHeading(heading: string, means: unknown): MappedHeading {
  if (means === null && isShort(heading)) return { heading, field: '', unit: '', prefix: '' };
  const { field, unit = '', prefix = '', ...rest } = isObject(means) ? means : { field: means };
  if (
    !isShort(heading) ||
    !isShort(field) ||
    !isText(unit) ||
    !isText(prefix) ||
    Object.keys(rest).length > 0
  )
    throw invalid(`'${heading.slice(0, 60)}' means a field, by its name or as {"field", "unit", "prefix"}.`);
  return { heading, field, unit, prefix };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT && value.isWellFormed();
}

function isShort(value: unknown): value is string {
  return isText(value) && headingKey(value) !== '';
}

function invalid(message: string): InvalidInput {
  return new InvalidInput('mapping', 'mapping-invalid', message);
}
