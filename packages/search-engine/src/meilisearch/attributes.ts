import type { IndexSchema } from '../search-engine.ts';
import { tenantKey } from './encoding.ts';

/**
 * What a document of the index is made of:
 *
 *     id, o          its id, and the id as a key that sorts
 *     v              the versions of its shared groups: JSON of `{group: [version, holds]}`
 *     g_<group>      a shared group as it was given: JSON of SharedFields
 *     t_<tenant>     a tenant's groups as they were given: JSON of `{tenant, groups: {group: [version, numbers]}}`
 *     n.<tenant>     that tenant's numbers, all its groups together
 *     main, r        whether it has its main group; who may read it
 *     w_<text>       words and pairs of characters, each in its heaviest field only; whole: texts as a whole
 *     spell          words whose misspelling is looked for
 *     c_<code>, k_<keyword>, l_<link>, rank, s0, s1, s2 (the sort key in pieces)
 *
 * What is given back or put together again is JSON in a string, which Meilisearch keeps as it is.
 */
export const ATTRIBUTES = {
  id: 'id',
  order: 'o',
  versions: 'v',
  main: 'main',
  readers: 'r',
  whole: 'whole',
  spelling: 'spell',
  rank: 'rank',
  sortKeys: ['s0', 's1', 's2'],
  /** On the one document that tells of the index itself. */
  about: 'about',
} as const;

export const GROUP_PREFIX = 'g_';
export const TENANT_PREFIX = 't_';

export const textAttribute = (field: string): string => `w_${field}`;
export const codeAttribute = (field: string): string => `c_${field}`;
export const keywordAttribute = (field: string): string => `k_${field}`;
export const linkAttribute = (field: string): string => `l_${field}`;
export const groupAttribute = (group: string): string => GROUP_PREFIX + group;
export const tenantAttribute = (tenant: string): string => TENANT_PREFIX + tenantKey(tenant);
export const numbersAttribute = (tenant: string): string => `n.${tenantKey(tenant)}`;
export const numberAttribute = (tenant: string, field: string): string =>
  `${numbersAttribute(tenant)}.${field}`;

/** The attribute of a field that a filter may name. */
export function filterAttribute(schema: IndexSchema, field: string): string {
  return schema.keywords.includes(field) ? keywordAttribute(field) : linkAttribute(field);
}
