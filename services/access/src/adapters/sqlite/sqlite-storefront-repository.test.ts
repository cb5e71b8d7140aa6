import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, beforeAll, test } from 'vitest';
import { STOREFRONT_REPOSITORY_CONTRACT } from '../../domain/storefront-repository.contract.ts';
import { STOREFRONT_MIGRATIONS, sqliteStorefrontRepository } from './sqlite-storefront-repository.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-storefronts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(Object.entries(STOREFRONT_REPOSITORY_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage) => {
    const db = openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: STOREFRONT_MIGRATIONS });
    return {
      storefronts: sqliteStorefrontRepository(db),
      [Symbol.asyncDispose]: async () => void db.close(),
    };
  }, assert);
});
