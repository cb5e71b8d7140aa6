import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import {
  type Database,
  immediateTransaction,
  OUTBOX_MIGRATION,
  openDatabase,
  sqliteOutbox,
} from '@qipei/sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventLog, NewRecord } from './event-log.ts';
import { type Outbox, startRelay, wakeRelay } from './relay.ts';
import { openSqliteEventLog } from './sqlite/index.ts';

let folder: string;
let file: string;
let db: Database;
let log: EventLog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-relay-'));
  file = join(folder, 'catalog.db');
  db = openDatabase({ file, migrations: [OUTBOX_MIGRATION] });
  log = openSqliteEventLog({ file: join(folder, 'events.db') });
});
afterEach(async () => {
  await log[Symbol.asyncDispose]();
  db.close();
  rmSync(folder, { recursive: true });
});

const unexpected = (error: unknown) => {
  throw error;
};

function save(count: number, topic = 'parts', database = db): string[] {
  const outbox = sqliteOutbox(database);
  const ids = Array.from({ length: count }, () => randomUUID());
  immediateTransaction(database, () => {
    for (const id of ids) outbox.add(topic, { key: 'k', id, type: 't', value: new Uint8Array(10) });
  });
  return ids;
}

async function logged(topic = 'parts'): Promise<string[]> {
  const ids: string[] = [];
  const subscription = await log.subscribe({
    topics: [topic],
    group: randomUUID(),
    handler: (records) => {
      ids.push(...records.map((each) => each.id));
    },
  });
  await subscription.caughtUp();
  await subscription[Symbol.asyncDispose]();
  return ids;
}

test('moves everything in order, over many chunks, and leaves the outbox empty', async () => {
  const outbox = sqliteOutbox(db);
  const before = save(1_700);
  const sizes: number[] = [];
  const watched = {
    append(topic: string, records: readonly NewRecord[]) {
      sizes.push(records.length);
      return log.append(topic, records);
    },
  };
  await using relay = startRelay({ outbox, log: watched, onError: unexpected });
  await relay.drained();
  expect(await logged()).toEqual(before);
  expect(Math.max(...sizes)).toBe(500);
  const after = save(3);
  relay.wake();
  await relay.drained();
  expect(await logged()).toEqual([...before, ...after]);
  expect(outbox.read(1)).toEqual([]);
});

test('leaves the event loop free while it moves many rows', async () => {
  save(5_000);
  let turns = 0;
  const counting = setInterval(() => {
    turns += 1;
  }, 0);
  await using relay = startRelay({ outbox: sqliteOutbox(db), log, onError: unexpected });
  await relay.drained();
  clearInterval(counting);
  expect(turns).toBeGreaterThanOrEqual(5);
});

test('rows that come one after another share a round, unless somebody waits for them', async () => {
  let rounds = 0;
  const counting = {
    append(topic: string, records: readonly NewRecord[]) {
      rounds += 1;
      return log.append(topic, records);
    },
  };
  const options = { outbox: sqliteOutbox(db), log: counting, onError: unexpected };
  const expected: string[] = [];
  {
    await using relay = startRelay({ ...options, roundMs: 50 });
    const began = performance.now();
    for (let at = 0; at < 60; at += 1) {
      expected.push(...save(1));
      relay.wake();
      await pause(3);
    }
    await relay.drained();
    // A timer may be a little early. However slow the machine is, there are no more.
    expect(rounds).toBeLessThanOrEqual((performance.now() - began) / 45 + 2);
  }
  {
    await using relay = startRelay({ ...options, roundMs: 600_000 });
    expected.push(...save(1));
    await relay.drained();
    expected.push(...save(1));
    await relay.drained();
  }
  expect(await logged()).toEqual(expected);
});

test('removes a row only after the log has it, and tries again after an error', async () => {
  const rows = save(3);
  const errors: unknown[] = [];
  const steps: string[] = [];
  const outbox = sqliteOutbox(db);
  const watched: Outbox = {
    read: outbox.read,
    remove(sequences) {
      steps.push(`remove ${sequences.join()}`);
      outbox.remove(sequences);
    },
  };
  let failures = 2;
  const failing = {
    async append(topic: string, records: readonly NewRecord[]) {
      failures -= 1;
      if (failures >= 0) throw new Error('the log is away');
      await log.append(topic, records);
      steps.push('appended');
    },
  };
  await using relay = startRelay({
    outbox: watched,
    log: failing,
    onError: (error) => void errors.push(error),
  });
  await relay.drained();
  expect(errors.map(String)).toEqual(['Error: the log is away', 'Error: the log is away']);
  expect(steps).toEqual(['appended', 'remove 1,2,3']);
  expect(await logged()).toEqual(rows);
});

test('goes on after the outbox itself failed, then delivers twice rather than not at all', async () => {
  const rows = save(2);
  const outbox = sqliteOutbox(db);
  const errors: unknown[] = [];
  let reads = 0;
  let removes = 0;
  const flaky: Outbox = {
    read(limit) {
      reads += 1;
      if (reads === 1) throw new Error('cannot read');
      return outbox.read(limit);
    },
    remove(sequences) {
      removes += 1;
      if (removes === 1) throw new Error('cannot remove');
      outbox.remove(sequences);
    },
  };
  await using relay = startRelay({ outbox: flaky, log, onError: (error) => void errors.push(error) });
  await relay.drained();
  expect(errors.map(String)).toEqual(['Error: cannot read', 'Error: cannot remove']);
  expect(await logged()).toEqual([...rows, ...rows]);
});

test('a topic that the log refuses does not hold back the others', async () => {
  save(2, 'no such/topic');
  const rows = save(2);
  const errors: unknown[] = [];
  await using _ = startRelay({ outbox: sqliteOutbox(db), log, onError: (error) => void errors.push(error) });
  await vi.waitFor(() => expect(sqliteOutbox(db).read(10)).toHaveLength(2), 30_000);
  expect(await logged()).toEqual(rows);
  expect(errors[0]).toMatchObject({ kind: 'invalid' });
});

test('skips nothing where two writers interleave and the later one commits first', async () => {
  const other = openDatabase({ file, migrations: [OUTBOX_MIGRATION] });
  other.pragma('busy_timeout = 0');
  const errors: unknown[] = [];
  const reader = openDatabase({ file, migrations: [OUTBOX_MIGRATION] });
  reader.pragma('busy_timeout = 0');
  // While a writer is open the relay can read but not remove: it may repeat itself, and must not skip.
  const relay = startRelay({
    outbox: sqliteOutbox(reader),
    log,
    onError: (error) => void errors.push(error),
  });
  const expected: string[] = [];
  for (let round = 0; round < 20; round += 1) {
    // The first writer has its sequence and stays open; the second can only commit once the first is through.
    db.exec('BEGIN IMMEDIATE');
    const id = randomUUID();
    sqliteOutbox(db).add('parts', { key: 'k', id, type: 't', value: new Uint8Array(1) });
    expect(() => save(1, 'parts', other)).toThrow(/locked/);
    relay.wake();
    await new Promise(setImmediate);
    if (round % 3 === 0) db.exec('ROLLBACK');
    else {
      db.exec('COMMIT');
      expected.push(id);
    }
    expected.push(...save(1, 'parts', other));
  }
  await relay.drained();
  expect([...new Set(await logged())]).toEqual(expected);
  for (const error of errors) expect(error).toMatchObject({ code: 'SQLITE_BUSY' });
  await relay[Symbol.asyncDispose]();
  reader.close();
  other.close();
});

test('is woken from another thread by the name of the file', async () => {
  const source = `
    const { workerData } = require('node:worker_threads');
    (async () => {
      const { startRelay } = await import(workerData.relay);
      const { openSqliteEventLog } = await import(workerData.sqliteLog);
      const { openDatabase, OUTBOX_MIGRATION, sqliteOutbox } = await import(workerData.sqlite);
      const db = openDatabase({ file: workerData.file, migrations: [OUTBOX_MIGRATION] });
      const log = openSqliteEventLog({ file: workerData.events });
      startRelay({ outbox: sqliteOutbox(db), log, file: workerData.file, pollMs: 60_000, onError(error) { throw error; } });
    })();`;
  const module = (path: string) => new URL(path, import.meta.url).href;
  const workerData = {
    relay: module('./relay.ts'),
    sqliteLog: module('./sqlite/index.ts'),
    sqlite: import.meta.resolve('@qipei/sqlite'),
    file,
    events: join(folder, 'events.db'),
  };
  const worker = new Worker(source, { eval: true, workerData });
  const seen: string[] = [];
  await using _ = await log.subscribe({
    topics: ['parts'],
    group: 'g',
    handler: (records) => {
      seen.push(...records.map((each) => each.id));
    },
  });
  try {
    const first = save(1);
    await vi.waitFor(() => expect(seen).toEqual(first), { timeout: 30_000 });
    const second = save(1);
    wakeRelay(join(folder, '.', 'catalog.db'));
    await vi.waitFor(() => expect(seen).toEqual([...first, ...second]), { timeout: 30_000 });
  } finally {
    await worker.terminate();
  }
});

test('rejects who waits when it is stopped, and keeps the rows', async () => {
  save(1);
  const relay = startRelay({
    outbox: sqliteOutbox(db),
    log: { append: () => Promise.reject(new Error('away')) },
    onError: () => {},
  });
  const waiting = expect(relay.drained()).rejects.toThrow(/stopped/);
  await vi.waitFor(() => expect(sqliteOutbox(db).read(1)).toHaveLength(1), 30_000);
  await relay[Symbol.asyncDispose]();
  await waiting;
  await expect(relay.drained()).rejects.toThrow(/stopped/);
  expect(sqliteOutbox(db).read(1)).toHaveLength(1);
});
