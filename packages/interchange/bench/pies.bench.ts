// node bench/pies.bench.ts [items]: PIES read, written and read as rows of parts in a second, on one core; peak memory.
import { piesFeed } from '@qipei/testing/pies-feed';
import type { ColumnSpec } from '../src/columns.ts';
import { readRows } from '../src/index.ts';
import { type PiesRecord, piesWriter, readPies } from '../src/pies/index.ts';

const ITEMS = Number(process.argv[2] ?? 20_000);
const MIB = 1024 ** 2;
const bytes = Buffer.concat([...piesFeed({ items: ITEMS })].map((piece) => Buffer.from(piece)));

async function* source() {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function measure(label: string, work: () => Promise<number>): Promise<void> {
  let best = 0;
  for (let round = 0; round < 3; round += 1) {
    const start = performance.now();
    const items = await work();
    if (items !== ITEMS) throw new Error(`${items} of ${ITEMS} items`);
    best = Math.max(best, 1000 / (performance.now() - start));
  }
  const rate = `${((bytes.length / MIB) * best).toFixed(1)} MB/s, ${Math.round(ITEMS * best).toLocaleString('en')} items/s`;
  console.log(`${label.padEnd(24)} ${rate}`);
}

console.log(`${ITEMS.toLocaleString('en')} items, ${(bytes.length / MIB).toFixed(1)} MB`);
await measure('read', async () => {
  let items = 0;
  for await (const { records } of readPies(source()))
    for (const record of records) if (record.kind === 'item') items += 1;
  return items;
});
await measure('read and written', async () => {
  let items = 0;
  async function* records(): AsyncGenerator<PiesRecord> {
    for await (const batch of readPies(source())) {
      for (const record of batch.records) {
        if (record.kind === 'item') items += 1;
        yield record;
      }
    }
  }
  for await (const _ of piesWriter({ version: '8.0', transactionDate: '2026-01-01' }).write(records()));
  return items;
});
const text = (name: string): ColumnSpec => ({ name, type: 'text' });
const columns: ColumnSpec[] = [
  ...['brand', 'partNumber', 'partType', 'nameZh', 'nameEn', 'description'].map(text),
  ...['packQuantity', 'gtin', 'lifecycle', 'action'].map(text),
  { name: 'kitComponents', type: 'list', objects: true },
];
await measure('read as rows of parts', async () => {
  let items = 0;
  for await (const { rows } of readRows({ source: source(), format: 'pies', columns })) items += rows.length;
  return items;
});
console.log(
  `peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, ${Math.round(bytes.length / MIB)} of them the file itself`,
);
