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
    let peak = 0;
    const before = process.memoryUsage.rss();
    for await (const batch of readRows({ source: source(), format: 'csv', columns: PART })) {
      rows += batch.rows.length;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
    expect(rows).toBe(1_000_000);
    expect((peak - before) / 2 ** 20).toBeLessThan(150);
  });
});
