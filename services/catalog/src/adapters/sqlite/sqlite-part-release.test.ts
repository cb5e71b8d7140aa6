import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@qipei/contracts';
import { withoutOpenReleases } from '@qipei/release';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { settleForeignIds } from '../../application/foreign-ids.ts';
import { importOf, trace } from '../../domain/part-contract.fixture.ts';
import { toldEvent } from '../events/told-event.fixture.ts';
import {
  type OpenPartReleases,
  partReleaseContract,
  publish,
  rollBack,
  stage,
  startOf,
} from '../imports/part-release.contract.ts';
import { openSqliteCatalog, readSqlitePartVersions } from './open-sqlite-catalog.ts';

vi.setConfig({ testTimeout: 180_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-part-release-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: OpenPartReleases = async (storage) => {
  const dataDir = join(folder, storage);
  const catalog = openSqliteCatalog({ dataDir }, 'imports');
  const events = () => catalog.outbox.read(100_000);
  return {
    ...catalog,
    events: async () =>
      events()
        .filter(({ topic }) => topic === TOPICS.catalogPart)
        .map(toldEvent),
    versions: async () => [...readSqlitePartVersions({ dataDir })],
    republish: () => catalog.republish({ now: new Date('2027-01-02'), traceparent: trace }),
  };
};

partReleaseContract('SQLite', open);

test('a reader beside it sees the catalogue before or after, never between', async () => {
  const numbers = Array.from({ length: 3_000 }, (_, i) => `P${i}`);
  await using store = await open('reader');
  await store.writer.apply(...importOf('acme').batch(numbers.map((partNumber) => ({ partNumber }))));
  const beside = openSqliteCatalog({ dataDir: join(folder, 'reader') }, 'calls');
  const start = startOf('acme');
  await stage(
    store,
    start,
    numbers.slice(1_500).map((partNumber) => ({ partNumber, nameEn: 'new' })),
  );
  const seen: number[] = [];
  const { published } = store.releases.store;
  const look = async () => {
    const parts = await beside.reader.list('acme', { after: '', limit: 10_000, ownOnly: true });
    seen.push(parts.filter(({ nameEn }) => nameEn === 'new').length);
  };
  await look();
  // With all of it written and nothing committed.
  store.releases.store.published = (...args) => {
    void look();
    return published(...args);
  };
  await publish(store, start);
  await look();
  expect(seen).toEqual([0, 0, 1_500]);
  await beside[Symbol.asyncDispose]();
});

test('a full disk in the middle leaves the catalogue as it was, and what is in memory too', async () => {
  await using store = await open('undone');
  const start = startOf('acme');
  const rows = Array.from({ length: 50 }, (_, i) => ({ partNumber: `P${i}`, oeNumbers: ['VW:1'] }));
  await stage(store, start, rows);
  const { published } = store.releases.store;
  store.releases.store.published = () => {
    throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
  };
  await expect(publish(store, start)).rejects.toThrow('full');
  expect(await store.versions()).toEqual([]);
  store.releases.store.published = published;
  expect(await publish(store, start)).toMatchObject({ state: 'published' });
  expect(await store.versions()).toHaveLength(50);
  expect(await store.reader.brands('acme')).toMatchObject([{ partCount: 50 }]);
});

test('what a foreign part type means when a release goes live counts, and is no reason to keep it at a roll-back', async () => {
  const dataDir = join(folder, 'typed');
  await using store = await open('typed');
  const { foreignIds } = openSqliteCatalog({ dataDir }, 'imports');
  const context = { now: new Date(), traceparent: trace };
  const settle = async () => {
    while ((await settleForeignIds({ foreignIds }, context)) > 0);
  };
  const map = async (...ids: [foreignId: string, value: string][]) => {
    const all = ids.map(([foreignId, value]) => ({ foreignId, value }));
    await foreignIds.replace('acme', 'part-type', all);
    await settle();
  };
  const types = async () => {
    const parts = await store.reader.list('acme', { after: '', limit: 10, ownOnly: true });
    return parts.map(({ partNumber, partTypeId }) => `${partNumber} ${partTypeId}`).sort();
  };
  const [one, two] = ['pcdb.partTerminology:1', 'pcdb.partTerminology:2'];
  await store.writer.apply(...importOf('acme').batch([{ partNumber: 'B', partType: two }]));
  const start = startOf('acme');
  await stage(store, start, [
    { partNumber: 'A', partType: one, nameEn: 'pad' },
    { partNumber: 'B', partType: one },
  ]);
  // Nothing is live of the one yet that could be told.
  await map([one, 'brake-pad']);
  await publish(store, start);
  await settle();
  expect(await types()).toEqual(['A brake-pad', 'B brake-pad']);
  await map([one, 'brake-disc'], [two, 'oil-filter']);
  expect(await rollBack(store, start)).toMatchObject({ kept: 0 });
  await settle();
  expect(await types()).toEqual(['B oil-filter']);
  await map();
  expect(await types()).toEqual(['B ']);
});

test('a copy is refused while a release waits, and tells of each part which data set said it', async () => {
  const dataDir = join(folder, 'copied');
  await using store = await open('copied');
  const beside = openSqliteCatalog({ dataDir }, 'imports');
  const copy = withoutOpenReleases(beside.content, beside.releases.store);
  const start = startOf('acme', { feed: 'spring' });
  await stage(store, start, [{ partNumber: 'A' }]);
  const read = () => Array.fromAsync(copy.read());
  await expect(read()).rejects.toMatchObject({ code: 'releases-open' });
  await publish(store, start);
  const records = await read();
  expect(records).toMatchObject([{ partNumberKey: 'A', feed: 'spring' }]);
  const target = openSqliteCatalog({ dataDir: join(folder, 'copy') }, 'imports');
  await target.content.write(copy.read());
  expect(await Array.fromAsync(target.content.read())).toEqual(records);
  for (const each of [beside, target]) await each[Symbol.asyncDispose]();
});
