import type { FieldFault } from '@qipei/kernel';
import type { Request } from 'express';
import type { z } from 'zod';
import { HttpProblem, invalidField } from './problem.ts';

const MAX_FAULTS = 50;

/** `value` as the schema reads it. @throws HttpProblem 400 that names every fault. */
export function readWith<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.slice(0, MAX_FAULTS).flatMap((issue) => faultsOf(issue, value));
  const first = faults[0];
  throw new HttpProblem({
    status: 400,
    code: faults.length === 1 && first !== undefined ? first.code : 'request-invalid',
    detail:
      faults.length === 1 && first !== undefined
        ? `${first.field === '' ? 'The body' : first.field}: ${first.message}`
        : 'Several values of the request are not valid.',
    fields: faults,
  });
}

function faultsOf(issue: z.core.$ZodIssue, whole: unknown): FieldFault[] {
  const field = fieldName(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_FAULTS).map((key) => ({
      field: fieldName([...issue.path, key.slice(0, 100)]),
      code: 'unknown-member',
      message: 'is not known here',
    }));
  }
  const code = faultCode(issue, whole);
  return [{ field, code, message: messageOf(issue, code).slice(0, 500) }];
}

function faultCode(issue: z.core.$ZodIssue, whole: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (valueAt(whole, issue.path) === undefined) return 'required';
      return issue.expected === 'int' ? 'not-whole' : 'type-invalid';
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too-long' : 'too-large';
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too-short' : 'too-small';
    case 'invalid_format':
      return 'format-invalid';
    case 'invalid_value':
      return valueAt(whole, issue.path) === undefined ? 'required' : 'value-unknown';
    case 'custom':
      return typeof issue.params?.code === 'string' ? issue.params.code : 'value-invalid';
    default:
      return 'value-invalid';
  }
}

/** In the words of who sends the request; what a schema says in its own words stays. */
function messageOf(issue: z.core.$ZodIssue, code: string): string {
  if (issue.code === 'custom' || !ZOD_WORDS.test(issue.message)) return issue.message;
  if (code === 'required') return 'is required';
  if (code === 'not-whole') return 'must be a whole number';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NOUNS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `must ${MEASURES[issue.origin] ?? 'be'} ${issue.minimum}${UNITS[issue.origin] ?? ''} or more`;
    case 'too_big':
      return `must ${MEASURES[issue.origin] ?? 'be'} ${issue.maximum}${UNITS[issue.origin] ?? ''} or less`;
    default:
      return issue.message;
  }
}

/** How Zod begins a message where the schema gives none. */
const ZOD_WORDS = /^(Invalid|Too) /;
const NOUNS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};
const MEASURES: Record<string, string> = { string: 'have', array: 'have', number: 'be', int: 'be' };
const UNITS: Record<string, string> = { string: ' characters', array: ' items' };

function valueAt(whole: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    whole,
  );
}

/** `lines[3].quantity` */
function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name === '' ? String(key) : `${name}.${String(key)}`;
  }, '');
}

/** Each parameter once; repeated ones and broken encodings are refused by name. */
export function readQuery(url: string): Record<string, string> {
  const mark = url.indexOf('?');
  if (mark === -1 || mark === url.length - 1) return {};
  const query = new Map<string, string>();
  for (const pair of url.slice(mark + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const rawName = equals === -1 ? pair : pair.slice(0, equals);
    const name = decode(rawName, rawName);
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1), name);
    if (query.has(name))
      throw invalidField(name.slice(0, 100), 'parameter-repeated', 'A parameter may be given only once.');
    query.set(name, value);
  }
  return Object.fromEntries(query);
}

function decode(raw: string, field: string): string {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    throw invalidField(
      field.slice(0, 100),
      'percent-encoding-invalid',
      'The value holds a percent-encoding that is not valid UTF-8.',
    );
  }
}

/** The named headers, each at most once. */
export function readHeaders(shape: Readonly<Record<string, unknown>>, req: Request): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(shape).map((name) => {
      const values = req.headersDistinct[name.toLowerCase()];
      if (values !== undefined && values.length > 1)
        throw invalidField(name, 'header-repeated', `The header ${name} may be given only once.`);
      return [name, values?.[0]];
    }),
  );
}
