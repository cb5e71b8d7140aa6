import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ColumnSpec, fileSource, type ReadRowsOptions, type RowBatch } from '@qipei/interchange';
import { Chance } from '@qipei/testing';
import { afterAll, expect, test } from 'vitest';
import { rowBatches } from './row-reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-row-reading-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COLUMNS: ColumnSpec[] = [
  { name: 'part', type: 'text', required: true, maxLength: 40 },
  { name: 'quantity', type: 'integer', min: 0 },
  { name: 'notes', type: 'list' },
  { name: 'attributes', type: 'attributes' },
];

let files = 0;
function stored(content: string | Uint8Array, options: Partial<ReadRowsOptions> = {}) {
  files += 1;
  const path = join(folder, `file-${files}`);
  writeFileSync(path, content);
  const limits = { batchRows: 50 };
  return { path, source: fileSource(path), format: 'csv' as const, columns: COLUMNS, limits, ...options };
}

interface Read {
  batches: RowBatch[];
  failure?: unknown;
}

async function read(options: ReadRowsOptions, inThread: boolean): Promise<Read> {
  const batches: RowBatch[] = [];
  try {
    for await (const batch of rowBatches({ ...options, bytes: 1, threadFrom: inThread ? 1 : 2 }))
      batches.push(batch);
  } catch (failure) {
    return { batches, failure };
  }
  return { batches };
}

async function expectSame(options: ReadRowsOptions): Promise<Read> {
  const [alone, inThread] = [await read(options, false), await read(options, true)];
  expect(inThread).toEqual(alone);
  return inThread;
}

const table = (rows: number) =>
  `part,quantity,notes,attributes\n${Array.from({ length: rows }, (_, at) =>
    at % 17 === 3 ? `"P${at}" x,1\n` : `P${at},${at % 7 === 2 ? 'many' : at},a; 备注,color=${at}\n`,
  ).join('')}`;

test('a thread gives the rows, faults and notes that reading them here gives, in the same batches', async () => {
  const { batches } = await expectSame(stored(table(1000)));
  expect(batches.length).toBeGreaterThan(10);
  expect(batches.at(-1)?.rowsRead).toBe(1000);
  await expectSame(stored(gzipSync(table(300)), { skipRows: 123 }));
  await expectSame(stored(table(0)));
});

test('no value is changed on its way', async () => {
  const chance = new Chance(7);
  // Any code units, halves of pairs and control characters among them.
  const text = () =>
    String.fromCharCode(...Array.from({ length: chance.between(0, 20) }, () => chance.between(0, 0xffff)));
  const rows = Array.from({ length: 300 }, (_, at) => {
    const part = at % 3 === 0 ? text() : `P${at}`;
    return {
      part,
      quantity: at % 5 === 0 ? text() : at,
      notes: [text(), 'a'],
      attributes: { [text()]: 'x' },
    };
  });
  rows.push({ part: '__proto__', quantity: 1, notes: [], attributes: JSON.parse('{"__proto__":"x"}') });
  const { batches } = await expectSame(
    stored(rows.map((each) => `${JSON.stringify(each)}\n`).join(''), { format: 'ndjson' }),
  );
  const last = batches.at(-1);
  expect(last?.rowsRead).toBe(rows.length);
});

test('what can’t be read any further is told with its code and line, behind the rows before it', async () => {
  const cut = Buffer.concat([Buffer.from(table(20_000)), Buffer.from([0x50, 0xe9, 0x2c, 0x31, 0x0a])]);
  const { batches, failure } = await expectSame(stored(cut));
  expect(batches.flatMap(({ rows }) => rows).length).toBeGreaterThan(15_000);
  expect(failure).toMatchObject({ name: 'UnreadableFile', code: 'invalid-encoding', line: 20_002 });
  const refused = await expectSame(stored('a,b\n1,2\n'));
  expect(refused.failure).toMatchObject({ code: 'missing-column' });
});

test('a file that is gone is the storage’s fault, not the file’s', async () => {
  const options = stored('');
  rmSync(options.path);
  expect((await read(options, true)).failure).toMatchObject({ code: 'ENOENT' });
});

test('reading that is given up ends its thread', async () => {
  const batches = rowBatches({ ...stored(table(5000)), bytes: 1, threadFrom: 1 });
  expect((await batches.next()).value?.rows.length).toBeGreaterThan(0);
  expect(await batches.return(undefined)).toMatchObject({ done: true });
});

test('columns that hold functions are read here', async () => {
  const units = { g: (grams: string) => String(Number(grams) / 1000) };
  const columns = [...COLUMNS, { name: 'weight', type: 'decimal-text', units } as const];
  const { batches } = await read(stored('part,weight\nP1,2\n', { columns }), true);
  expect(batches.at(-1)?.rows[0]?.values).toEqual({ part: 'P1', weight: '2' });
});
