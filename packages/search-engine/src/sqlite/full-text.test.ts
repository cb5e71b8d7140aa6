import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { expect, test } from 'vitest';
import { fitment, part, query, SCHEMA } from '../contract/parts.ts';
import { openSqliteSearchEngine } from './index.ts';
import { MIGRATIONS } from './tables.ts';

test('a newer version of the same content leaves the full-text rows as they are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'search-engine-'));
  const file = join(folder, 'index.db');
  try {
    await using engine = await openSqliteSearchEngine({ file, schema: SCHEMA });
    const blocks = (): unknown => {
      const db = openDatabase({ file, migrations: MIGRATIONS, readonly: true });
      const found = ['word_index', 'link_index'].map((table) =>
        db.prepare(`SELECT id, hex(block) FROM ${table}_data`).all(),
      );
      db.close();
      return found;
    };
    const publish = (version: number, name: string) =>
      engine.apply([
        part('a', { text: { name }, stored: { version }, keywords: { brandId: [`b${version}`] } }, version),
        fitment('a', { links: { vehicleId: ['v1', 'v2'] } }, version),
      ]);
    await publish(1, 'brake pad');
    const before = blocks();
    expect(await publish(2, 'brake pad')).toEqual({ applied: 2, ignored: 0 });
    expect(blocks()).toEqual(before);
    const found = await engine.search(query({ words: 'pad', facets: ['brandId'] }));
    expect(found.hits[0]?.stored).toEqual({ version: 2 });
    expect(found.facets.brandId).toEqual([{ value: 'b2', count: 1 }]);
    await publish(3, 'brake disc');
    expect(blocks()).not.toEqual(before);
    expect((await engine.search(query({ words: 'disc' }))).total).toBe(1);
    expect((await engine.search(query({ words: 'pad' }))).total).toBe(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
