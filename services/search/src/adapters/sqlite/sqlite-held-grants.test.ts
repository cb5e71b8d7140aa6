import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, beforeAll, test } from 'vitest';
import { HELD_GRANTS_CONTRACT } from '../../domain/held-grants.contract.ts';
import { HELD_GRANT_MIGRATIONS, sqliteHeldGrants } from './sqlite-held-grants.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-held-grants-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(HELD_GRANTS_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage, clock) => {
    const db = openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: HELD_GRANT_MIGRATIONS });
    return { grants: sqliteHeldGrants(db, clock), [Symbol.asyncDispose]: async () => void db.close() };
  }, assert);
});
