import type { DocumentPatch, IndexSchema, SearchQuery, SharedFields } from '../search-engine.ts';

export const SCHEMA: IndexSchema = {
  mainGroup: 'part',
  text: { name: { weight: 8 }, alias: { weight: 4 }, brand: { weight: 2 }, description: { weight: 1 } },
  codes: ['number', 'oeNumber'],
  keywords: ['brandId', 'partTypeId', 'position'],
  links: ['vehicleId'],
  tenantNumbers: ['price', 'stock'],
};

export function part(id: string, fields: SharedFields, version = 1): DocumentPatch {
  return { id, group: 'part', version, fields: { readers: ['*'], ...fields } };
}

export function named(id: string, name: string, more: SharedFields = {}): DocumentPatch {
  return part(id, { text: { name }, ...more });
}

export function fitment(id: string, fields: SharedFields, version = 1): DocumentPatch {
  return { id, group: 'fitment', version, fields };
}

export function offer(
  id: string,
  tenant: string,
  numbers: Record<string, number>,
  version = 1,
): DocumentPatch {
  return { id, group: 'offer', tenant, version, fields: { numbers } };
}

export function query(more: Partial<SearchQuery> = {}): SearchQuery {
  return { tenant: 'shop', offset: 0, limit: 100, ...more };
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
