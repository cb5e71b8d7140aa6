import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateMongo, openMongo } from '@qipei/mongo';
import { openDatabase } from '@qipei/sqlite';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStorefronts, writeStorefront } from '../../application/storefront-snapshot.ts';
import {
  STOREFRONT_REPOSITORY_CONTRACT,
  storefrontSettings,
} from '../../domain/storefront-repository.contract.ts';
import {
  STOREFRONT_MIGRATIONS as SQLITE_MIGRATIONS,
  sqliteStorefrontRepository,
} from '../sqlite/sqlite-storefront-repository.ts';
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

test('storefronts go to MongoDB and back as they were', async () => {
  const connection = await openMongo({ url: server.url, database: 'copied' });
  await migrateMongo(connection, STOREFRONT_MIGRATIONS);
  const stores = ['from', 'back'].map((name) =>
    openDatabase({ file: join(folder, `${name}.sqlite`), migrations: SQLITE_MIGRATIONS }),
  );
  const [from, back] = stores.map((db) => sqliteStorefrontRepository(db));
  const between = mongoStorefrontRepository(connection);
  if (from === undefined || back === undefined) throw new Error('two stores were opened');
  const logo = { digest: 'd1', mediaType: 'image/png', width: 64, height: 32, bytes: 4 } as const;
  for (const [at, tenant] of ['acme', 'bolt'].entries()) {
    const settings = storefrontSettings({ slug: tenant, hosts: at === 0 ? [] : ['b.example', 'a.example'] });
    for (const version of [1, 2, 3])
      await from.save({
        storefront: {
          tenant,
          settings,
          logo: at === 0 ? undefined : logo,
          version,
          updatedAt: new Date(version),
        },
        logoContent: new Uint8Array([1, 2, 3, 4]),
      });
  }
  const given = await Array.fromAsync(readStorefronts(from));
  for (const record of given) await writeStorefront(record, between);
  expect(await Array.fromAsync(readStorefronts(between))).toEqual(given);
  for (const record of await Array.fromAsync(readStorefronts(between))) await writeStorefront(record, back);
  expect(await Array.fromAsync(readStorefronts(back))).toEqual(given);
  for (const db of stores) db.close();
  await connection.close();
});
