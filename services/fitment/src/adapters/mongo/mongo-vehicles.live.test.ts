import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseName, migrateMongo, openMongo } from '@qipei/mongo';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdsOver, VEHICLE_IMPORTS_CONTRACT } from '../../application/vehicle-imports.contract.ts';
import { vehicleImports } from '../../application/vehicle-imports.fixture.ts';
import { openFitmentSnapshot, openFitmentStore } from '../../compose.ts';
import { vehicleModels } from './mongo-vehicle-models.ts';
import { mongoVehicleReader } from './mongo-vehicle-reader.ts';
import { mongoVehicleWriter } from './mongo-vehicle-writer.ts';
import { FITMENT_MONGO_MIGRATIONS } from './part-fitments-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-mongo-vehicles-'));
let server: MongoServer;
let databases = 0;
beforeAll(async () => {
  server = await startMongo({ folder: join(folder, 'mongo') });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

async function openVehicles() {
  databases += 1;
  const connection = await openMongo({
    url: server.url,
    database: databaseName(server.url, `vehicles${databases}`),
  });
  await migrateMongo(connection, FITMENT_MONGO_MIGRATIONS);
  const models = vehicleModels(connection);
  const reader = mongoVehicleReader(models);
  return {
    ...{ reader, writer: mongoVehicleWriter(models, reader) },
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

it.each(Object.entries(VEHICLE_IMPORTS_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holdsOver(openVehicles, holds, assert);
});

it('what tenants have added goes to MongoDB and back as it was', async () => {
  const source = { engine: 'sqlite', dataDir: join(folder, 'source') } as const;
  {
    await using store = await openFitmentStore({ storage: source });
    const { take } = vehicleImports(store.vehicles);
    const rows = Array.from({ length: 1_200 }, (_, i) => `V${i},Geely,M${i % 7},2014,n${i},${i}\n`);
    await take(`id,make,model,year,name,ktype\n${rows.join('').replace(',0\n', ',\n')}`, {
      submission: 'full',
    });
    await take('id,mergedInto\nV1,V2\n', { tenant: 'acme' });
    await take('id,make,model,year,name\nV9,Geely,M1,2014,n\n', { tenant: 'other' });
  }
  const read = async (from: Awaited<ReturnType<typeof openFitmentSnapshot>>) => {
    const records: { kind: string }[] = [];
    for await (const record of from.read()) records.push(record);
    return records;
  };
  await using from = await openFitmentSnapshot({ storage: source });
  await using over = await openFitmentSnapshot({ storage: { engine: 'mongodb', url: server.url } });
  const target = { engine: 'sqlite', dataDir: join(folder, 'target') } as const;
  await using back = await openFitmentSnapshot({ storage: target });
  expect([await from.isEmpty(), await over.isEmpty(), await back.isEmpty()]).toEqual([false, true, true]);
  const given = await read(from);
  expect(given.length).toBeGreaterThan(2_400);
  await over.write(from.read());
  await over.write(from.read());
  expect(await read(over)).toEqual(given);
  await back.write(over.read());
  expect(await read(back)).toEqual(given);
});
