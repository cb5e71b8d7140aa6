import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { type OpenParts, trace } from '../../domain/part-contract.fixture.ts';
import { PART_MODEL_CONTRACT } from '../../domain/part-model.contract.ts';
import { PART_READER_CONTRACT } from '../../domain/part-reader.contract.ts';
import { PART_WRITER_CONTRACT } from '../../domain/part-writer.contract.ts';
import { toldEvent } from '../events/told-event.fixture.ts';
import { openSqliteCatalog, readSqlitePartVersions } from './open-sqlite-catalog.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-parts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open: OpenParts = async (storage) => {
  const dataDir = join(folder, storage);
  const catalog = openSqliteCatalog({ dataDir }, 'imports');
  return {
    ...catalog,
    events: async () => catalog.outbox.read(100_000).map(toldEvent),
    versions: async () => [...readSqlitePartVersions({ dataDir })],
    republish: () => catalog.republish({ now: new Date('2027-01-02'), traceparent: trace }),
  };
};

const contracts = { ...PART_READER_CONTRACT, ...PART_WRITER_CONTRACT, ...PART_MODEL_CONTRACT };
it.each(Object.entries(contracts))('SQLite %s', (_, holds) => holds(open, assert));
