import { expect, test } from 'vitest';
import type { BrandCount } from '../domain/part-repository.ts';
import { brandLists } from './list-brands.ts';

/** Counts that end when they are told to. */
function slowCounts() {
  const begun: (PromiseWithResolvers<BrandCount[]> & { tenant: string })[] = [];
  const brands = (tenant: string) => {
    const count = { ...Promise.withResolvers<BrandCount[]>(), tenant };
    begun.push(count);
    return count.promise;
  };
  return { begun, parts: { brands } };
}

const counted = (partCount: number): BrandCount[] => [{ brandId: 'brand_A', name: 'A', partCount }];

test('a tenant has one count at a time, and who asks amid it shares the next', async () => {
  const { begun, parts } = slowCounts();
  const brandsOf = brandLists({ parts });
  const first = brandsOf('a');
  const amid = Array.from({ length: 50 }, () => brandsOf('a'));
  void brandsOf('b');
  expect(begun.map(({ tenant }) => tenant)).toEqual(['a', 'b']);
  begun[0]?.resolve(counted(1));
  expect(await first).toEqual(counted(1));
  await expect.poll(() => begun.length).toBe(3);
  const later = brandsOf('a');
  begun[2]?.resolve(counted(2));
  for (const each of await Promise.all(amid)) expect(each).toEqual(counted(2));
  await expect.poll(() => begun.length).toBe(4);
  begun[3]?.resolve(counted(3));
  expect(await later).toEqual(counted(3));
  // Nobody asks: nothing is under way.
  void brandsOf('a');
  expect(begun).toHaveLength(5);
});

test('a count that fails fails for those who asked for it, and the next is made all the same', async () => {
  const { begun, parts } = slowCounts();
  const brandsOf = brandLists({ parts });
  const [first, second] = [brandsOf('a'), brandsOf('a')];
  begun[0]?.reject(new Error('the database is away'));
  await expect(first).rejects.toThrow('away');
  await expect.poll(() => begun.length).toBe(2);
  begun[1]?.resolve(counted(1));
  expect(await second).toEqual(counted(1));
});
