import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, beforeAll, test } from 'vitest';
import { BRAND_NAMES_CONTRACT } from '../../domain/brand-names.contract.ts';
import { BRAND_NAME_MIGRATIONS, sqliteBrandNames } from './sqlite-brand-names.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-brand-names-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(BRAND_NAMES_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage) => {
    const db = openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: BRAND_NAME_MIGRATIONS });
    return { brands: sqliteBrandNames(db), [Symbol.asyncDispose]: async () => void db.close() };
  }, assert);
});
