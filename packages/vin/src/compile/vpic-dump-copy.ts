import { isUtf8 } from 'node:buffer';
import { VpicDumpError } from './vpic-dump-error.ts';
import type { DumpStatement } from './vpic-dump-statements.ts';

/** `COPY vpic.pattern (id, keys) FROM stdin;`, or what `CREATE TABLE` says of one. Names without quotes, as written. */
export interface TableColumns {
  table: string;
  /** Null where the statement doesn't list them. */
  columns: string[] | null;
}

const NAME = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const QUALIFIED = String.raw`(?:${NAME}\s*\.\s*)*(?<table>${NAME})`;
const COPY = new RegExp(
  String.raw`^COPY\s+${QUALIFIED}\s*(?:\((?<columns>[^()]*)\))?\s*FROM\s+STDIN(?<options>[\s\S]*)$`,
  'iu',
);
const CREATE = new RegExp(
  String.raw`^CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?${QUALIFIED}\s*\((?<columns>[\s\S]*)\)`,
  'iu',
);
const INSERT = new RegExp(String.raw`^INSERT\s+INTO\s+${QUALIFIED}`, 'iu');
const ONE_NAME = new RegExp(String.raw`\s*(${NAME})\s*(,|$)`, 'uy');

/** As PostgreSQL folds it: lower case unless quoted. */
function nameOf(written: string): string {
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written.toLowerCase();
}

/** Undefined for another statement. @throws VpicDumpError for data in another form than text. */
export function readCopy({ text, line }: DumpStatement): TableColumns | undefined {
  const found = COPY.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { table = '', columns, options = '' } = found;
  if (!/^\s*(?:(?:WITH\s*)?\(\s*FORMAT\s+'?text'?\s*\))?\s*$/i.test(options)) {
    const message = `the rows of ${nameOf(table)} come as${options}; only COPY's text format is read.`;
    throw new VpicDumpError('vpic-dump-version', message, { line });
  }
  return { table: nameOf(table), columns: columns === undefined ? null : readNames(columns, line) };
}

function readNames(list: string, line: number): string[] {
  const names: string[] = [];
  ONE_NAME.lastIndex = 0;
  for (;;) {
    const [, name = '', more] = ONE_NAME.exec(list) ?? [];
    if (name === '')
      throw new VpicDumpError('vpic-dump-corrupt', "its list of columns can't be read.", { line });
    names.push(nameOf(name));
    if (more !== ',') return names;
  }
}

/** The columns that hold data, in the order in which COPY without a list has them. */
export function readCreateTable({ text }: DumpStatement): { table: string; columns: string[] } | undefined {
  const { table, columns } = CREATE.exec(text)?.groups ?? {};
  if (table === undefined || columns === undefined) return undefined;
  const names = topLevelParts(columns)
    .filter((part) => !/^(?:CONSTRAINT|PRIMARY|UNIQUE|CHECK|FOREIGN|EXCLUDE|LIKE)\b/i.test(part))
    .filter((part) => !/\bGENERATED\s+ALWAYS\s+AS\s*\(/i.test(part))
    .map((part) => new RegExp(`^${NAME}`, 'u').exec(part)?.[0])
    .filter((name) => name !== undefined);
  return { table: nameOf(table), columns: names.map(nameOf) };
}

/** Name of the table of an `INSERT`. */
export function readInsert({ text }: DumpStatement): string | undefined {
  const table = INSERT.exec(text)?.groups?.table;
  return table === undefined ? undefined : nameOf(table);
}

/** Split at commas outside of parentheses and quotes. */
function topLevelParts(list: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const token of list.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]|[^'"(),]+|['"]/g) ?? []) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + token);
  }
  return parts.map((part) => part.trim());
}

/** Whether the next line belongs to this row as well: its line feed is escaped by an odd backslash. */
export function continues(line: string): boolean {
  let backslashes = 0;
  while (line[line.length - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

/**
 * The fields of a row in COPY's text format (PostgreSQL documentation, "COPY", "Text Format"): tabs between them, `\N`
 * for null, and backslash escapes of which `\101` and `\x41` are bytes.
 */
export function readRow(line: string, number: number): (string | null)[] {
  if (!line.includes('\\')) return line.split('\t');
  const fields = line.includes('\\\t') ? splitEscaped(line) : line.split('\t');
  return fields.map((field) => {
    if (field === '\\N') return null;
    return field.includes('\\') ? unescaped(field, number) : field;
  });
}

/** A tab after an odd number of backslashes is a character of the field. */
function splitEscaped(line: string): string[] {
  return (
    line.match(/(?:^|\t)(?:[^\t\\]|\\[\s\S]|\\$)*/g)?.map((part, at) => (at === 0 ? part : part.slice(1))) ??
    []
  );
}

const ESCAPED: Record<string, string> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescaped(field: string, line: number): string {
  let bytes = false;
  const text = field.replace(
    /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([\s\S]?))/gu,
    (_whole, octal: string | undefined, hex: string | undefined, letter: string | undefined) => {
      if (letter !== undefined) return ESCAPED[letter] ?? letter;
      const byte = Number.parseInt(octal ?? (hex as string), octal === undefined ? 16 : 8) & 255;
      if (byte === 0) throw new VpicDumpError('vpic-dump-corrupt', 'it has a NUL byte.', { line });
      bytes ||= byte > 127;
      return byte > 127 ? String.fromCharCode(BYTES + byte) : String.fromCharCode(byte);
    },
  );
  return bytes ? joinBytes(text, line) : text;
}

/** Bytes above 127 stand by code units that no text has: lone low surrogates. */
const BYTES = 0xdc00;

function joinBytes(text: string, line: number): string {
  const parts = text.match(/[\udc80-\udcff]+|(?:[\ud800-\udbff][\udc00-\udfff]|[^\udc80-\udcff])+/g) ?? [];
  return parts
    .map((part) => {
      const first = part.charCodeAt(0);
      if (first < BYTES + 128 || first > BYTES + 255) return part;
      const bytes = Buffer.from(Array.from(part, (unit) => unit.charCodeAt(0) - BYTES));
      if (!isUtf8(bytes))
        throw new VpicDumpError('vpic-dump-corrupt', 'its escaped bytes are not UTF-8.', { line });
      return bytes.toString('utf8');
    })
    .join('');
}
