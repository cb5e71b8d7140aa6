import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, beforeAll, test } from 'vitest';
import { SIGN_IN_STORES_CONTRACT } from '../../domain/sign-in-stores.contract.ts';
import { SIGN_IN_MIGRATIONS } from './sign-in-migrations.ts';
import { sqliteSignInStores } from './sqlite-sign-in-stores.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-access-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(Object.entries(SIGN_IN_STORES_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage) => {
    const db = openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: SIGN_IN_MIGRATIONS });
    return { ...sqliteSignInStores(db), [Symbol.asyncDispose]: async () => void db.close() };
  }, assert);
});
