// Prints records per second appended to, and delivered from, the SQLite event log: node bench/event-log.bench.ts [records]
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewRecord } from '../src/event-log.ts';
import { openSqliteEventLog } from '../src/sqlite/index.ts';

const total = Number(process.argv[2] ?? 200_000);
const folder = mkdtempSync(join(tmpdir(), 'qipei-event-log-'));
const file = join(folder, 'events.db');
const value = new Uint8Array(300).fill(7);

function batch(size: number, from: number): NewRecord[] {
  return Array.from({ length: size }, (_, i) => ({
    key: `part-${(from + i) % 1_000}`,
    id: randomUUID(),
    type: 'qipei.catalog.v1.PartChanged',
    value,
  }));
}

function print(what: string, records: number, since: number): void {
  const seconds = (performance.now() - since) / 1_000;
  process.stdout.write(
    `${what.padEnd(44)} ${Math.round(records / seconds).toLocaleString('en')} records/s\n`,
  );
}

const log = openSqliteEventLog({ file });
const batches = Array.from({ length: Math.ceil(total / 500) }, (_, i) => batch(500, i * 500));
let since = performance.now();
for (const each of batches) await log.append('bench', each);
print('append, batches of 500, one at a time', batches.length * 500, since);

let seen = 0;
since = performance.now();
const subscription = await log.subscribe({
  topics: ['bench'],
  group: 'bench',
  handler: (records) => {
    seen += records.length;
  },
});
await subscription.caughtUp();
print('deliver, batches of 500, one sync each', seen, since);

const singles = 2_000;
since = performance.now();
for (let i = 0; i < singles; i += 1) await log.append('single', batch(1, i));
print('append, one record at a time', singles, since);

since = performance.now();
await Promise.all(Array.from({ length: 20_000 }, (_, i) => log.append('together', batch(1, i))));
print('append, 20,000 single appends in one turn', 20_000, since);

const waits: number[] = [];
let arrived = () => {};
const live = await log.subscribe({ topics: ['live'], group: 'bench', handler: () => arrived() });
for (let i = 0; i < 500; i += 1) {
  const appendedAt = performance.now();
  const delivered = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await log.append('live', batch(1, i));
  await delivered;
  waits.push(performance.now() - appendedAt);
}
waits.sort((a, b) => a - b);
process.stdout.write(
  `append to handler, median / p99                ${waits[250]?.toFixed(2)} / ${waits[495]?.toFixed(2)} ms\n`,
);
await live[Symbol.asyncDispose]();
await log[Symbol.asyncDispose]();
process.stdout.write(
  `file after closing                             ${Math.round(statSync(file).size / total)} bytes a record\n`,
);
rmSync(folder, { recursive: true });
