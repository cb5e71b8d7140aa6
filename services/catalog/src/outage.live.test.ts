import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope, TOPICS } from '@qipei/contracts';
import { PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { ImportState } from '@qipei/contracts/imports/v1/imports';
import { openSqliteEventLog } from '@qipei/event-log/sqlite';
import { startMongo } from '@qipei/testing/mongo-server';
import { expect, it } from 'vitest';
import { as, openCatalogUnderTest, partRow } from './catalog.fixture.ts';
import { chance } from './domain/part-contract.fixture.ts';

const PARTS = 400;
const JOBS = 4;

it('takes each row in once and tells of each version once, though the server is killed in every import', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-catalog-outage-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true }));
  const server = opened.use(await startMongo({ folder }));
  const service = opened.use(await openCatalogUnderTest({ mongodbUrl: server.url }));
  const seed = Number(process.env.QIPEI_TEST_SEED ?? 1);
  const below = chance(seed);
  for (let job = 0; job < JOBS; job += 1) {
    const rows = Array.from({ length: 3 * PARTS }, (_, at) =>
      partRow(`P${at % PARTS}`, { nameEn: `${job}: ${Math.floor(at / PARTS)}` }),
    );
    const importing = service.importRows('acme', rows);
    const page = { pageSize: 1_000, pageToken: '', ownOnly: true };
    const written = async () => {
      const { parts } = await service.catalog.listParts(page, as('acme')).catch(() => ({ parts: [] }));
      return parts.filter(({ nameEn }) => nameEn.startsWith(`${job}:`)).length;
    };
    // Amid the batch, or a little behind it.
    await expect.poll(written, { timeout: 60_000, interval: 5 }).toBeGreaterThan(below(PARTS / 2));
    await server.stop('SIGKILL');
    await server.start();
    const counts = job === 0 ? { created: PARTS, updated: 2 * PARTS } : { created: 0, updated: 3 * PARTS };
    const done = { state: ImportState.DONE, rows: 3 * PARTS, unchanged: 0, deleted: 0, failed: 0 };
    expect(await importing, `seed ${seed}, job ${job}`).toMatchObject({ ...done, ...counts });
  }

  const told = new Map<string, Map<string, number>>();
  await using log = openSqliteEventLog({ file: join(service.config.dataDir, 'event-log.sqlite') });
  await using _ = await log.subscribe({
    topics: [TOPICS.catalogPart],
    group: 'test',
    handler: (records) => {
      for (const { key, value } of records) {
        const { id, payload } = readEnvelope(value);
        const ofPart = told.get(key) ?? new Map<string, number>();
        // An event that comes again has its id.
        told.set(key, ofPart.set(id, PartSaved.decode(payload).part?.version ?? 0));
      }
    },
  });
  const events = () => [...told.values()].reduce((sum, { size }) => sum + size, 0);
  await expect.poll(events, { timeout: 120_000 }).toBe(3 * JOBS * PARTS);
  expect(told.size).toBe(PARTS);
  const versions = Array.from({ length: 3 * JOBS }, (_, at) => at + 1);
  for (const ofPart of told.values()) expect([...ofPart.values()]).toEqual(versions);
}, 300_000);
