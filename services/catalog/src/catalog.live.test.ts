import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@qipei/kernel';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { type OpenCatalog, openCatalogUnderTest } from './catalog.fixture.ts';
import { foreignIdsContract } from './catalog-foreign-ids.contract.ts';
import { graphContract } from './catalog-graph.contract.ts';
import { importContract } from './catalog-import.contract.ts';
import { interchangeContract } from './catalog-interchange.contract.ts';
import { numbersContract } from './catalog-numbers.contract.ts';
import { piesContract } from './catalog-pies.contract.ts';
import { readsContract } from './catalog-reads.contract.ts';
import { releasesContract } from './catalog-release.contract.ts';

vi.setConfig({ testTimeout: 180_000 });

let folder: string;
let server: MongoServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-catalog-mongo-'));
  server = await startMongo({ folder });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const open: OpenCatalog = (options) =>
  openCatalogUnderTest({ ...options, mongodbUrl: `${server.url}/${newId('test')}` });

// The test server knows no index but those of unique keys: what is many to it is less.
describe('imports over MongoDB', () => importContract(open, 600));
describe('the graph over MongoDB', () => {
  interchangeContract(open);
  graphContract(open);
});
describe('numbers over MongoDB', () => {
  numbersContract(open);
  foreignIdsContract(open);
});
describe('reads over MongoDB', () => readsContract(open));

// A batch has 4,000 rows.
describe('releases over MongoDB', () => releasesContract(open, 4_200));
describe('PIES over MongoDB', () => piesContract(open));
