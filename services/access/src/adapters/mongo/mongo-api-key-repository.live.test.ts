import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessServiceService, VerifyKeyRequest } from '@qipei/contracts/access/v1/access';
import { systemClock } from '@qipei/kernel';
import { migrateMongo, openMongo } from '@qipei/mongo';
import { createGrpcClient, systemContext } from '@qipei/service-kit';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { API_KEY_REPOSITORY_CONTRACT } from '../../domain/api-key-repository.contract.ts';
import { createKey, openAccess, readAccessConfig, revokeKey, startAccess } from '../../service.ts';
import { API_KEY_MIGRATIONS } from './api-key-schema.ts';
import { mongoApiKeyRepository } from './mongo-api-key-repository.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-access-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test.each(Object.entries(API_KEY_REPOSITORY_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(async (storage) => {
    const connection = await openMongo({ url: server.url, database: storage });
    await migrateMongo(connection, API_KEY_MIGRATIONS);
    return {
      keys: mongoApiKeyRepository(connection),
      [Symbol.asyncDispose]: () => connection.close(),
    };
  }, assert);
});

test('the service runs on it by configuration alone, and keeps no file', async () => {
  const dataDir = join(folder, 'unused');
  const config = readAccessConfig({
    QIPEI_DATA_DIR: dataDir,
    QIPEI_MONGODB_URL: `${server.url}/shop`,
    ACCESS_GRPC_ADDRESS: '127.0.0.1:0',
    LOG_LEVEL: 'silent',
  });
  await using service = await startAccess(config);
  await using client = createGrpcClient(AccessServiceService, { address: service.address });
  await using parts = await openAccess(config);
  const dependencies = { ...parts, clock: systemClock };
  const { key, secret } = await createKey(
    { tenant: 'acme', name: 'x', scopes: ['catalog:read'] },
    dependencies,
  );
  const verify = () => client.verifyKey(VerifyKeyRequest.fromPartial({ secret }), systemContext('', 'test'));
  expect(await verify()).toMatchObject({ keyId: key.keyId, tenant: 'acme' });
  await server.stop();
  await expect(verify()).rejects.toMatchObject({ kind: 'unavailable' });
  await server.start();
  await expect.poll(verify, { timeout: 30_000 }).toMatchObject({ keyId: key.keyId });
  await revokeKey(key.keyId, dependencies);
  await expect(verify()).rejects.toMatchObject({ code: 'key-invalid' });
  expect(() => rmSync(dataDir)).toThrow(/ENOENT/);
}, 180_000);
