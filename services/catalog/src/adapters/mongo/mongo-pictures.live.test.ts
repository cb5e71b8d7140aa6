import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { PICTURE_CONTRACT } from '../../domain/picture-repository.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

test.each(Object.entries(PICTURE_CONTRACT))('MongoDB %s', (_, holds) =>
  holds((storage) => mongo.openWith(storage), assert),
);
