import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, it } from 'vitest';
import { PICTURE_CONTRACT } from '../../domain/picture-repository.contract.ts';
import { openSqliteCatalog } from './open-sqlite-catalog.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-pictures-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(Object.entries(PICTURE_CONTRACT))('SQLite %s', (_, holds) =>
  holds(async (storage) => openSqliteCatalog({ dataDir: join(folder, storage) }, 'calls'), assert),
);
