import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@qipei/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupStore } from './group-store.ts';
import { recordStore } from './record-store.ts';
import { EVENT_LOG_MIGRATIONS } from './schema.ts';

let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-event-log-'));
  db = openDatabase({ file: join(folder, 'events.db'), migrations: EVENT_LOG_MIGRATIONS });
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

const at = (day: number) => new Date(Date.UTC(2026, 0, day));

function append(topic: string, count: number, day: number, size = 10): number {
  const store = recordStore(db);
  const topicId = store.ensureTopic(topic);
  const records = Array.from({ length: count }, (_, i) => ({
    key: 'k',
    id: `${i}`,
    type: 't',
    value: new Uint8Array(size),
  }));
  store.append(topicId, records, at(day));
  return topicId;
}

test('trims only what is older and what every group has passed', () => {
  const store = recordStore(db);
  append('other', 5, 1);
  const parts = append('parts', 10, 1);
  append('parts', 10, 5);
  const [fast, slow] = ['fast', 'slow'].map((group) => groupStore(db, group, 'parts', parts));
  const [fastAt, slowAt] = [fast?.claim(), slow?.claim()];
  expect(store.trimmable(parts, at(9))).toBe(false);
  expect(store.trim(parts, at(9), 100)).toBe(0);
  if (fastAt !== undefined) fast?.advance(fastAt, store.head(parts));
  expect(store.trimmable(parts, at(9))).toBe(false);
  // Offsets of 'parts' begin behind the five of 'other'.
  if (slowAt !== undefined) slow?.advance(slowAt, 5 + 4);
  expect(store.trimmable(parts, at(1))).toBe(false);
  expect(store.trimmable(parts, at(2))).toBe(true);
  expect(store.trim(parts, at(2), 3)).toBe(3);
  expect(store.trim(parts, at(2), 100)).toBe(1);
  expect(store.count(parts, 0)).toBe(16);
  if (slowAt !== undefined) slow?.advance({ ...slowAt, position: 9 }, store.head(parts));
  expect(store.trim(parts, at(2), 100)).toBe(6);
  expect(store.trim(parts, at(2), 100)).toBe(0);
  expect(store.trim(parts, at(9), 100)).toBe(10);
  expect(store.topicIds().map((topicId) => store.count(topicId, 0))).toEqual([5, 0]);
});

test('reads fewer records at once where they are large', () => {
  const store = recordStore(db);
  const parts = append('parts', 12, 1, 1024 * 1024);
  expect(store.read('parts', parts, 0, 500).map((each) => each.offset)).toEqual([1, 2, 3, 4]);
  expect(store.read('parts', parts, 4, 2).map((each) => each.offset)).toEqual([5, 6]);
});

test('moves a position only from where its owner left it', () => {
  const parts = append('parts', 3, 1);
  const group = groupStore(db, 'g', 'parts', parts);
  const first = group.claim();
  expect(group.advance(first, 2)).toBe(true);
  expect(group.advance(first, 3)).toBe(false);
  const second = group.claim();
  expect(second).toMatchObject({ position: 2, generation: first.generation + 1 });
  expect(group.advance({ ...first, position: 2 }, 3)).toBe(false);
  expect(group.countFailure(first.generation, 3, 1)).toBe(false);
  expect(group.advance(second, 3)).toBe(true);
});
