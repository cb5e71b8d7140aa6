import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReleaseState } from '@qipei/contracts/releases/v1/releases';
import { newId } from '@qipei/kernel';
import { type MongoServer, startMongo } from '@qipei/testing/mongo-server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { as, type OpenCatalog, openCatalogUnderTest, partRow } from './catalog.fixture.ts';
import { graphContract } from './catalog-graph.contract.ts';
import { importContract } from './catalog-import.contract.ts';
import { piesContract } from './catalog-pies.contract.ts';
import { readsContract } from './catalog-reads.contract.ts';

vi.setConfig({ testTimeout: 120_000 });

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
describe('the graph over MongoDB', () => graphContract(open));
describe('reads over MongoDB', () => readsContract(open));

it('refuses releases over MongoDB, and has none', async () => {
  await using opened = await open({});
  const staged = opened.importNdjson('acme', '{}', { release: 'stage' });
  await expect(staged).rejects.toMatchObject({ code: 'release-unsupported' });
  const page = { pageSize: 0, pageToken: '', feed: undefined };
  expect(
    (await opened.releases.listReleases({ ...page, state: ReleaseState.UNSPECIFIED }, as('acme'))).releases,
  ).toEqual([]);
  const releaseId = 'rel-parts_00000000000000000000000000';
  await expect(opened.releases.publishRelease({ releaseId }, as('acme'))).rejects.toMatchObject({
    code: 'release-not-found',
  });
  await opened.importNdjson('acme', JSON.stringify(partRow('A')), { feed: 'spring' });
  expect(await opened.idOf('acme', 'BOSCH', 'A')).not.toBe('');
});
describe('PIES over MongoDB', () => piesContract(open));
