import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, it } from 'vitest';
import { RULE_PACK_CONTRACT } from '../../domain/rule-pack-repository.contract.ts';
import { FITMENT_MIGRATIONS } from './fitment-migrations.ts';
import { sqliteRulePackArchive, sqliteRulePacks } from './sqlite-rule-packs.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-rule-packs-'));
afterAll(() => rmSync(folder, { recursive: true }));

it.each(Object.entries(RULE_PACK_CONTRACT))('SQLite %s', async (_, holds) => {
  await holds(async (storage) => {
    const db = openDatabase({ file: join(folder, `${storage}.sqlite`), migrations: FITMENT_MIGRATIONS });
    return {
      packs: sqliteRulePacks(db),
      archive: sqliteRulePackArchive(db),
      [Symbol.asyncDispose]: async () => void db.close(),
    };
  }, assert);
});
