// node bench/aces.bench.ts [apps]: a generated feed read, read as rows and written, on one core; beside it the bare XML parser, which
// makes nothing of what it reads.
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { acesFeed } from '@qipei/testing/aces-feed';
import { SaxesParser } from 'saxes';
import { acesWriter, readAces, writeAces } from '../src/aces/index.ts';
import { type ColumnSpec, readRows } from '../src/index.ts';

const APPS = Number(process.argv[2] ?? 300_000);
const ROUNDS = APPS > 1_000_000 ? 1 : 3;
const folder = mkdtempSync(join(tmpdir(), 'qipei-aces-'));
const path = join(folder, 'feed.xml');
const text = (name: string): ColumnSpec => ({ name, type: 'text' });
const list = (name: string): ColumnSpec => ({ name, type: 'list' });
const COLUMNS: ColumnSpec[] = [
  ...['brand', 'partNumber', 'baseVehicle', 'make', 'model', 'yearFrom', 'yearTo', 'production'].map(text),
  ...['partType', 'position', 'quantity', 'note', 'feed', 'release', 'record', 'action'].map(text),
  ...['attributes', 'qualifiers'].map(list),
];

async function measure(label: string, work: () => Promise<number>): Promise<void> {
  let best = Number.POSITIVE_INFINITY;
  let apps = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    apps = await work();
    best = Math.min(best, performance.now() - start);
  }
  const seconds = best / 1000;
  const rates = `${(size / 1e6 / seconds).toFixed(1)} MB/s, ${Math.round(apps / seconds).toLocaleString('en')} apps/s`;
  const memory = `${Math.round(process.memoryUsage.rss() / 1024 ** 2)} MiB`;
  console.log(`${label.padEnd(22)} ${seconds.toFixed(2).padStart(7)} s  ${rates.padEnd(36)} ${memory}`);
}

const source = () => createReadStream(path, { highWaterMark: 256 * 1024 });
let size = 0;
try {
  const made = performance.now();
  await pipeline(Readable.from(acesFeed({ apps: APPS }).pieces()), createWriteStream(path));
  size = statSync(path).size;
  const seconds = ((performance.now() - made) / 1000).toFixed(2);
  console.log(`${APPS.toLocaleString('en')} apps, ${(size / 1e6).toFixed(1)} MB, made in ${seconds} s`);
  await measure('read', async () => {
    let apps = 0;
    for await (const batch of readAces(source())) apps = batch.appsRead;
    return apps;
  });
  await measure('read as rows', async () => {
    let rows = 0;
    for await (const batch of readRows({ source: source(), format: 'aces', columns: COLUMNS }))
      rows = batch.rowsRead;
    return rows;
  });
  await measure('read and written', async () => {
    const writer = acesWriter({ version: '5.0' });
    async function* records() {
      for await (const batch of readAces(source())) yield* batch.records;
    }
    for await (const _ of writeAces(records(), writer));
    return writer.records();
  });
  await measure('saxes alone', async () => {
    let apps = 0;
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => {
      if (name === 'App') apps += 1;
    });
    parser.on('text', () => {});
    parser.on('closetag', () => {});
    for await (const chunk of source()) parser.write(chunk.toString('utf8'));
    parser.close();
    return apps;
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
