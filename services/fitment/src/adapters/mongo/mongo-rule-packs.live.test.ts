import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@qipei/kernel';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, test } from 'vitest';
import { RULE_PACK_CONTRACT } from '../../domain/rule-pack-repository.contract.ts';
import { openMongoFitments } from './open-mongo-fitments.ts';

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-rule-packs-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test.each(Object.entries(RULE_PACK_CONTRACT))('MongoDB %s', async (_, holds) => {
  await holds(async (storage) => {
    const url = `${server.url}/rule-packs-${storage}`;
    const store = await openMongoFitments(url, { clock: systemClock, upload: {}, onCommit: () => {} });
    const { repository: packs, archive } = store.rulePacks;
    return { packs, archive, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
  }, assert);
});
