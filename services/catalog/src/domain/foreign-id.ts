import { InvalidInput } from '@qipei/kernel';
import { findPartType, partType } from '@qipei/part-type';
import { MAX_BRAND_LENGTH } from './number-entry.ts';
import { brandKey } from './number-space.ts';
import type { PartContent } from './part.ts';

export type ForeignIdKind = 'part-type' | 'brand' | 'attribute';

/** What an id of a foreign table means to a tenant. */
export interface ForeignId {
  /** `pcdb.partTerminology:1896`, `tecdoc.genericArticle:7`, `autocare.brand:ZZZZ`. */
  foreignId: string;
  /** Id of the platform's part type, name of the brand, or of the attribute. */
  value: string;
}

export const MAX_FOREIGN_IDS = 50_000;
const MAX_ATTRIBUTE_NAME = 200;
const FOREIGN_ID = /^[a-z][a-zA-Z0-9]{0,30}\.[a-z][a-zA-Z0-9]{0,40}:[^\s:]{1,100}$/;

export function isForeignId(text: string): boolean {
  return FOREIGN_ID.test(text);
}

/** As they are kept, each once and in order. @throws InvalidInput for the first that is faulty */
export function readForeignIds(kind: ForeignIdKind, ids: readonly ForeignId[], name = 'ids'): ForeignId[] {
  if (ids.length > MAX_FOREIGN_IDS)
    throw new InvalidInput(name, 'too-many', `At most ${MAX_FOREIGN_IDS} ids are kept, not ${ids.length}.`);
  const read = new Map<string, string>();
  for (const [at, { foreignId, value }] of ids.entries()) {
    const field = `${name}.${at}`;
    if (!isForeignId(foreignId)) throw notTyped(field, foreignId);
    if (read.has(foreignId)) throw new InvalidInput(field, 'given-twice', `${foreignId} is given twice.`);
    read.set(foreignId, READERS[kind](field, value));
  }
  return [...read].map(([foreignId, value]) => ({ foreignId, value })).sort(byForeignId);
}

/** Changes of one call. */
const MAX_CHANGES = 1_000;

/** @throws InvalidInput for the first that is faulty */
export function readForeignIdChange(
  kind: ForeignIdKind,
  { set, remove }: { set: readonly ForeignId[]; remove: readonly string[] },
): { set: ForeignId[]; remove: string[] } {
  if (set.length + remove.length > MAX_CHANGES)
    throw new InvalidInput('set', 'too-many', `At most ${MAX_CHANGES} ids are changed at once.`);
  const read = readForeignIds(kind, set, 'set');
  const changed = new Set(read.map(({ foreignId }) => foreignId));
  for (const [at, foreignId] of remove.entries()) {
    const field = `remove.${at}`;
    if (!isForeignId(foreignId)) throw notTyped(field, foreignId);
    if (changed.has(foreignId)) throw new InvalidInput(field, 'given-twice', `${foreignId} is given twice.`);
    changed.add(foreignId);
  }
  return { set: read, remove: [...remove] };
}

/** @throws InvalidInput where more would be kept than may be */
export function requireRoom(kept: number): void {
  if (kept > MAX_FOREIGN_IDS)
    throw new InvalidInput('set', 'too-many', `At most ${MAX_FOREIGN_IDS} ids are kept, not ${kept}.`);
}

function notTyped(field: string, foreignId: string): InvalidInput {
  return new InvalidInput(
    field,
    'foreign-id-invalid',
    `'${foreignId.slice(0, 100)}' is no typed id such as pcdb.partTerminology:1896.`,
  );
}

const READERS: Record<ForeignIdKind, (field: string, value: string) => string> = {
  'part-type': readTypeId,
  brand: readBrandName,
  attribute: readAttributeName,
};

export function byForeignId(a: ForeignId, b: ForeignId): number {
  return a.foreignId < b.foreignId ? -1 : a.foreignId > b.foreignId ? 1 : 0;
}

function readTypeId(field: string, value: string): string {
  const type = value.length > 200 ? undefined : (partType(value) ?? findPartType(value));
  if (type !== undefined) return type.id;
  const message = `There is no part type '${value.slice(0, 100)}', or the word names several.`;
  throw new InvalidInput(field, 'unknown-part-type', message);
}

function readBrandName(field: string, value: string): string {
  const name = value.trim();
  if (brandKey(name) !== '' && name.length <= MAX_BRAND_LENGTH) return name;
  throw new InvalidInput(field, 'brand-invalid', `'${value.slice(0, 100)}' is no name of a brand.`);
}

function readAttributeName(field: string, value: string): string {
  const name = value.trim();
  if (name !== '' && name.length <= MAX_ATTRIBUTE_NAME) return name;
  const message = `'${value.slice(0, 100)}' is no name of an attribute: it has 1 to ${MAX_ATTRIBUTE_NAME} characters.`;
  throw new InvalidInput(field, 'attribute-invalid', message);
}

/** What a part says once its foreign part type means `partTypeId` (empty: nothing any more). */
export function retyped<Content extends PartContent>(content: Content, partTypeId: string): Content {
  const type = partType(partTypeId);
  return {
    ...content,
    partTypeId,
    nameZh: content.nameZh === '' ? (type?.nameZh ?? '') : content.nameZh,
    nameEn: content.nameEn === '' ? (type?.nameEn ?? '') : content.nameEn,
  };
}
