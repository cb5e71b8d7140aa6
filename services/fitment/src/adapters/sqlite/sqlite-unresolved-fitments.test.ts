import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, it } from 'vitest';
import { UNRESOLVED_CONTRACT } from '../../domain/unresolved-fitments.contract.ts';
import { FITMENT_MIGRATIONS } from './fitment-migrations.ts';
import { sqliteUnresolvedFitments } from './sqlite-unresolved-fitments.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-unresolved-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each(Object.entries(UNRESOLVED_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage) => {
    const db = openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: FITMENT_MIGRATIONS });
    const unresolved = sqliteUnresolvedFitments(db);
    return { unresolved, [Symbol.asyncDispose]: async () => void db.close() };
  }, assert);
});
