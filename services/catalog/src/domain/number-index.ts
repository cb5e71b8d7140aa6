import { foldPartNumber } from '@qipei/part-number';
import { numberSpace } from './number-space.ts';
import type { PartContent } from './part.ts';
import type { NumberHit } from './part-repository.ts';

/** Scope of what everybody sees. Any other scope is the tenant that alone sees it. */
export const EVERYBODY = '';

/** How kinds are stored, in the order in which matches are given. */
export const KIND_RANKS = {
  own: 0,
  oe: 1,
  'cross-reference': 2,
  comparable: 3,
  'replaced-by': 4,
  supersedes: 5,
  accessory: 6,
  component: 7,
  'part-of': 8,
  'type-ref': 9,
} as const satisfies Record<NumberHit['kind'], number>;

export interface IndexEntry {
  key: string;
  scope: string;
  kind: number;
  space: string;
}

export function scopeOf(content: Pick<PartContent, 'visibility'>, publisher: string): string {
  return content.visibility === 'public' ? EVERYBODY : publisher;
}

/** Under which keys a part is found, each once. */
export function indexEntries(
  content: Pick<PartContent, 'visibility' | 'numbers' | 'supersededBy' | 'links' | 'partTypeRef'>,
  publisher: string,
): IndexEntry[] {
  const scope = scopeOf(content, publisher);
  const entries: IndexEntry[] = [];
  // The row reader gives each number of a kind once within its space.
  for (const { key, kind, make } of content.numbers)
    entries.push({ key, scope, kind: KIND_RANKS[kind], space: numberSpace(make) });
  const named = new Set<string>();
  const name = (kind: number, { brand, partNumber }: { brand: string; partNumber: string }): void => {
    const key = foldPartNumber(partNumber, brand)?.key;
    const space = numberSpace(brand);
    if (key === undefined || named.has(`${kind}:${space}:${key}`)) return;
    named.add(`${kind}:${space}:${key}`);
    entries.push({ key, scope, kind, space });
  };
  for (const each of content.supersededBy) name(KIND_RANKS['replaced-by'], each);
  for (const each of content.links) name(KIND_RANKS[each.kind], each);
  // An id of a foreign table, by which its parts are found when it becomes known what it means.
  if (content.partTypeRef !== '')
    entries.push({ key: content.partTypeRef, scope, kind: KIND_RANKS['type-ref'], space: '' });
  return entries;
}
