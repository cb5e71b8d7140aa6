import type { BrandNames } from './brand-names.ts';

export interface OpenedBrandNames extends AsyncDisposable {
  brands: BrandNames;
}

/** What is asked of `node:assert/strict`, which the domain doesn't import. */
interface Assert {
  deepEqual(actual: unknown, expected: unknown): void;
}

/** Opens the names of a storage; the same name is the same storage, a new one is empty. */
type Open = (storage: string) => Promise<OpenedBrandNames>;

const known = async ({ names }: BrandNames, ids: readonly string[]) => Object.fromEntries(await names(ids));

/** What every adapter of the port must hold. */
export const BRAND_NAMES_CONTRACT: Record<string, (open: Open, assert: Assert) => Promise<void>> = {
  async 'keeps the first name of a brand'(open, assert) {
    await using opened = await open('first');
    const { brands } = opened;
    assert.deepEqual(await known(brands, ['b1']), {});
    await brands.remember([
      { brandId: 'b1', name: 'BOSCH' },
      { brandId: 'b1', name: 'Bosch' },
      { brandId: 'b2', name: '' },
    ]);
    await brands.remember([{ brandId: 'b1', name: 'Other' }]);
    await brands.remember([{ brandId: 'b2', name: '博世 "$x"' }]);
    await brands.remember([]);
    assert.deepEqual(await known(brands, ['b1', 'b2', 'b3']), { b1: 'BOSCH', b2: '博世 "$x"' });
    assert.deepEqual(await known(brands, []), {});
  },

  async 'are seen by others and after a restart'(open, assert) {
    await using reader = await open('again');
    assert.deepEqual(await known(reader.brands, ['b1']), {});
    {
      await using writer = await open('again');
      await writer.brands.remember([{ brandId: 'b1', name: 'MANN' }]);
    }
    assert.deepEqual(await known(reader.brands, ['b1']), { b1: 'MANN' });
    await using later = await open('again');
    assert.deepEqual(await known(later.brands, ['b1']), { b1: 'MANN' });
  },

  async 'agree where two tell of a brand at once'(open, assert) {
    await using one = await open('race');
    await using two = await open('race');
    const ids = Array.from({ length: 50 }, (_, i) => `b${i}`);
    const tell = (from: OpenedBrandNames, name: string) =>
      from.brands.remember(ids.map((brandId) => ({ brandId, name })));
    await Promise.all([tell(one, 'one'), tell(two, 'two'), tell(one, 'three')]);
    const names = await known(one.brands, ids);
    assert.deepEqual(Object.keys(names).length, 50);
    assert.deepEqual(await known(two.brands, ids), names);
  },
};
