import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateMongo, openMongo } from '@qipei/mongo';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, it } from 'vitest';
import { UNRESOLVED_CONTRACT } from '../../domain/unresolved-fitments.contract.ts';
import { mongoUnresolvedFitments, unresolvedModel } from './mongo-unresolved-fitments.ts';
import { FITMENT_MONGO_MIGRATIONS } from './part-fitments-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-unresolved-'));
let server: MongoServer;
beforeAll(async () => {
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

it.each(Object.entries(UNRESOLVED_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(async (storage) => {
    const connection = await openMongo({ url: server.url, database: `unresolved-${storage}` });
    await migrateMongo(connection, FITMENT_MONGO_MIGRATIONS);
    const unresolved = mongoUnresolvedFitments(unresolvedModel(connection));
    return { unresolved, [Symbol.asyncDispose]: () => connection.close() };
  }, assert);
});
