import type { BrandCount, PartReader } from '../domain/part-repository.ts';

/**
 * The brands that a tenant sees. They are counted from all of its parts, so that a tenant has one count at a time: who asks amid one
 * shares the next with all who ask meanwhile. An answer is never older than its question.
 */
export function brandLists({
  parts,
}: {
  parts: Pick<PartReader, 'brands'>;
}): (tenant: string) => Promise<BrandCount[]> {
  const counting = new Map<string, Promise<BrandCount[]>>();
  const next = new Map<string, Promise<BrandCount[]>>();

  function count(tenant: string): Promise<BrandCount[]> {
    const brands = parts.brands(tenant).finally(() => counting.delete(tenant));
    counting.set(tenant, brands);
    return brands;
  }

  return (tenant) => {
    const shared = next.get(tenant);
    if (shared !== undefined) return shared;
    const before = counting.get(tenant);
    if (before === undefined) return count(tenant);
    const begin = () => {
      next.delete(tenant);
      return count(tenant);
    };
    const after = before.then(begin, begin);
    next.set(tenant, after);
    return after;
  };
}
