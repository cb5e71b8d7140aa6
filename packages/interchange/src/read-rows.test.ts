import { describe, expect, test } from 'vitest';
import { type RowBatch, readRows } from './index.ts';
import { PART } from './whole-file.fixture.ts';

async function collect(file: Buffer): Promise<RowBatch[]> {
  async function* source() {
    yield file;
  }
  const batches: RowBatch[] = [];
  for await (const batch of readRows({ source: source(), format: 'csv', columns: PART })) batches.push(batch);
  return batches;
}

describe('batches', () => {
  test('end after so many rows or characters, and tell how far they got', async () => {
    const file = Buffer.from(`partNumber\n${'A1\n'.repeat(2500)}`);
    const batches = await collect(file);
    expect(batches.map(({ rows, rowsRead }) => [rows.length, rowsRead])).toEqual([
      [1000, 1000],
      [1000, 2000],
      [500, 2500],
    ]);
    expect(batches.at(-1)?.bytesRead).toBe(file.length);
    const wide = Buffer.from(`partNumber,name\n${`A1,${'x'.repeat(500_000)}\n`.repeat(30)}`);
    const sizes = (await collect(wide)).map(({ rows }) => rows.length);
    expect(Math.max(...sizes)).toBeLessThan(10);
  });

  test('memory stays flat over a long file', async () => {
    const line = Buffer.from(`A1,${'name '.repeat(10)},3\n`.repeat(2000));
    async function* source() {
      yield Buffer.from('partNumber,name,quantity\n');
      for (let i = 0; i < 500; i += 1) yield line;
    }
    let rows = 0;
    const heap: number[] = [];
    for await (const batch of readRows({ source: source(), format: 'csv', columns: PART })) {
      rows += batch.rows.length;
      heap.push(process.memoryUsage().heapUsed);
    }
    expect(rows).toBe(1_000_000);
    // The lowest points are those just after a garbage collection: what is really held.
    const held = (from: number) => Math.min(...heap.slice(from, from + 400));
    expect((held(600) - held(0)) / 2 ** 20).toBeLessThan(40);
  });
});
