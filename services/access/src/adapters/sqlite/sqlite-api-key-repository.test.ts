import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, beforeAll, test } from 'vitest';
import { API_KEY_REPOSITORY_CONTRACT } from '../../domain/api-key-repository.contract.ts';
import { API_KEY_MIGRATIONS, sqliteApiKeyRepository } from './sqlite-api-key-repository.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-access-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(Object.entries(API_KEY_REPOSITORY_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage) => {
    const db = openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: API_KEY_MIGRATIONS });
    return { keys: sqliteApiKeyRepository(db), [Symbol.asyncDispose]: async () => void db.close() };
  }, assert);
});
