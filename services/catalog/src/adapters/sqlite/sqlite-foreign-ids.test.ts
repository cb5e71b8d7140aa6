import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { openDatabase } from '@qipei/sqlite';
import { afterAll, expect, it } from 'vitest';
import { meaningsOfAnImportContract } from '../imports/part-import-meanings.contract.ts';
import { openSqliteCatalog } from './open-sqlite-catalog.ts';
import { CATALOG_MIGRATIONS } from './schema.ts';
import { FOREIGN_ID_MIGRATIONS, sqliteForeignIds } from './sqlite-foreign-ids.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-foreign-ids-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('waits for who publishes without keeping the thread', async () => {
  const file = join(folder, 'catalog.sqlite');
  const migrations = [...CATALOG_MIGRATIONS, ...FOREIGN_ID_MIGRATIONS];
  const [db, writer] = [1, 2].map(() => openDatabase({ file, migrations }));
  if (db === undefined || writer === undefined) throw new Error('Both are open.');
  const ids = sqliteForeignIds(db);
  const set = [{ foreignId: 'autocare.brand:BBBB', value: 'Acme' }];
  for (const change of [
    () => ids.replace('acme', 'brand', set),
    () => ids.change('acme', 'brand', { set: [], remove: ['autocare.brand:BBBB'] }),
  ]) {
    writer.exec('BEGIN IMMEDIATE');
    let isDone = false;
    const changed = change().then((counts) => {
      isDone = true;
      return counts;
    });
    for (let turn = 0; turn < 50; turn += 1) await nextTurn();
    expect(isDone).toBe(false);
    writer.exec('COMMIT');
    const { added, removed } = await changed;
    expect(added + removed).toBe(1);
  }
  db.close();
  writer.close();
});

it('an import that was read before a part type got another meaning is told of that one', async () => {
  await using catalog = openSqliteCatalog({ dataDir: mkdtempSync(join(folder, 'meanings-')) }, 'calls');
  await meaningsOfAnImportContract(catalog);
});
