import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteCatalog } from '../adapters/sqlite/open-sqlite-catalog.ts';
import { openCatalogSnapshot } from '../compose.ts';
import { grantChange, grantOf } from '../domain/grant-repository.contract.ts';
import { importOf } from '../domain/part-contract.fixture.ts';

test('a copy of the catalogue has its parts and what of them is shared, however often it is begun', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-grant-snapshot-'));
  const [from, to] = ['from', 'to'].map((name) => join(folder, name)) as [string, string];
  const storage = (dataDir: string) => ({ storage: { engine: 'sqlite', dataDir } as const });
  {
    await using source = openSqliteCatalog({ dataDir: from }, 'imports');
    await source.writer.apply(
      ...importOf('acme').batch([{ partNumber: 'P1' }, { partNumber: 'P2', brand: 'MANN' }]),
    );
    await source.grants.give(grantOf('acme', 'bolt', ['BOSCH'], { note: 'kept' }), grantChange());
    const { grant } = await source.grants.give(grantOf('acme', 'bolt', 'all'), grantChange());
    await source.grants.revoke('acme', grant.grantId, grantChange());
  }
  {
    await using source = await openCatalogSnapshot(storage(from));
    await using target = await openCatalogSnapshot(storage(to));
    expect([await source.isEmpty(), await target.isEmpty()]).toEqual([false, true]);
    for (const _ of ['once', 'and again']) await target.write(source.read());
    const records = await Array.fromAsync(source.read());
    expect(records.map(({ kind }) => kind)).toEqual(['part', 'part', 'grant', 'grant']);
    expect(await Array.fromAsync(target.read())).toEqual(records);
  }
  {
    await using copy = openSqliteCatalog({ dataDir: to }, 'calls');
    const seen = await copy.reader.list('bolt', { after: '', limit: 9, ownOnly: false });
    expect(seen.map(({ partNumber }) => partNumber)).toEqual(['P1']);
    expect(await copy.reader.list('core', { after: '', limit: 9, ownOnly: false })).toEqual([]);
  }
  rmSync(folder, { recursive: true });
});
