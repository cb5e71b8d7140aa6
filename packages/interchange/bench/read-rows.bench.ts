// node bench/read-rows.bench.ts: rows of 10 short columns read in a second, on one core.
import { type ColumnSpec, type RowFormat, readRows } from '../src/index.ts';

const ROWS = 400_000;
const text = (name: string): ColumnSpec => ({ name, type: 'text', maxLength: 100 });
const columns: ColumnSpec[] = [
  { ...text('partNumber'), required: true },
  text('brand'),
  text('name'),
  { name: 'quantity', type: 'integer', min: 0 },
  { name: 'price', type: 'decimal-text' },
  { name: 'unit', type: 'enum', values: ['pcs', 'set'] },
  ...['a', 'b', 'c', 'd'].map(text),
];

function cells(i: number, name: string): string[] {
  return [`AB${i}`, 'Bosch', name, String(i % 100), '12.50', 'pcs', `x${i}`, 'yy', 'zz', 'q'];
}

function csvFile(name: string): string {
  const rows = Array.from({ length: ROWS }, (_, i) => `${cells(i, name).join(',')}\n`);
  return `${columns.map((column) => column.name).join(',')}\n${rows.join('')}`;
}

function ndjsonFile(name: string): string {
  const object = (i: number) =>
    Object.fromEntries(cells(i, name).map((cell, at) => [columns[at]?.name, cell]));
  return Array.from({ length: ROWS }, (_, i) => `${JSON.stringify(object(i))}\n`).join('');
}

async function measure(label: string, format: RowFormat, file: string): Promise<void> {
  const bytes = Buffer.from(file);
  async function* source() {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  }
  let best = 0;
  for (let round = 0; round < 4; round += 1) {
    const start = performance.now();
    let rows = 0;
    for await (const batch of readRows({ source: source(), format, columns })) rows += batch.rows.length;
    best = Math.max(best, (rows / (performance.now() - start)) * 1000);
  }
  console.log(`${label.padEnd(24)} ${Math.round(best).toLocaleString('en')} rows/s`);
}

await measure('CSV, plain', 'csv', csvFile('brake pad front'));
await measure('CSV, a quoted column', 'csv', csvFile('"brake pad, front"'));
await measure('CSV, Chinese', 'csv', csvFile('"刹车片, 前"'));
await measure('NDJSON', 'ndjson', ndjsonFile('brake pad front'));
await measure('NDJSON, Chinese', 'ndjson', ndjsonFile('刹车片, 前'));
