import type { Row } from '@qipei/interchange';
import { makeKey } from '@qipei/vin';
import { type EntryKind, platformKind, type VariantFacts } from '../domain/vehicle-entry.ts';
import { externalIdText, namedBy, OWN_KIND, parseExternalId } from '../domain/vehicle-external-id.ts';
import { readReference } from '../domain/vehicle-reference.ts';
import type { VehicleRow, VehicleRowFault } from '../domain/vehicle-row.ts';
import { type BuildSpan, isBackwards, parsePoint, parseSpan } from '../domain/vehicle-span.ts';
import { bodyWord, fuelWord } from '../domain/vehicle-words.ts';
import { EXTERNAL_ID_COLUMNS, horsepowerOf, kilowattsOf } from './vehicle-columns.ts';

type Values = Row['values'];

/** A fault that leaves through a throw within this file alone. */
class Refused extends Error {
  readonly fault: VehicleRowFault;

  constructor(column: string, code: string, value: string, message: string) {
    super(message);
    this.fault = { column, code, value, message };
  }
}

/** What a row says, or what is wrong with it. */
export function readVehicleRow({ row, values }: Row, jobId: string): VehicleRow | VehicleRowFault {
  try {
    return readRow(row, values, `${jobId}#${row}`);
  } catch (error) {
    if (error instanceof Refused) return error.fault;
    throw error;
  }
}

function readRow(row: number, values: Values, source: string): VehicleRow {
  const externals = readExternals(values);
  const ownId = optional(values, 'ownId') ?? '';
  const names = readNames(values);
  const read: VehicleRow = {
    ...{ row, source, action: values.action === 'delete' ? 'delete' : 'set' },
    ...{ level: 'variant', vehicleId: optional(values, 'vehicleId') ?? '' },
    ...names,
    span: readYears(values),
    facts: readFacts(values),
    ownId: ownId === '' ? '' : external('ownId', ownId.includes(':') ? ownId : `${OWN_KIND}:${ownId}`),
    ...externals,
    replaces: listOf(values, 'replaces').map((each) => reference('replaces', each)),
    mergedInto: referenceOrNone(values, 'mergedInto'),
    takesOver: listOf(values, 'takesOver').map((each) => external('takesOver', each)),
    reason: optional(values, 'reason') ?? '',
    expectsPlatform: false,
  };
  read.level = ((optional(values, 'level') ?? '') as EntryKind | '') || levelOf(read);
  // VCdb's base vehicles are of the market that the platform's table is of.
  read.expectsPlatform =
    read.level === 'base-vehicle' && read.externalIds.some((each) => each.startsWith('vcdb.baseVehicle:'));
  requireNames(read);
  return read;
}

/** What is named nearest is what the row is about. */
function levelOf(row: VehicleRow): EntryKind {
  if (row.vehicleId !== '') return platformKind(row.vehicleId) ?? 'variant';
  const { facts, span, ownId, name, nameZh, externalIds } = row;
  const said = Object.values(facts).some((value) => value !== '' && value !== 0);
  if (said || span !== undefined || ownId !== '' || name || nameZh) return 'variant';
  const named = externalIds.map((each) => namedBy(each.slice(0, each.indexOf(':'))));
  if (named.includes('variant') || named.includes('base-vehicle')) return 'variant';
  if (row.generation !== '' || row.chassisCode) return 'generation';
  return row.model === '' ? 'make' : 'model';
}

function requireNames(row: VehicleRow): void {
  if (row.vehicleId !== '') {
    if (readReference(row.vehicleId) === undefined)
      throw new Refused('vehicleId', 'malformed', row.vehicleId, 'This is no id of the vehicle table.');
    return;
  }
  const { level, ownId, action, mergedInto } = row;
  // Something known by its own key needs no other words to be taken out.
  const known = ownId !== '' || row.externalIds.length > 0;
  if (row.make === '' && known && (action === 'delete' || mergedInto !== '')) {
    row.vehicleId = ownId === '' ? (row.externalIds[0] ?? '') : ownId;
    return;
  }
  requireName('make', row.make);
  if (level === 'make') return;
  requireName('model', row.model);
  if (level === 'generation') requireName('generation', row.generation || (row.chassisCode ?? ''));
  if (level === 'base-vehicle' && !/^\d{4}/.test(row.span?.from ?? ''))
    throw new Refused('modelYear', 'required', '', 'A base vehicle is a model in one year: name it.');
}

function requireName(column: string, value: string): void {
  if (value === '') throw new Refused(column, 'required', '', 'A value is required.');
  if (makeKey(value) === '')
    throw new Refused(column, 'malformed', value, 'A name has at least one letter or digit.');
}

function readNames(values: Values) {
  const named = {
    make: optional(values, 'make') ?? '',
    model: optional(values, 'model') ?? '',
    generation: optional(values, 'generation') ?? '',
    chassisCode: optional(values, 'chassisCode'),
    name: optional(values, 'name'),
    makeZh: optional(values, 'makeZh') ?? chineseOf(values.make),
    modelZh: optional(values, 'modelZh') ?? chineseOf(values.model),
    generationZh: optional(values, 'generationZh') ?? chineseOf(values.generation),
    nameZh: optional(values, 'nameZh'),
  };
  return named;
}

/** A name that is written in Chinese is also the Chinese name. */
function chineseOf(value: unknown): string | undefined {
  return typeof value === 'string' && /\p{Script=Han}/u.test(value) ? value : undefined;
}

function readYears(values: Values): BuildSpan | undefined {
  const years = optional(values, 'years');
  if (years) {
    const span = parseSpan(years);
    if (span === 'backwards')
      throw new Refused('years', 'out-of-range', years, 'The end lies before the beginning.');
    if (span === 'malformed') throw unreadableYears('years', years);
    return span;
  }
  const [from, to] = ['yearFrom', 'yearTo'].map((column) => readPoint(values, column));
  if (from === undefined && to === undefined) {
    const year = values.modelYear;
    return typeof year === 'number' ? { from: String(year), to: String(year) } : undefined;
  }
  const span = { from: from ?? '', to: to ?? '' };
  if (isBackwards(span))
    throw new Refused('yearTo', 'out-of-range', span.to, 'The end lies before the beginning.');
  return span;
}

function readPoint(values: Values, column: string): string | undefined {
  const text = optional(values, column);
  // `2012-` and `至今` say that there is no end.
  if (text === undefined || text === '' || /^(?:至今|现在|今|present|now|-+)$/i.test(text)) return undefined;
  const point = parsePoint(text);
  if (point === undefined) throw unreadableYears(column, text);
  return point;
}

function unreadableYears(column: string, value: string): Refused {
  const message = 'Years are written as 2005.03-2009/08, 03/05-, 2005-2009, 2005年3月-2009年8月 or 2005.';
  return new Refused(column, 'malformed', value, message);
}

function readFacts(values: Values): Partial<VariantFacts> {
  const facts: Partial<VariantFacts> = {};
  for (const name of ['engineCode', 'drive', 'transmission', 'market', 'emission'] as const) {
    const text = optional(values, name);
    if (text !== undefined) facts[name] = text;
  }
  for (const name of ['displacementCc', 'powerKw', 'powerPs', 'cylinders', 'doors'] as const) {
    const value = values[name];
    if (value !== undefined) facts[name] = typeof value === 'number' ? value : 0;
  }
  const fuel = optional(values, 'fuel');
  if (fuel !== undefined) facts.fuel = fuelWord(fuel);
  const body = optional(values, 'body');
  if (body !== undefined) facts.body = bodyWord(body);
  const litres = optional(values, 'displacementL');
  if (litres !== undefined)
    facts.displacementL = litres === '' || Number(litres) === 0 ? '' : litresText(Number(litres));
  else if (facts.displacementCc) facts.displacementL = litresText(facts.displacementCc / 1_000);
  // The one is said by the other.
  if (facts.powerPs && facts.powerKw === undefined) facts.powerKw = kilowattsOf(facts.powerPs);
  else if (facts.powerKw && facts.powerPs === undefined) facts.powerPs = horsepowerOf(facts.powerKw);
  return facts;
}

/** `1.6`, `2.0`: litres as they are spoken of. A displacement of over 30 litres is one in cubic centimetres. */
function litresText(litres: number): string {
  return litres.toFixed(1);
}

function readExternals(values: Values): Pick<VehicleRow, 'externalIds' | 'externalKinds'> {
  const ids = listOf(values, 'externalIds').map((each) => external('externalIds', each));
  const kinds = new Set(ids.map((each) => each.slice(0, each.indexOf(':'))));
  for (const [column, kind] of Object.entries(EXTERNAL_ID_COLUMNS)) {
    if (values[column] === undefined) continue;
    kinds.add(kind);
    for (const each of listOf(values, column).flatMap((item) => item.split(/[,，、|]/))) {
      const key = each.trim();
      if (key !== '') ids.push(external(column, key.includes(':') ? key : `${kind}:${key}`));
    }
  }
  return { externalIds: [...new Set(ids)], externalKinds: [...kinds] };
}

function external(column: string, text: string): string {
  const read = parseExternalId(text);
  if (typeof read !== 'string') return externalIdText(read);
  const message =
    read === 'kind-unknown'
      ? 'An external id says whose it is: vcdb.baseVehicle:2771, ktype.pc:15657, tenant.<name>:<key>.'
      : 'This is no key of that kind.';
  throw new Refused(column, read === 'kind-unknown' ? 'external-id-kind' : 'malformed', text, message);
}

function reference(column: string, text: string): string {
  if (readReference(text) !== undefined) return text;
  throw new Refused(column, 'malformed', text, 'Name a vehicle by its id, an external id or your own key.');
}

function referenceOrNone(values: Values, column: string): string {
  const text = optional(values, column) ?? '';
  return text === '' ? '' : reference(column, text);
}

/** Undefined where the file doesn't have the column; empty where the cell is blank. */
function optional(values: Values, column: string): string | undefined {
  const value = values[column];
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : '';
}

function listOf(values: Values, column: string): string[] {
  const value = values[column];
  return Array.isArray(value) ? value : [];
}
