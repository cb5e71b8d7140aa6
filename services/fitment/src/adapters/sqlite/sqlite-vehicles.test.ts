import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { it } from 'vitest';
import { holdsOver, VEHICLE_IMPORTS_CONTRACT } from '../../application/vehicle-imports.contract.ts';
import { FITMENT_MIGRATIONS } from './fitment-migrations.ts';
import { sqliteVehicleReader, sqliteVehicleWriter } from './sqlite-vehicles.ts';

async function openVehicles() {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-vehicles-'));
  const db = openDatabase({ file: join(folder, 'fitment.sqlite'), migrations: FITMENT_MIGRATIONS });
  return {
    reader: sqliteVehicleReader(db),
    writer: sqliteVehicleWriter(db),
    async [Symbol.asyncDispose]() {
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

it.each(Object.entries(VEHICLE_IMPORTS_CONTRACT))('SQLite %s', async (_, holds) => {
  await holdsOver(openVehicles, holds, assert);
});
