import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll } from 'vitest';
import { openMongoFixture } from './adapters/mongo/mongo-inventory.fixture.ts';
import { inventoryServiceContract } from './inventory-service.contract.ts';

let folder: string;
let server: MongoServer;
let databases = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-inventory-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

inventoryServiceContract(() => {
  databases += 1;
  const url = `${server.url}/service${databases}`;
  return { env: { QIPEI_MONGODB_URL: url }, open: () => openMongoFixture(url) };
});
