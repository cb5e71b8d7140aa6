import type { XmlElement } from '../xml-records.ts';
import type { FieldSpec, ListField, MeasureField, PlainRecord, ValueCheck } from './field-spec.ts';
import type { PiesFault, PiesFaultCode } from './pies-feed.ts';
import type { PiesElement, PiesElementAttribute, PiesMeasure, PiesOthers } from './pies-item.ts';

type Report = (fault: PiesFault) => void;

interface Compiled {
  fields: readonly FieldSpec[];
  text: Extract<FieldSpec, { kind: 'text' }> | undefined;
  attributes: ReadonlyMap<string, FieldSpec>;
  children: ReadonlyMap<string, FieldSpec>;
}

const compiled = new WeakMap<readonly FieldSpec[], Compiled>();

/** A record with nothing in it. */
export function emptyRecord(fields: readonly FieldSpec[]): PlainRecord {
  const record: PlainRecord = {};
  for (const field of fields) {
    if (field.kind === 'list' || field.kind === 'elements') record[field.key] = [];
    else if (field.kind === 'measure' || field.kind === 'group') record[field.key] = undefined;
    else record[field.key] = '';
    if (field.kind === 'child') for (const { key } of field.attributes ?? []) record[key] = '';
  }
  record.others = undefined;
  return record;
}

/**
 * An element as a record of its fields. What one version has as an attribute and another as an element is read from either.
 * What is no field is kept in `others`.
 */
export function readRecord(
  fields: readonly FieldSpec[],
  found: XmlElement,
  report: Report,
  path: string,
): PlainRecord {
  const spec = compile(fields);
  const record = emptyRecord(fields);
  const unknown: XmlElement[] = [];
  const unknownAttributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(found.attributes)) {
    const field = spec.attributes.get(name);
    if (field === undefined) unknownAttributes[name] = value;
    else record[field.key] = checked(field.check, value.trim(), report, found.line, way(path, `@${name}`));
  }
  if (spec.text !== undefined)
    record[spec.text.key] = checked(spec.text.check, found.text.trim(), report, found.line, path);
  for (const each of found.children) {
    const field = spec.children.get(each.name);
    if (field === undefined) unknown.push(each);
    else readChild(record, field, each, report, way(path, each.name));
  }
  const stray = spec.text === undefined ? found.text.trim() : '';
  if (stray !== '')
    report(faultOf('malformed', found.line, path, stray, 'There is text between the elements.'));
  const attributes = namedValues(unknownAttributes);
  const others = (record.others ?? { attributes: [], elements: [] }) as PiesOthers;
  others.attributes.push(...attributes);
  others.elements.push(...unknown.map(asElement));
  if (others.attributes.length > 0 || others.elements.length > 0) record.others = others;
  return record;
}

function readChild(
  record: PlainRecord,
  field: FieldSpec,
  each: XmlElement,
  report: Report,
  path: string,
): void {
  if (field.kind === 'list') readList(record, field, each, report, path);
  else if (field.kind === 'elements') {
    (record[field.key] as PiesElement[]).push(...each.children.map(asElement));
    keepRest(record, { ...each, children: [] }, []);
  } else if (field.kind === 'group') {
    if (record[field.key] === undefined) record[field.key] = readRecord(field.fields, each, report, path);
    else twice(each, report, path);
  } else readValue(record, field, each, report, path);
}

/** An element that is a text, and perhaps a few attributes. */
function readValue(
  record: PlainRecord,
  field: Extract<FieldSpec, { kind: 'text' | 'attribute' | 'child' | 'measure' }>,
  each: XmlElement,
  report: Report,
  path: string,
): void {
  const beside = field.kind === 'child' ? (field.attributes ?? []) : [];
  const known =
    field.kind === 'measure' ? [field.unit, field.qualifier ?? ''] : beside.map(({ name }) => name);
  if (!isRest(each, known)) {
    if (record[field.key] !== '' && record[field.key] !== undefined) twice(each, report, path);
    else {
      const value = checked(field.check, each.text.trim(), report, each.line, path);
      record[field.key] = field.kind === 'measure' ? measured(value, field, each) : value;
      for (const { key, name } of beside) record[key] = attributeOf(each, name);
    }
  }
  keepRest(record, each, known);
}

function measured(
  value: string,
  { unit: unitName, qualifier: qualifierName = '' }: MeasureField,
  each: XmlElement,
): PiesMeasure | undefined {
  const [unit, qualifier] = [attributeOf(each, unitName), attributeOf(each, qualifierName)];
  return value === '' && unit === '' && qualifier === '' ? undefined : { value, unit, qualifier };
}

function attributeOf({ attributes }: XmlElement, name: string): string {
  return (attributes[name] ?? '').trim();
}

/** A `Descriptions` with its `Description`s; what else is in it is kept with the record. */
function readList(
  record: PlainRecord,
  field: ListField,
  each: XmlElement,
  report: Report,
  path: string,
): void {
  const rows = record[field.key] as PlainRecord[];
  if (field.wrapper === undefined) {
    rows.push(readRecord(field.fields, each, report, path));
    return;
  }
  const strange: XmlElement[] = [];
  const begin = rows.length;
  for (const row of each.children) {
    if (row.name === field.name || field.aliases?.includes(row.name) === true)
      rows.push(readRecord(field.fields, row, report, way(path, row.name)));
    else strange.push(row);
  }
  const left = saidOfAll(field, each, rows.slice(begin));
  if (each.text.trim() !== '')
    report(faultOf('malformed', each.line, path, each.text.trim(), 'There is text between the elements.'));
  if (strange.length > 0 || namedValues(left).length > 0)
    keep(record, asElement({ ...each, attributes: left, text: '', children: strange }));
}

/** Gives the records of a list what is said of all of them where they don't say it themselves. Returns the other attributes. */
function saidOfAll(
  { fields }: ListField,
  { attributes }: XmlElement,
  rows: readonly PlainRecord[],
): Record<string, string> {
  const left = { ...attributes };
  for (const field of fields) {
    if (field.kind !== 'attribute' || field.ofAll === undefined || rows.length === 0) continue;
    const value = (attributes[field.name] ?? '').trim();
    delete left[field.name];
    for (const row of rows) row[field.key] ||= value;
  }
  return left;
}

/** What is unknown of an element that holds no more than a value: kept beside it, in an element without the value. */
function keepRest(record: PlainRecord, each: XmlElement, known: readonly string[]): void {
  const attributes = namedValues(each.attributes).filter(({ name }) => !known.includes(name));
  if (attributes.length === 0 && each.children.length === 0) return;
  keep(record, { name: each.name, attributes, text: '', elements: each.children.map(asElement) });
}

/** As `keepRest` leaves it: without a value. */
function isRest({ text, attributes, children }: XmlElement, known: readonly string[]): boolean {
  const names = Object.keys(attributes);
  if (text.trim() !== '' || known.some((name) => names.includes(name))) return false;
  return children.length > 0 || names.length > 0;
}

function asElement({ name, attributes, text, children }: XmlElement): PiesElement {
  return { name, attributes: namedValues(attributes), text: text.trim(), elements: children.map(asElement) };
}

/** Without their namespaces, which are the file's affair, not the item's. */
function namedValues(attributes: Readonly<Record<string, string>>): PiesElementAttribute[] {
  return Object.entries(attributes).flatMap(([given, value]) => {
    if (given === 'xmlns' || given.startsWith('xmlns:')) return [];
    const name = given.startsWith('xml:') ? given : given.slice(given.indexOf(':') + 1);
    return [{ name, value: value.trim() }];
  });
}

function keep(record: PlainRecord, element: PiesElement): void {
  const others = (record.others ?? { attributes: [], elements: [] }) as PiesOthers;
  others.elements.push(element);
  record.others = others;
}

function twice(each: XmlElement, report: Report, path: string): void {
  report(faultOf('repeated', each.line, path, each.text.trim(), 'The element is there twice.'));
}

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;
/** Spreadsheets write `12.0`. */
const INTEGER = /^(\d+)(?:\.0*)?$/;
/** What senders write for the schema's Y and N. */
const YES = /^(?:y|yes|true|1)$/i;
const NO = /^(?:n|no|false|0)$/i;
/** With or without a time of day, which many senders add. */
const DATE =
  /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$|^\d{4}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2})$/;

function checked(
  check: ValueCheck | undefined,
  value: string,
  report: Report,
  line: number,
  path: string,
): string {
  if (check === undefined || value === '') return value;
  if (check === 'maintenance') {
    const code = value.toUpperCase();
    if (code !== 'A' && code !== 'C' && code !== 'D')
      report(faultOf('not-allowed', line, path, value, 'A maintenance type is A, C or D.'));
    return code;
  }
  if (check === 'yes-no') return YES.test(value) ? 'Y' : NO.test(value) ? 'N' : value;
  if (check === 'integer') {
    const digits = INTEGER.exec(value)?.[1];
    if (digits !== undefined) return digits;
    report(faultOf('not-a-whole-number', line, path, value, 'A whole number is wanted, in digits only.'));
  } else if (check === 'decimal' && !DECIMAL.test(value))
    report(faultOf('malformed', line, path, value, 'A number such as 12.50 is wanted.'));
  else if (check === 'date' && !isDay(value))
    report(faultOf('malformed', line, path, value, 'A day is written YYYY-MM-DD.'));
  return value;
}

function isDay(value: string): boolean {
  if (!DATE.test(value)) return false;
  const day = value.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

const SHOWN = 200;

export function faultOf(
  code: PiesFaultCode,
  line: number,
  element: string,
  value: string,
  message: string,
): PiesFault {
  return { code, line, element, value: value.slice(0, SHOWN), message };
}

function way(path: string, step: string): string {
  return path === '' ? step : `${path}/${step}`;
}

function compile(fields: readonly FieldSpec[]): Compiled {
  const known = compiled.get(fields);
  if (known !== undefined) return known;
  const attributes = new Map<string, FieldSpec>();
  const children = new Map<string, FieldSpec>();
  for (const field of fields) {
    if (field.kind === 'text') continue;
    const into = field.kind === 'attribute' ? attributes : children;
    into.set(field.kind === 'list' ? (field.wrapper ?? field.name) : field.name, field);
    if (field.kind === 'child') for (const alias of field.aliases ?? []) children.set(alias, field);
    if ((field.kind === 'child' || field.kind === 'attribute') && field.later !== undefined)
      into.set(field.later.name, field);
  }
  for (const [name, field] of attributes) if (!children.has(name)) children.set(name, field);
  for (const [name, field] of children)
    if (field.kind === 'child' && !attributes.has(name)) attributes.set(name, field);
  const textField = fields.find((field) => field.kind === 'text');
  const made = { fields, text: textField, attributes, children };
  compiled.set(fields, made);
  return made;
}
