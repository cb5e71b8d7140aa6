import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateMongo, openMongo } from '@qipei/mongo';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, test } from 'vitest';
import { SIGN_IN_STORES_CONTRACT } from '../../domain/sign-in-stores.contract.ts';
import { mongoSignInStores } from './mongo-sign-in-stores.ts';
import { SIGN_IN_MIGRATIONS } from './sign-in-schemas.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-sign-in-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test.each(Object.entries(SIGN_IN_STORES_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(async (storage) => {
    const connection = await openMongo({ url: server.url, database: storage });
    await migrateMongo(connection, SIGN_IN_MIGRATIONS);
    return { ...mongoSignInStores(connection), [Symbol.asyncDispose]: () => connection.close() };
  }, assert);
});
