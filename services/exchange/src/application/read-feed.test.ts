import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../adapters/sqlite/exchange-store.fixture.ts';
import type { FeedType } from '../domain/feed-change.ts';
import { cursorWriter, readCursor } from '../domain/feed-cursor.ts';
import { partSaved } from './exchange-contract.fixture.ts';
import { readFeed } from './read-feed.ts';

async function lastCursor(store: TestStore, tenant = 's1', types: FeedType[] = []): Promise<string> {
  let last = '';
  for await (const page of readFeed({ tenant, cursor: '', limit: 0, types, waitMs: 0 }, store.reading))
    last = page.at(-1)?.cursor ?? last;
  return last;
}

const reading = (store: TestStore, cursor: string, { tenant = 's1', types = [] as FeedType[] } = {}) =>
  Array.fromAsync(readFeed({ tenant, cursor, limit: 0, types, waitMs: 0 }, store.reading));

describe('a cursor', () => {
  test('is refused where it is another tenant’s, another store’s, or no cursor', async () => {
    using store = openTestStore();
    using other = openTestStore();
    for (const each of [store, other]) await each.writer.apply([partSaved('a', 1)]);
    const cursor = await lastCursor(store);
    await expect(reading(store, cursor, { tenant: 's2' })).rejects.toMatchObject({ code: 'cursor-invalid' });
    await expect(reading(other, cursor)).rejects.toMatchObject({ code: 'cursor-invalid', kind: 'invalid' });
    for (const text of ['x', 'A'.repeat(56), `${cursor}A`, cursor.slice(1), ' ', '\u0000'])
      await expect(reading(store, text)).rejects.toMatchObject({ code: 'cursor-invalid' });
  });

  test('keeps its types', async () => {
    using store = openTestStore();
    await store.writer.apply([partSaved('a', 1)]);
    const cursor = await lastCursor(store, 's1', ['parts']);
    expect(await reading(store, cursor)).toEqual([]);
    expect(await reading(store, cursor, { types: ['parts'] })).toEqual([]);
    await expect(reading(store, cursor, { types: ['fitments'] })).rejects.toMatchObject({
      code: 'types-differ',
    });
  });

  test('of before a restore asks for a new beginning, also when the feed has grown again', async () => {
    using store = openTestStore();
    await store.writer.apply([partSaved('a', 1)]);
    const kept = await lastCursor(store);
    store.db.pragma('wal_checkpoint(TRUNCATE)');
    const backup = join(store.folder, 'backup.sqlite');
    copyFileSync(store.file, backup);
    await store.writer.apply([partSaved('b', 1), partSaved('c', 1)]);
    const lost = await lastCursor(store);
    {
      using restored = openTestStore({ file: backup });
      expect(await reading(restored, kept)).toEqual([]);
      await expect(reading(restored, lost)).rejects.toMatchObject({ code: 'feed-resync' });
      await restored.writer.apply(['d', 'e', 'f', 'g'].map((id) => partSaved(id, 1)));
      await expect(reading(restored, lost)).rejects.toMatchObject({ code: 'feed-resync' });
      expect((await reading(restored, kept)).flat().map(({ id }) => id)).toEqual(['d', 'e', 'f', 'g']);
    }
    rmSync(backup, { force: true });
  });

  test('outlives any number of starts', async () => {
    using store = openTestStore();
    await store.writer.apply([partSaved('a', 1)]);
    const cursor = await lastCursor(store);
    for (const id of ['b', 'c', 'd']) {
      using again = openTestStore({ file: store.file });
      await again.writer.apply([partSaved(id, 1)]);
    }
    expect((await reading(store, cursor)).flat().map(({ id }) => id)).toEqual(['b', 'c', 'd']);
  });

  test('is read as it was written, and no change of it is taken', () => {
    const scope = { storeId: '00112233445566ff', tenant: 'acme' };
    const sequence = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(sequence, sequence, fc.nat(56 * 63), (at, began, change) => {
        const position = { types: ['parts', 'releases'] as const, generation: 'ffeeddccbbaa0099', began };
        const cursor = cursorWriter(scope, position)(at);
        expect(readCursor(scope, cursor)).toEqual({ ...position, sequence: at });
        const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
        const place = change % 56;
        const letter = alphabet[(alphabet.indexOf(cursor[place] ?? '') + 1 + (change % 63)) % 64] ?? '';
        const changed = cursor.slice(0, place) + letter + cursor.slice(place + 1);
        if (changed !== cursor) expect(() => readCursor(scope, changed)).toThrow();
      }),
    );
  });
});

test('pages hold a bounded part of the feed', async () => {
  using store = openTestStore();
  const data = Buffer.alloc(300_000, 1);
  for (let at = 0; at < 20; at += 1) await store.writer.apply([partSaved(`p${at}`, 1, { data })]);
  const pages = await reading(store, '');
  expect(pages.flat()).toHaveLength(20);
  for (const page of pages)
    expect(page.reduce((sum, entry) => sum + (entry.data?.byteLength ?? 0), 0)).toBeLessThan(1_400_000);
});
