import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, expect, it } from 'vitest';
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

it('SQLite waits for who publishes without keeping the thread', async () => {
  const file = join(folder, 'busy.sqlite');
  const [db, writer] = [1, 2].map(() => openDatabase({ file, migrations: FITMENT_MIGRATIONS }));
  if (db === undefined || writer === undefined) throw new Error('Both are open.');
  const packs = sqliteRulePacks(db);
  const pack = {
    name: 'a',
    title: '',
    priority: 1,
    ruleCount: 1,
    digest: 'd',
    json: '{}',
    updatedAt: new Date(0),
  };
  const limits = { packs: 9, rules: 9 };
  for (const change of [() => packs.put('acme', pack, limits), () => packs.remove('acme', 'a')]) {
    writer.exec('BEGIN IMMEDIATE');
    let isDone = false;
    const changed = change().then((result) => {
      isDone = true;
      return result;
    });
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect(isDone).toBe(false);
    writer.exec('COMMIT');
    expect(await changed).toBeTruthy();
  }
  db.close();
  writer.close();
});
