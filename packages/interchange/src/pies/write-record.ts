import type { AttributeField, ChildField, FieldSpec, ListField, PlainRecord } from './field-spec.ts';
import type { WrittenPiesVersion } from './pies-feed.ts';
import type { PiesElement, PiesMeasure, PiesOthers } from './pies-item.ts';
import type { PiesLosses } from './pies-losses.ts';

export interface WriteContext {
  version: WrittenPiesVersion;
  losses: PiesLosses;
  /** Of the item; empty outside of items. */
  partNumber: string;
  /** Whether elements that no version here has are written, too. */
  unknownToo: boolean;
}

/** An element with a record's fields, in the order of the fields. */
export function writeRecord(
  name: string,
  fields: readonly FieldSpec[],
  record: PlainRecord,
  context: WriteContext,
  at: { indent: string; path: string },
): string {
  let attributes = '';
  let text = '';
  let children = '';
  const inner = { indent: `${at.indent}  `, path: at.path };
  for (const field of fields) {
    if (field.kind === 'attribute' && field.ofAll !== undefined) continue;
    const given = record[field.key];
    const value = typeof given === 'string' ? possible(given, context, way(at.path, nameOf(field))) : given;
    const beside = field.kind === 'child' ? besides(field, record, context, at.path) : '';
    if (beside === '' && isNothing(value)) {
      if (field.required === true)
        context.losses.add('required-missing', way(at.path, nameOf(field)), context.partNumber);
      continue;
    }
    if (!isIn(field, context.version)) {
      context.losses.add('not-in-version', way(at.path, nameOf(field)), context.partNumber);
      continue;
    }
    if (isOdd(field, value))
      context.losses.add('not-standard', way(at.path, nameOf(field)), context.partNumber);
    if (field.kind === 'attribute') attributes += attribute(nameIn(field, context), value as string);
    else if (field.kind === 'text') text = escaped(value as string);
    else if (field.kind === 'child')
      children += element(nameIn(field, context), beside, escaped(value as string), '', inner.indent);
    else children += writeField(field, value, context, inner);
  }
  const others = record.others as PiesOthers | undefined;
  if (others !== undefined) {
    for (const { name: unknown, value } of others.attributes)
      if (mayWrite(unknown, way(at.path, `@${unknown}`), context))
        attributes += attribute(unknown, possible(value, context, at.path));
    for (const each of others.elements) children += writeElement(each, context, inner);
  }
  return element(name, attributes, text, children, at.indent);
}

/** Attributes of an element that are fields of the record. */
function besides(
  { name, attributes = [] }: ChildField,
  record: PlainRecord,
  context: WriteContext,
  path: string,
): string {
  let written = '';
  for (const each of attributes) {
    const value = possible(record[each.key] as string, context, way(path, `${name}/@${each.name}`));
    if (value !== '') written += attribute(each.name, value);
  }
  return written;
}

function writeField(
  field: Exclude<FieldSpec, { kind: 'attribute' | 'text' | 'child' }>,
  value: unknown,
  context: WriteContext,
  at: { indent: string; path: string },
): string {
  const path = way(at.path, nameOf(field));
  switch (field.kind) {
    case 'measure': {
      const given = value as PiesMeasure;
      const number = possible(given.value, context, path);
      const unit = possible(given.unit, context, path);
      const qualifier = field.qualifier === undefined ? '' : possible(given.qualifier, context, path);
      if (number === '' && unit === '' && qualifier === '') return '';
      let attributes = '';
      if (qualifier !== '') attributes += attribute(field.qualifier ?? '', qualifier);
      if (unit !== '') attributes += attribute(field.unit, unit);
      return element(field.name, attributes, escaped(number), '', at.indent);
    }
    case 'group':
      return writeRecord(field.name, field.fields, value as PlainRecord, context, { ...at, path });
    case 'elements': {
      const inner = { indent: `${at.indent}  `, path };
      const children = (value as PiesElement[])
        .map((each) => writeKnownElement(each, context, inner))
        .join('');
      return element(field.name, '', '', children, at.indent);
    }
    case 'list':
      return writeList(field, value as PlainRecord[], context, { ...at, path });
  }
}

function writeList(
  { name, wrapper, fields }: ListField,
  records: readonly PlainRecord[],
  context: WriteContext,
  { indent, path }: { indent: string; path: string },
): string {
  if (wrapper === undefined)
    return records.map((each) => writeRecord(name, fields, each, context, { indent, path })).join('');
  const inner = { indent: `${indent}  `, path: way(path, name) };
  const children = records.map((each) => writeRecord(name, fields, each, context, inner)).join('');
  return element(wrapper, saidOfAll(fields, records, context, inner.path), '', children, indent);
}

/** What stands once where all records say the same of what it is about: another's word is never put into a record's mouth, but lost. */
function saidOfAll(
  fields: readonly FieldSpec[],
  records: readonly PlainRecord[],
  context: WriteContext,
  path: string,
): string {
  let written = '';
  for (const field of fields) {
    if (field.kind !== 'attribute' || field.ofAll === undefined) continue;
    const step = way(path, field.name);
    const said = records.map((each) => possible(textOf(each[field.key]), context, step));
    const concerned = said.filter((_, at) => textOf(records[at]?.[field.ofAll ?? '']) !== '');
    const [one, ...others] = new Set(concerned.length > 0 ? concerned : said);
    const alike = others.length === 0 && isIn(field, context.version) ? one : '';
    if (alike !== undefined && alike !== '') written += attribute(field.name, alike);
    for (const each of said)
      if (each !== '' && each !== alike) context.losses.add('not-in-version', step, context.partNumber);
  }
  return written;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** An element that no version here has. */
function writeElement(
  each: PiesElement,
  context: WriteContext,
  at: { indent: string; path: string },
): string {
  return mayWrite(each.name, way(at.path, each.name), context) ? writeKnownElement(each, context, at) : '';
}

function writeKnownElement(
  { name, attributes, text, elements }: PiesElement,
  context: WriteContext,
  { indent, path }: { indent: string; path: string },
): string {
  const inner = { indent: `${indent}  `, path: way(path, name) };
  return element(
    name,
    attributes.map((each) => attribute(each.name, possible(each.value, context, inner.path))).join(''),
    escaped(possible(text, context, inner.path)),
    elements.map((each) => writeKnownElement(each, context, inner)).join(''),
    indent,
  );
}

/** As XML 1.0 allows, without a colon. */
const NAME = /^[\p{L}_][\p{L}\p{N}_.\-·]*$/u;

function mayWrite(name: string, path: string, { unknownToo, losses, partNumber }: WriteContext): boolean {
  if (unknownToo && (NAME.test(name) || name === 'xml:lang' || name === 'xml:space')) return true;
  losses.add('unknown-element', path, partNumber);
  return false;
}

function element(name: string, attributes: string, text: string, children: string, indent: string): string {
  if (children !== '') return `${indent}<${name}${attributes}>${text}\n${children}${indent}</${name}>\n`;
  return text === ''
    ? `${indent}<${name}${attributes}/>\n`
    : `${indent}<${name}${attributes}>${text}</${name}>\n`;
}

function attribute(name: string, value: string): string {
  const text = escaped(value);
  const quoted = /["\n\t]/.test(text)
    ? text.replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
    : text;
  return ` ${name}="${quoted}"`;
}

const PLAIN = /^[\x20-\x25\x27-\x3b\x3d\x3f-\x7e]*$/;
/** Characters that XML 1.0 doesn't have (production 2), half a surrogate pair among them. */
const IMPOSSIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A value without blanks around it, and without what XML can't hold. */
function possible(value: string, { losses, partNumber }: WriteContext, path: string): string {
  const trimmed = value.trim();
  if (PLAIN.test(trimmed)) return trimmed;
  const kept = trimmed.replace(IMPOSSIBLE, '');
  if (kept.length !== trimmed.length) losses.add('character', path, partNumber);
  return kept.trim();
}

function escaped(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Written all the same: what the sender said isn't made up, nor left out. */
function isOdd({ kind, check, positive }: FieldSpec, value: unknown): boolean {
  if (check === 'yes-no') return value !== 'Y' && value !== 'N';
  if (positive !== true) return false;
  const number = kind === 'measure' ? (value as PiesMeasure).value : (value as string);
  return number !== '' && !(Number(number) > 0);
}

function isIn({ from, until }: FieldSpec, version: WrittenPiesVersion): boolean {
  const number = Number(version);
  return (from === undefined || number >= Number(from)) && (until === undefined || number <= Number(until));
}

/** What it is called in the version that is written. */
function nameIn({ name, later }: AttributeField | ChildField, { version }: WriteContext): string {
  return later !== undefined && Number(version) >= Number(later.from) ? later.name : name;
}

function nameOf(field: FieldSpec): string {
  if (field.kind === 'text') return field.column;
  return field.kind === 'list' ? (field.wrapper ?? field.name) : field.name;
}

function way(path: string, step: string): string {
  return path === '' ? step : `${path}/${step}`;
}
