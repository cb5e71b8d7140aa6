import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@qipei/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { named, offer, part, query, SCHEMA } from '../contract/parts.ts';
import { BATCH_SIZE } from './endless-import.ts';
import { openSqliteSearchEngine } from './index.ts';
import { MIGRATIONS } from './tables.ts';

const SCRIPT = fileURLToPath(new URL('./endless-import.ts', import.meta.url));

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'search-engine-'));
  file = join(folder, 'index.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function startImport(first: number): { importer: ChildProcess; acknowledged: AsyncIterable<string> } {
  const importer = spawn(process.execPath, [SCRIPT, file, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (importer.stdout === null) throw new Error('The import has no output.');
  return { importer, acknowledged: createInterface({ input: importer.stdout }) };
}

test('an import that is killed leaves whole batches, and every one that was acknowledged', async () => {
  let first = 1;
  for (let round = 0; round < 6; round += 1) {
    const { importer, acknowledged } = startImport(first);
    let last = first - 1;
    for await (const line of acknowledged) {
      last = Number(line);
      if (last >= first + 3 + round * 5) importer.kill('SIGKILL');
    }
    if (importer.exitCode === null && importer.signalCode === null) await once(importer, 'exit');
    await using engine = await openSqliteSearchEngine({ file, schema: SCHEMA });
    const found = await engine.search(query({ words: 'brake', facets: ['brandId'] }));
    const batches = (found.facets.brandId ?? []).map(({ value }) => Number(value.slice('batch'.length)));
    for (const { value, count } of found.facets.brandId ?? []) {
      expect(count, value).toBe(BATCH_SIZE);
      expect((await engine.search(query({ words: `${value} brake` }))).total, value).toBe(BATCH_SIZE);
    }
    const newest = Math.max(...batches);
    expect(newest).toBeGreaterThanOrEqual(last);
    expect(newest).toBeLessThanOrEqual(last + 1);
    first = newest + 1;
  }
}, 180_000);

test('a reader sees what another process writes, whole batches only, and never goes back', async () => {
  await (await openSqliteSearchEngine({ file, schema: SCHEMA }))[Symbol.asyncDispose]();
  await using reader = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true });
  const { importer, acknowledged } = startImport(1);
  let seen = 0;
  for await (const line of acknowledged) {
    const batch = Number(line);
    const found = await reader.search(query({ facets: ['brandId'] }));
    const counts = found.facets.brandId ?? [];
    expect(counts.every(({ count }) => count === BATCH_SIZE)).toBe(true);
    const newest = Math.max(...counts.map(({ value }) => Number(value.slice('batch'.length))));
    expect(newest).toBeGreaterThanOrEqual(Math.max(seen, batch));
    seen = newest;
    const words = await reader.search(query({ words: `batch${newest} brake` }));
    expect(words.relaxed).toBeNull();
    if (batch >= 80) importer.kill('SIGKILL');
  }
}, 180_000);

test('what is not committed is not seen', async () => {
  await using writer = await openSqliteSearchEngine({ file, schema: SCHEMA });
  await writer.apply([named('a', 'brake')]);
  await using reader = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true });
  expect((await reader.search(query())).total).toBe(1);
  const other = openDatabase({ file, migrations: MIGRATIONS });
  other.exec(`BEGIN IMMEDIATE;
    INSERT INTO document (no, id, groups, card) VALUES (2, 'b', '{}', '[2,"b",1,0,"",0,0,0]');
    INSERT INTO word_index (rowid, terms) VALUES (2, 'abrake');
    INSERT INTO change (seq, tenant, ends, cards) VALUES (2, 0, 999, '[2,"b",1,0,"",0,0,0]');`);
  expect((await reader.search(query())).total).toBe(1);
  expect((await reader.search(query({ words: 'brake' }))).total).toBe(1);
  other.exec('ROLLBACK');
  other.close();
  expect((await reader.search(query({ words: 'brake' }))).total).toBe(1);
});

test('a failed call leaves no trace in what the writer remembers', async () => {
  await using writer = await openSqliteSearchEngine({ file, schema: SCHEMA });
  const tooMany = Array.from({ length: 17 }, (_, i) => ({
    id: 'a',
    group: `group${i}`,
    version: 1,
    fields: { links: { vehicleId: ['v'] }, keywords: { brandId: ['lost'] } },
  }));
  const lost = part('a', { text: { name: 'brake' }, keywords: { brandId: ['lost'] } });
  await expect(writer.apply([lost, ...tooMany])).rejects.toMatchObject({ code: 'groups-too-many' });
  await writer.apply([part('a', { text: { name: 'brake' }, keywords: { brandId: ['kept', 'lost'] } })]);
  const found = await writer.search(query({ words: 'brkae', facets: ['brandId'] }));
  expect(found.corrections).toEqual([{ from: 'brkae', to: 'brake' }]);
  expect(found.facets.brandId).toEqual([
    { value: 'kept', count: 1 },
    { value: 'lost', count: 1 },
  ]);
});

test('a reader that is behind the change log loads everything anew', async () => {
  await using writer = await openSqliteSearchEngine({ file, schema: SCHEMA });
  await writer.apply([named('a', 'brake'), offer('a', 'shop', { price: 1 })]);
  await using reader = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true });
  expect((await reader.search(query())).hits[0]?.numbers).toEqual({ price: 1 });
  await writer.apply([named('b', 'brake'), offer('a', 'shop', { price: 2 }, 2)]);
  await writer.apply([named('c', 'brake')]);
  const log = openDatabase({ file, migrations: MIGRATIONS });
  log.exec('DELETE FROM change WHERE seq < (SELECT max(seq) FROM change)');
  log.close();
  const found = await reader.search(query());
  expect(found.hits.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(found.hits[0]?.numbers).toEqual({ price: 2 });
});

test('the change log does not grow without end', async () => {
  await using writer = await openSqliteSearchEngine({ file, schema: SCHEMA });
  const sortKey = 'k'.repeat(200);
  for (let version = 1; version <= 60; version += 1) {
    await writer.apply(Array.from({ length: 1500 }, (_, i) => part(`p${i}`, { sortKey }, version)));
  }
  const db = openDatabase({ file, migrations: MIGRATIONS, readonly: true });
  const kept = db.prepare<[], number>('SELECT sum(length(cards)) FROM change').pluck().get() ?? 0;
  db.close();
  expect(kept).toBeLessThan(20_000_000);
  expect(kept).toBeGreaterThan(10_000_000);
  expect((await writer.search(query())).total).toBe(1500);
}, 180_000);

test('a connection that only reads refuses to write', async () => {
  await expect(openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true })).rejects.toMatchObject({
    kind: 'unavailable',
  });
  await (await openSqliteSearchEngine({ file, schema: SCHEMA }))[Symbol.asyncDispose]();
  await using reader = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true });
  await expect(reader.apply([named('a', 'x')])).rejects.toMatchObject({ code: 'index-readonly' });
});
