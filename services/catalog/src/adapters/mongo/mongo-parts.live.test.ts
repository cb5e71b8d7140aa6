import assert from 'node:assert/strict';
import { openMongo } from '@qipei/mongo';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GRANT_CONTRACT } from '../../domain/grant-repository.contract.ts';
import { PART_MODEL_CONTRACT } from '../../domain/part-model.contract.ts';
import { PART_READER_CONTRACT } from '../../domain/part-reader.contract.ts';
import { PART_WRITER_CONTRACT } from '../../domain/part-writer.contract.ts';
import { SIGHT_CONTRACT } from '../../domain/sight.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

const contracts = {
  ...PART_READER_CONTRACT,
  ...PART_WRITER_CONTRACT,
  ...PART_MODEL_CONTRACT,
  ...GRANT_CONTRACT,
  ...SIGHT_CONTRACT,
};
test.each(Object.entries(contracts))('MongoDB %s', (_, holds) => holds(mongo.open, assert));

test('has the declared indexes and no others', async () => {
  await using _ = await mongo.open('indexes');
  const connection = await openMongo({ url: mongo.server.url, database: 'indexes-catalog' });
  const indexes = await connection.collection('part').indexes();
  await connection.close();
  expect(indexes.map(({ name, unique = false }) => [name, unique]).sort()).toEqual([
    ['_id_', false],
    ['graph-faulty', false],
    ['graph-waiting', false],
    ['identity', true],
    ['locked', false],
    ['number', false],
    ['outbox-since', false],
    ['own', false],
    ['seen', false],
    ['seen-identity', false],
  ]);
});
