import { InvalidInput } from '@qipei/kernel';
import type { DocumentPatch, IndexSchema, SearchQuery, SharedFields, TenantFields } from './search-engine.ts';

const ID = /^[A-Za-z0-9_-]{1,128}$/;
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
const MAX_PATCHES = 10_000;
const MAX_VALUES = 100_000;
const MAX_VALUE_LENGTH = 200;
const MAX_STORED_LENGTH = 65_536;
const MAX_READERS = 20_000;
const MAX_PAGE_END = 100_000;
/** More values than this a facet doesn't tell. */
export const MAX_FACET_VALUES = 10_000;

/** @throws InvalidInput */
export function checkSchema(schema: IndexSchema): void {
  const names = [
    ...Object.keys(schema.text),
    ...schema.codes,
    ...schema.keywords,
    ...schema.links,
    ...schema.tenantNumbers,
  ];
  for (const name of [schema.mainGroup, ...names]) {
    if (!NAME.test(name))
      throw invalid('schema', 'name-invalid', `'${name}' is no name for a field or group.`);
  }
  if (new Set(names).size !== names.length) {
    throw invalid('schema', 'field-twice', 'Two fields of the schema have the same name.');
  }
  if (Math.max(Object.keys(schema.text).length, schema.codes.length, schema.links.length) > 26) {
    throw invalid('schema', 'fields-too-many', 'A schema has at most 26 fields of a kind.');
  }
  for (const [name, { weight }] of Object.entries(schema.text)) {
    if (!(weight > 0 && weight <= 1000))
      throw invalid(`schema.text.${name}`, 'weight-invalid', 'A weight is above 0 and at most 1,000.');
  }
}

/** @throws InvalidInput naming the first patch that is at fault. */
export function checkPatches(schema: IndexSchema, patches: readonly DocumentPatch[]): void {
  if (patches.length > MAX_PATCHES) {
    throw invalid('patches', 'patches-too-many', `At most ${MAX_PATCHES} patches a call.`);
  }
  patches.forEach((patch, index) => {
    const at = `patches[${index}]`;
    if (!ID.test(patch.id)) throw invalid(`${at}.id`, 'id-invalid', 'An id is 1-128 of A-Z a-z 0-9 _ -.');
    if (!NAME.test(patch.group)) throw invalid(`${at}.group`, 'name-invalid', 'Not a group name.');
    if (!Number.isSafeInteger(patch.version) || patch.version < 0)
      throw invalid(`${at}.version`, 'version-invalid', 'A version is a whole number from 0 on.');
    if (patch.tenant !== undefined) checkTenantPatch(schema, patch.tenant, patch.fields, at);
    else if (patch.fields !== null) checkShared(schema, patch.group, patch.fields, at);
  });
}

function checkTenantPatch(
  schema: IndexSchema,
  tenant: string,
  fields: TenantFields | null,
  at: string,
): void {
  checkTenant(tenant, `${at}.tenant`);
  if (fields === null) return;
  for (const [name, value] of Object.entries(fields.numbers)) {
    if (!schema.tenantNumbers.includes(name)) throw unknownField(`${at}.fields.numbers`, name);
    if (!Number.isFinite(value))
      throw invalid(`${at}.fields.numbers.${name}`, 'number-invalid', 'Not a finite number.');
  }
}

function checkShared(schema: IndexSchema, group: string, fields: SharedFields, at: string): void {
  const where = `${at}.fields`;
  checkValues(schema.keywords, fields.keywords, `${where}.keywords`);
  checkValues(schema.links, fields.links, `${where}.links`);
  if (group !== schema.mainGroup) {
    for (const name of ['text', 'codes', 'readers', 'stored', 'rank', 'sortKey'] as const) {
      if (fields[name] !== undefined)
        throw invalid(`${where}.${name}`, 'main-group-only', `Only '${schema.mainGroup}' carries ${name}.`);
    }
    return;
  }
  checkValues(schema.codes, fields.codes, `${where}.codes`);
  for (const name of Object.keys(fields.text ?? {})) {
    if (!Object.hasOwn(schema.text, name)) throw unknownField(`${where}.text`, name);
  }
  if (fields.readers === undefined)
    throw invalid(`${where}.readers`, 'readers-missing', 'The main group names its readers.');
  for (const reader of fields.readers) checkTenant(reader, `${where}.readers`);
  if (fields.rank !== undefined && !Number.isFinite(fields.rank))
    throw invalid(`${where}.rank`, 'number-invalid', 'Not a finite number.');
  if ((fields.sortKey?.length ?? 0) > MAX_VALUE_LENGTH)
    throw invalid(`${where}.sortKey`, 'value-too-long', `At most ${MAX_VALUE_LENGTH} characters.`);
  if (fields.stored !== undefined && JSON.stringify(fields.stored).length > MAX_STORED_LENGTH)
    throw invalid(`${where}.stored`, 'stored-too-large', `At most ${MAX_STORED_LENGTH} characters of JSON.`);
}

function checkValues(
  known: readonly string[],
  given: Readonly<Record<string, readonly string[]>> | undefined,
  at: string,
): void {
  if (given === undefined) return;
  for (const [name, values] of Object.entries(given)) {
    if (!known.includes(name)) throw unknownField(at, name);
    if (values.length > MAX_VALUES)
      throw invalid(`${at}.${name}`, 'values-too-many', `At most ${MAX_VALUES} values.`);
    for (const value of values) checkValue(value, `${at}.${name}`);
  }
}

function checkValue(value: string, at: string): void {
  if (value.length === 0 || value.length > MAX_VALUE_LENGTH)
    throw invalid(at, 'value-length', `A value has 1-${MAX_VALUE_LENGTH} characters.`);
}

function checkTenant(tenant: string, at: string): void {
  if (tenant.length === 0 || tenant.length > 128)
    throw invalid(at, 'tenant-invalid', 'A tenant has 1-128 characters.');
}

/** @throws InvalidInput */
export function checkQuery(schema: IndexSchema, query: SearchQuery): void {
  checkTenant(query.tenant, 'tenant');
  if ((query.readsAs?.length ?? 0) > MAX_READERS)
    throw invalid('readsAs', 'values-too-many', `At most ${MAX_READERS} readers.`);
  if (query.readsAs?.includes('*')) throw invalid('readsAs', 'tenant-invalid', `'*' is no reader.`);
  if (query.tenant === '*') throw invalid('tenant', 'tenant-invalid', `'*' is no tenant.`);
  if (!Number.isSafeInteger(query.offset) || query.offset < 0)
    throw invalid('offset', 'page-invalid', 'Not an offset.');
  if (!Number.isSafeInteger(query.limit) || query.limit < 0 || query.limit > 1000)
    throw invalid('limit', 'page-invalid', 'A limit is 0-1,000.');
  if (query.offset + query.limit > MAX_PAGE_END)
    throw invalid('offset', 'page-too-deep', `Pages reach to ${MAX_PAGE_END}.`);
  if ((query.codes?.length ?? 0) > 100) throw invalid('codes', 'values-too-many', 'At most 100 codes.');
  checkFirst(schema, query);
  for (const facet of query.facets ?? []) {
    if (!schema.keywords.includes(facet)) throw unknownField('facets', facet);
  }
  for (const { field, anyOf } of query.filters ?? []) {
    if (!schema.keywords.includes(field) && !schema.links.includes(field))
      throw unknownField('filters', field);
    if (anyOf.length > 1000) throw invalid('filters', 'values-too-many', 'At most 1,000 values a filter.');
  }
  for (const { field, min, max } of query.tenantFilters ?? []) {
    if (!schema.tenantNumbers.includes(field)) throw unknownField('tenantFilters', field);
    if (Number.isNaN(min) || Number.isNaN(max))
      throw invalid('tenantFilters', 'number-invalid', 'Not a number.');
  }
  if (query.sort?.by === 'number' && !schema.tenantNumbers.includes(query.sort.field))
    throw unknownField('sort', query.sort.field);
}

function checkFirst(schema: IndexSchema, { first = [], words, codes = [] }: SearchQuery): void {
  if (first.length === 0) return;
  if (words === undefined || codes.length > 0)
    throw invalid(
      'first',
      'first-without-words',
      'What comes first stands beside words, and never beside codes.',
    );
  if (first.length > 20) throw invalid('first', 'values-too-many', 'At most 20.');
  for (const { codes: keys, fields } of first) {
    if (keys.length > 100) throw invalid('first', 'values-too-many', 'At most 100 codes.');
    for (const field of fields) if (!schema.codes.includes(field)) throw unknownField('first', field);
  }
}

function unknownField(at: string, name: string): InvalidInput {
  return invalid(at, 'field-unknown', `The schema has no such field '${name.slice(0, 80)}' here.`);
}

function invalid(field: string, code: string, message: string): InvalidInput {
  return new InvalidInput(field, code, message);
}
