import { type Database, immediateTransaction, type Migration } from '@qipei/sqlite';
import type { BrandNames } from '../../domain/brand-names.ts';

export const BRAND_NAME_MIGRATIONS: readonly Migration[] = [
  {
    id: '001-brand-name',
    up: 'CREATE TABLE brand_name (brand_id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID',
  },
];

export function sqliteBrandNames(db: Database): BrandNames {
  const known = new Map<string, string>();
  const insert = db.prepare('INSERT OR IGNORE INTO brand_name VALUES (?, ?)');
  const select = db.prepare<[string], string>('SELECT name FROM brand_name WHERE brand_id = ?').pluck();
  const nameOf = (brandId: string) => {
    const name = known.get(brandId) ?? select.get(brandId);
    if (name !== undefined) known.set(brandId, name);
    return name;
  };
  return {
    async names(brandIds) {
      const found = new Map<string, string>();
      for (const brandId of brandIds) {
        const name = nameOf(brandId);
        if (name !== undefined) found.set(brandId, name);
      }
      return found;
    },
    async remember(brands) {
      const fresh = brands.filter(({ brandId, name }) => name !== '' && nameOf(brandId) === undefined);
      if (fresh.length === 0) return;
      immediateTransaction(db, () => {
        for (const { brandId, name } of fresh) insert.run(brandId, name);
      });
    },
  };
}
