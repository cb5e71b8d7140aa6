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
  const name = (brandId: string) => {
    const cached = known.get(brandId);
    if (cached !== undefined) return cached;
    const stored = select.get(brandId);
    if (stored !== undefined) known.set(brandId, stored);
    return stored ?? '';
  };
  return {
    name,
    remember(brands) {
      const fresh = brands.filter((brand) => brand.name !== '' && name(brand.brandId) === '');
      if (fresh.length === 0) return;
      immediateTransaction(db, () => {
        for (const brand of fresh) insert.run(brand.brandId, brand.name);
      });
    },
  };
}
