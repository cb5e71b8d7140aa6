import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { named, query, SCHEMA } from '../contract/parts.ts';
import type { SearchEngine } from '../search-engine.ts';
import { openSqliteSearchEngine } from './index.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'search-engine-'));
  file = join(folder, 'index.db');
  await using writer = await openSqliteSearchEngine({ file, schema: SCHEMA });
  await writer.apply([named('p1', 'Brake pad'), named('p2', 'Brake pad')]);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Whether it answers within the turn that it is asked in. */
async function answersAtOnce(engine: SearchEngine): Promise<boolean> {
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  expect(await engine.search(query({}))).toMatchObject({ total: 2 });
  return !turned;
}

test('what is read ahead of the first search is not waited for by it', async () => {
  await using reader = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true, preload: true });
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
  expect(await answersAtOnce(reader)).toBe(true);
});

test('what isn’t is read by the first search', async () => {
  await using reader = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true });
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
  expect([await answersAtOnce(reader), await answersAtOnce(reader)]).toEqual([false, true]);
});

test('a search that comes while it is read waits for that, and sees what was written meanwhile', async () => {
  await using reader = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true, preload: true });
  {
    await using writer = await openSqliteSearchEngine({ file, schema: SCHEMA });
    await writer.apply([named('p3', 'Brake pad')]);
  }
  expect(await reader.search(query({}))).toMatchObject({ total: 3 });
});

test('an index may be closed while it is read', async () => {
  const reader = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true, preload: true });
  await reader[Symbol.asyncDispose]();
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
  await expect(reader.search(query({}))).rejects.toThrow();
});
