import type { IndexSchema, SharedFields } from '../search-engine.ts';
import { textFields } from '../text/matched.ts';
import { isSpelled, textTerms } from '../text/words.ts';
import {
  ATTRIBUTES,
  codeAttribute,
  groupAttribute,
  keywordAttribute,
  linkAttribute,
  numbersAttribute,
  tenantAttribute,
  textAttribute,
} from './attributes.ts';
import { codeKeys, orderKey, termKey, valueKey } from './encoding.ts';
import type { IndexDocument } from './server.ts';

/** `null` once the group is removed; otherwise what of it counts together with other groups: `k`eywords, `l`inks. */
type Holds = '' | 'k' | 'l' | 'kl' | null;

/** A value that is sorted by is cut at some 470 bytes; a piece of the key has at most 401. */
const SORT_PIECE = 80;

/** By group. */
export type SharedVersions = Record<string, [version: number, holds: Holds]>;

export interface TenantState {
  tenant: string;
  /** By group; no numbers once the group is removed. */
  groups: Record<string, [version: number, numbers: Readonly<Record<string, number>> | null]>;
}

export function holdsOf(fields: SharedFields | null): Holds {
  if (fields === null) return null;
  const some = (values: Readonly<Record<string, readonly string[]>> | undefined): boolean =>
    Object.values(values ?? {}).some((each) => each.length > 0);
  const keywords = some(fields.keywords);
  if (some(fields.links)) return keywords ? 'kl' : 'l';
  return keywords ? 'k' : '';
}

export function groupContent(group: string, fields: SharedFields | null): IndexDocument {
  return { [groupAttribute(group)]: fields === null ? null : JSON.stringify(fields) };
}

/** What the main group alone says. */
export function mainContent(schema: IndexSchema, fields: SharedFields | null): IndexDocument {
  const sortKey = fields?.sortKey ?? '';
  return {
    [ATTRIBUTES.main]: fields !== null,
    [ATTRIBUTES.readers]: (fields?.readers ?? []).map(valueKey),
    [ATTRIBUTES.rank]: fields?.rank ?? 0,
    ...Object.fromEntries(
      ATTRIBUTES.sortKeys.map((name, piece) => [
        name,
        orderKey(sortKey.slice(piece * SORT_PIECE, (piece + 1) * SORT_PIECE)),
      ]),
    ),
    ...textContent(schema, fields?.text ?? {}),
    ...codeContent(schema, fields?.codes ?? {}),
  };
}

function textContent(schema: IndexSchema, given: NonNullable<SharedFields['text']>): IndexDocument {
  const content: Record<string, string[]> = {};
  const taken = new Set<string>();
  const spelled = new Set<string>();
  const whole = new Set<string>();
  // From the heaviest field down, a word counts once a document: where it weighs most.
  textFields(schema).forEach(({ name }, level) => {
    const terms: string[] = [];
    const value = given[name] ?? [];
    for (const text of typeof value === 'string' ? [value] : value) {
      const { words, pairs, complete } = textTerms(text);
      if (complete !== null) whole.add(wholeKey(level, complete));
      for (const word of words) if (isSpelled(word)) spelled.add(word);
      for (const term of [...words, ...pairs]) {
        if (taken.has(term)) continue;
        taken.add(term);
        terms.push(termKey(term));
      }
    }
    content[textAttribute(name)] = terms;
  });
  return { ...content, [ATTRIBUTES.whole]: [...whole], [ATTRIBUTES.spelling]: [...spelled] };
}

/** A text as a whole, in the field that is so many places below the heaviest. */
export function wholeKey(level: number, complete: string): string {
  return `${level}.${termKey(complete)}`;
}

function codeContent(schema: IndexSchema, given: NonNullable<SharedFields['codes']>): IndexDocument {
  return Object.fromEntries(
    schema.codes.map((name) => [codeAttribute(name), [...new Set((given[name] ?? []).flatMap(codeKeys))]]),
  );
}

/** The keywords of all groups together. */
export function keywordContent(schema: IndexSchema, groups: readonly SharedFields[]): IndexDocument {
  return Object.fromEntries(
    schema.keywords.map((name) => [
      keywordAttribute(name),
      union(groups.map((each) => each.keywords?.[name])),
    ]),
  );
}

export function linkContent(schema: IndexSchema, groups: readonly SharedFields[]): IndexDocument {
  return Object.fromEntries(
    schema.links.map((name) => [linkAttribute(name), union(groups.map((each) => each.links?.[name]))]),
  );
}

function union(values: readonly (readonly string[] | undefined)[]): string[] {
  return [...new Set(values.flatMap((each) => each ?? []))].map(valueKey);
}

/** Where two groups give the same number, the group whose name sorts last decides, whatever came first. */
export function tenantContent(schema: IndexSchema, state: TenantState): IndexDocument {
  const numbers: Record<string, number> = {};
  for (const group of Object.keys(state.groups).sort()) {
    const given = state.groups[group]?.[1];
    for (const field of schema.tenantNumbers) {
      const number = given?.[field];
      if (number !== undefined) numbers[field] = number;
    }
  }
  return {
    [tenantAttribute(state.tenant)]: JSON.stringify(state),
    [numbersAttribute(state.tenant)]: numbers,
  };
}

/** Of a document that is held in full, whatever its layout was. */
export function wholeDocument(
  schema: IndexSchema,
  id: string,
  versions: SharedVersions,
  groups: ReadonlyMap<string, SharedFields>,
  tenants: readonly TenantState[],
): IndexDocument {
  const all = [...groups.values()];
  return Object.assign(
    {
      [ATTRIBUTES.id]: id,
      [ATTRIBUTES.order]: orderKey(id),
      [ATTRIBUTES.versions]: JSON.stringify(versions),
    },
    ...[...groups].map(([group, fields]) => groupContent(group, fields)),
    mainContent(schema, groups.get(schema.mainGroup) ?? null),
    keywordContent(schema, all),
    linkContent(schema, all),
    ...tenants.map((state) => tenantContent(schema, state)),
  );
}
