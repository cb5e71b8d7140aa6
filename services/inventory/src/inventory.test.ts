import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReservationState } from '@qipei/contracts/inventory/v1/inventory';
import { IMPORT_JOB_MIGRATIONS } from '@qipei/import-job/sqlite';
import { openDatabase } from '@qipei/sqlite';
import { expect, it } from 'vitest';
import { INVENTORY_MIGRATIONS } from './adapters/sqlite/inventory-schema.ts';
import { openSqliteFixture } from './adapters/sqlite/sqlite-inventory.fixture.ts';
import { inventoryServiceContract, type ServiceStorage, startOver } from './inventory-service.contract.ts';

function overSqlite(dataDir: string): ServiceStorage {
  return { env: {}, open: async () => openSqliteFixture(join(dataDir, 'inventory.sqlite')) };
}

inventoryServiceContract(overSqlite);

it('waits without blocking while another connection holds the write lock', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const time = () => Date.UTC(2027, 0, 1);
  const it = await startOver(overSqlite(dataDir), { stack, dataDir, time, background: 'thread' });
  await it.setStock('acme', 'p1', 'north', 5);
  const other = openDatabase({
    file: join(dataDir, 'inventory.sqlite'),
    migrations: [...INVENTORY_MIGRATIONS, ...IMPORT_JOB_MIGRATIONS],
  });
  other.exec('BEGIN IMMEDIATE');
  let beats = 0;
  const heart = setInterval(() => (beats += 1), 5);
  const pending = it.reserve('ord_1', [{ partId: 'p1', quantity: 1 }]);
  // Whoever waited in SQLite itself would stop it for seconds, and give up before it beats again.
  await expect.poll(() => beats).toBeGreaterThan(20);
  other.exec('COMMIT');
  expect((await pending).reservation?.state).toBe(ReservationState.HELD);
  clearInterval(heart);
  other.close();
});
