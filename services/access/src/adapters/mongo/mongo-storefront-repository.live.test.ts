import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateMongo, openMongo } from '@qipei/mongo';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STOREFRONT_REPOSITORY_CONTRACT } from '../../domain/storefront-repository.contract.ts';
import { mongoStorefrontRepository } from './mongo-storefront-repository.ts';
import { STOREFRONT_MIGRATIONS } from './storefront-schema.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-storefronts-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test.each(Object.entries(STOREFRONT_REPOSITORY_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(async (storage) => {
    const connection = await openMongo({ url: server.url, database: storage });
    await migrateMongo(connection, STOREFRONT_MIGRATIONS);
    return {
      storefronts: mongoStorefrontRepository(connection),
      [Symbol.asyncDispose]: async () => {
        // Bytes that nobody names would stay for good.
        const named = await connection.collection('storefront').countDocuments({ logo: { $exists: true } });
        expect(await connection.collection('storefront_logo').countDocuments()).toBe(named);
        await connection.close();
      },
    };
  }, assert);
});
