import { repeatedMember } from '@qipei/kernel';
import type { CellValue, ColumnSpec } from './columns.ts';
import { saysNone } from './says-none.ts';

export type CellFaultCode =
  | 'required'
  | 'too-long'
  | 'not-a-whole-number'
  | 'out-of-range'
  | 'not-allowed'
  | 'malformed'
  | 'control-character'
  | 'made-a-date';

/** Called with what is wrong with a cell; the cell then reads as `null`. */
export type ReportCell = (code: CellFaultCode, value: string, message: string) => void;

/** Reads one cell of a column: a string of a CSV file, or any value of a JSON object. */
export type CellReader = (raw: unknown, report: ReportCell) => CellValue;

const PRINTABLE_ASCII = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** C0 (after line breaks and tabs have become blanks), DEL and C1. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Trimmed, NFC, line breaks and tabs within it as one blank. `undefined` after a report.
 */
function cleanText(raw: string, report: ReportCell): string | undefined {
  if (raw === '' || PRINTABLE_ASCII.test(raw)) return raw;
  const text = raw
    .trim()
    .replace(/[\t\r\n]+/g, ' ')
    .normalize('NFC');
  if (CONTROL.test(text)) {
    report('control-character', raw, 'The value holds a control character.');
    return undefined;
  }
  if (text.includes('\uFFFD') || !text.isWellFormed()) {
    report(
      'malformed',
      raw,
      'The value holds characters that are lost or not part of the encoding of the file.',
    );
    return undefined;
  }
  return text;
}

function tooLong(column: ColumnSpec, text: string, report: ReportCell): boolean {
  if (column.maxLength === undefined || text.length <= column.maxLength) return false;
  report('too-long', text, `The value has ${text.length} characters; ${column.maxLength} are allowed.`);
  return true;
}

function outOfRange(
  column: ColumnSpec,
  value: number,
  shown: string,
  what: string,
  report: ReportCell,
): boolean {
  if (column.min !== undefined && value < column.min) {
    report('out-of-range', shown, `${what} is less than ${column.min}.`);
    return true;
  }
  if (column.max !== undefined && value > column.max) {
    report('out-of-range', shown, `${what} is more than ${column.max}.`);
    return true;
  }
  return false;
}

function readText(column: ColumnSpec, raw: string, report: ReportCell): CellValue {
  const text = cleanText(raw, report);
  if (text === undefined || text === '' || tooLong(column, text, report)) return null;
  return text;
}

function readInteger(column: ColumnSpec, raw: string, report: ReportCell): CellValue {
  const text = cleanText(raw, report)?.normalize('NFKC');
  if (text === undefined || text === '') return null;
  if (!/^[+-]?\d+$/.test(text)) {
    report(
      'not-a-whole-number',
      raw,
      'A whole number is wanted: digits only, no decimals, exponent or thousands separators.',
    );
    return null;
  }
  // `+ 0` makes -0 a plain 0.
  const value = Number(text) + 0;
  if (!Number.isSafeInteger(value)) {
    report('out-of-range', raw, 'The number is too large to be held exactly.');
    return null;
  }
  return outOfRange(column, value, raw, 'The number', report) ? null : value;
}

/** A decimal stays text, so that no digit passes through a floating-point number. */
function readDecimal(column: ColumnSpec, raw: string, report: ReportCell): CellValue {
  const text = cleanText(raw, report)?.normalize('NFKC');
  if (text === undefined || text === '') return null;
  const match = /^([+-]?)(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) {
    report(
      'malformed',
      raw,
      'A decimal such as 12.50 is wanted: a point, no exponent or thousands separators.',
    );
    return null;
  }
  const value = (match[1] === '-' ? '-' : '') + (match[2] ?? '');
  if (tooLong({ ...column, maxLength: column.maxLength ?? 40 }, value, report)) return null;
  return outOfRange(column, Number(value), raw, 'The number', report) ? null : value;
}

function readEnum(
  column: ColumnSpec,
  values: Map<string, string>,
  raw: string,
  report: ReportCell,
): CellValue {
  const text = cleanText(raw, report);
  if (text === undefined || text === '') return null;
  const value = values.get(text) ?? values.get(text.normalize('NFKC').toLowerCase());
  if (value === undefined) {
    report('not-allowed', raw, `Allowed are: ${(column.values ?? []).join(', ')}.`);
    return null;
  }
  return value;
}

function readList(column: ColumnSpec, items: readonly unknown[], report: ReportCell): CellValue {
  const list: string[] = [];
  for (const item of items) {
    const raw =
      typeof item === 'number'
        ? exactNumber(item)
        : column.objects === true && isObject(item)
          ? shown(item)
          : item;
    if (typeof raw !== 'string') {
      const isLeftOut = column.leavesItemsOut === true;
      report('malformed', shown(isLeftOut ? item : items), 'A list of texts is wanted.');
      if (isLeftOut) continue;
      return null;
    }
    const text = cleanText(raw, report);
    if (text === undefined || tooLong(column, text, report)) {
      if (column.leavesItemsOut === true) continue;
      return null;
    }
    if (text !== '') list.push(text);
  }
  if (list.length === 0) return null;
  return outOfRange(column, list.length, shown(items), 'The number of items', report) ? null : list;
}

function readAttributes(
  column: ColumnSpec,
  pairs: Iterable<readonly [string, unknown]>,
  raw: unknown,
  report: ReportCell,
): CellValue {
  const attributes: Record<string, string> = {};
  const isLeftOut = column.leavesItemsOut === true;
  let count = 0;
  for (const [rawKey, item] of pairs) {
    const value =
      typeof item === 'number' ? exactNumber(item) : typeof item === 'boolean' ? String(item) : (item ?? '');
    const key = cleanText(rawKey, report);
    const text = typeof value === 'string' ? cleanText(value, report) : undefined;
    if (key === undefined || (typeof value === 'string' && text === undefined)) {
      if (isLeftOut) continue;
      return null;
    }
    // `__proto__` would set a prototype in whatever copies the attributes key by key.
    if (
      text === undefined ||
      key === '' ||
      key.length > 200 ||
      key === '__proto__' ||
      Object.hasOwn(attributes, key)
    ) {
      const faulty = isLeftOut ? `${rawKey}=${shown(item)}` : shown(raw);
      report('malformed', faulty, 'Attributes are name=value pairs, each name once.');
      if (isLeftOut) continue;
      return null;
    }
    if (tooLong(column, text, report)) {
      if (isLeftOut) continue;
      return null;
    }
    if (text === '') continue;
    attributes[key] = text;
    count += 1;
  }
  if (count === 0) return null;
  return outOfRange(column, count, shown(raw), 'The number of attributes', report) ? null : attributes;
}

/** The items of a list in one text: between semicolons, or the texts of a JSON array. */
function splitList(raw: string): string[] {
  const json = raw.trimStart().startsWith('[') ? jsonOf(raw) : undefined;
  return Array.isArray(json) && json.every((item) => typeof item === 'string')
    ? (json as string[])
    : raw.split(/[;；]/);
}

/** The members of a JSON object of texts; undefined where the text is none. */
function jsonAttributes(raw: string): [string, string][] | undefined {
  const json = raw.trimStart().startsWith('{') ? jsonOf(raw) : undefined;
  if (json === undefined || json === null || typeof json !== 'object') return undefined;
  // A name that is given twice is told of as it is in pairs.
  if (repeatedMember(raw, json) !== undefined) return undefined;
  const pairs = Object.entries(json) as [string, unknown][];
  return pairs.every(([, value]) => typeof value === 'string') ? (pairs as [string, string][]) : undefined;
}

function jsonOf(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function attributePairs(raw: string): [string, string][] {
  return raw
    .split(/[;；]/)
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const at = pair.search(/[=＝]/);
      return at === -1 ? ['', pair] : [pair.slice(0, at), pair.slice(at + 1)];
    });
}

/** The number as it was most likely written; `undefined` where digits may have been lost in reading it. */
function exactNumber(value: number): string | undefined {
  const text = String(value + 0);
  if (!Number.isFinite(value) || text.includes('e')) return undefined;
  return text.replace(/[-.]/g, '').replace(/^0+/, '').length > 15 ? undefined : text;
}

/** A value of any kind as it is shown in a fault. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // JSON.parse reads deeper nesting than JSON.stringify can walk.
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}

/** Compiles a column into its reader. */
export function cellReader(column: ColumnSpec): CellReader {
  const read = withoutNone(column, rewriting(column, typedReader(column)));
  if (column.required !== true) return read;
  return (raw, report) => {
    let reported = false;
    const value = read(raw, (code, faulty, message) => {
      reported = true;
      report(code, faulty, message);
    });
    if (value === null && !reported) report('required', '', 'A value is required.');
    return value;
  };
}

/** What stands behind the value; then as a mapping says: another unit, or a prefix before every value. */
function rewriting({ endings = [], convert, prefix = '', type }: ColumnSpec, read: CellReader): CellReader {
  if (endings.length === 0 && convert === undefined && prefix === '') return read;
  const rewrite = (text: string) => {
    const trimmed = withoutEnding(text.trim(), endings);
    return trimmed === '' ? '' : prefix + (convert?.(trimmed) ?? trimmed);
  };
  return (raw, report) => {
    const items = type === 'list' && typeof raw === 'string' ? splitList(raw) : raw;
    if (Array.isArray(items))
      return read(
        items.map((each) => (isScalar(each) ? rewrite(String(each)) : each)),
        report,
      );
    return read(isScalar(items) ? rewrite(String(items)) : items, report);
  };
}

function withoutEnding(text: string, endings: readonly string[]): string {
  const lower = text.toLowerCase();
  const ending = endings.find((each) => lower.endsWith(each) && text.length > each.length);
  return ending === undefined ? text : text.slice(0, -ending.length).trimEnd();
}

function withoutNone({ mayBeNone, type }: ColumnSpec, read: CellReader): CellReader {
  if (mayBeNone !== true) return read;
  const isNone = (value: unknown) => typeof value === 'string' && saysNone(value);
  return (raw, report) => {
    if (isNone(raw)) return null;
    if (type !== 'list') return read(raw, report);
    const items = typeof raw === 'string' ? splitList(raw) : raw;
    return read(
      Array.isArray(items) && items.some(isNone) ? items.filter((each) => !isNone(each)) : raw,
      report,
    );
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && exactNumber(value) !== undefined);
}

function typedReader(column: ColumnSpec): CellReader {
  switch (column.type) {
    case 'text':
      return scalar((raw, report) => readText(column, raw, report));
    case 'integer':
      return scalar((raw, report) => readInteger(column, raw, report));
    case 'decimal-text':
      return scalar((raw, report) => readDecimal(column, raw, report));
    case 'enum': {
      const values = new Map<string, string>();
      for (const value of column.values ?? []) values.set(value.normalize('NFKC').toLowerCase(), value);
      for (const [word, value] of Object.entries(column.valueSynonyms ?? {}))
        values.set(word.normalize('NFKC').toLowerCase(), value);
      for (const value of column.values ?? []) values.set(value, value);
      return scalar((raw, report) => readEnum(column, values, raw, report));
    }
    case 'list':
      return (raw, report) => {
        if (raw === null || raw === undefined || raw === '') return null;
        if (Array.isArray(raw)) return readList(column, raw, report);
        return readList(column, typeof raw === 'string' ? splitList(raw) : [raw], report);
      };
    case 'attributes':
      return (raw, report) => {
        if (raw === null || raw === undefined || raw === '') return null;
        if (typeof raw === 'string')
          return readAttributes(column, jsonAttributes(raw) ?? attributePairs(raw), raw, report);
        if (typeof raw === 'object' && !Array.isArray(raw))
          return readAttributes(column, Object.entries(raw), raw, report);
        report('malformed', shown(raw), 'Attributes are name=value pairs.');
        return null;
      };
  }
}

function scalar(read: (raw: string, report: ReportCell) => CellValue): CellReader {
  return (raw, report) => {
    if (typeof raw === 'string') return read(raw, report);
    if (raw === null || raw === undefined) return null;
    if (typeof raw === 'number') {
      const text = exactNumber(raw);
      if (text !== undefined) return read(text, report);
      report('malformed', shown(raw), 'The number has too many digits to be exact; give it as a string.');
      return null;
    }
    report('malformed', shown(raw), 'A text or a number is wanted.');
    return null;
  };
}
