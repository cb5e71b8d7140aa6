import { afterAll, beforeAll, vi } from 'vitest';
import { partReleaseContract } from '../imports/part-release.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

// Pages of a few parts: what is many to it is less.
partReleaseContract('MongoDB', (storage) => mongo.openWith(storage, { releasePage: 5 }), 3);
