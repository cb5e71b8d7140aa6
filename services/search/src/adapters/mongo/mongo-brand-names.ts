import { isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { BrandNames } from '../../domain/brand-names.ts';
import type { BrandNameDocument } from './brand-name-document.ts';

export function mongoBrandNames(model: Model<BrandNameDocument>): BrandNames {
  // A name that is known never changes, and there are some thousands of brands at most.
  const known = new Map<string, string>();

  async function names(brandIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const unknown = [...new Set(brandIds)].filter((brandId) => !known.has(brandId));
    if (unknown.length > 0) {
      for (const { _id, name } of await model.find({ _id: { $in: unknown } }).lean()) known.set(_id, name);
    }
    const found = new Map<string, string>();
    for (const brandId of brandIds) {
      const name = known.get(brandId);
      if (name !== undefined) found.set(brandId, name);
    }
    return found;
  }

  async function insertUnknown(brands: readonly { brandId: string; name: string }[]): Promise<void> {
    const held = await names(brands.map(({ brandId }) => brandId));
    const fresh = new Map<string, string>();
    for (const { brandId, name } of brands) {
      if (name !== '' && !held.has(brandId) && !fresh.has(brandId)) fresh.set(brandId, name);
    }
    if (fresh.size === 0) return;
    await model.bulkWrite(
      [...fresh].map(([_id, name]) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: { name } }, upsert: true },
      })),
      { ordered: false },
    );
  }

  return withDatabaseErrors<BrandNames>({
    names,
    async remember(brands) {
      try {
        await insertUnknown(brands);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // Another told of a brand at the same moment: it has that name, and the rest is written now.
        await insertUnknown(brands);
      }
    },
  });
}
