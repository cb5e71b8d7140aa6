import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { GRANT_CONTRACT } from '../../domain/grant-repository.contract.ts';
import { type OpenGrants, trace } from '../../domain/part-contract.fixture.ts';
import { PART_MODEL_CONTRACT } from '../../domain/part-model.contract.ts';
import { PART_READER_CONTRACT } from '../../domain/part-reader.contract.ts';
import { PART_WRITER_CONTRACT } from '../../domain/part-writer.contract.ts';
import { SIGHT_CONTRACT } from '../../domain/sight.contract.ts';
import { toldEvents, toldGrants } from '../events/told-event.fixture.ts';
import { openSqliteCatalog, readSqlitePartVersions } from './open-sqlite-catalog.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-parts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: OpenGrants = async (storage, clock) => {
  const dataDir = join(folder, storage);
  const catalog = openSqliteCatalog({ dataDir }, 'imports', clock === undefined ? {} : { clock });
  return {
    ...catalog,
    events: async () => toldEvents(catalog.outbox.read(100_000)),
    grantEvents: async () => toldGrants(catalog.outbox.read(100_000)),
    versions: async () => [...readSqlitePartVersions({ dataDir })],
    republish: () => catalog.republish({ now: new Date('2027-01-02'), traceparent: trace }),
  };
};

const contracts = {
  ...PART_READER_CONTRACT,
  ...PART_WRITER_CONTRACT,
  ...PART_MODEL_CONTRACT,
  ...GRANT_CONTRACT,
  ...SIGHT_CONTRACT,
};
it.each(Object.entries(contracts))('SQLite %s', (_, holds) => holds(open, assert));
