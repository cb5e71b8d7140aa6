// Prints what writing and asking cost, and the same over the Meilisearch that MEILI_URL (and MEILI_KEY) name.
// `node bench/measure.ts [documents]`
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  openMeilisearchEngine,
  processWriterLock,
  removeMeilisearchIndex,
} from '../src/meilisearch/index.ts';
import type { SearchEngine, SearchQuery } from '../src/search-engine.ts';
import { openSqliteSearchEngine } from '../src/sqlite/index.ts';
import { partPatches, random, SCHEMA } from './catalogue.ts';

const documents = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'search-engine-bench-'));
const file = join(folder, 'index.db');

async function write(engine: SearchEngine, label: string, together: number): Promise<void> {
  const next = random(1);
  let cpu = 0;
  let wall = 0;
  let patches = [];
  for (let no = 0; no < documents; no += 1) {
    patches.push(...partPatches(no, 1, next));
    if (patches.length < together && no < documents - 1) continue;
    const cpuBefore = process.cpuUsage();
    const before = performance.now();
    await engine.apply(patches);
    wall += performance.now() - before;
    const used = process.cpuUsage(cpuBefore);
    cpu += used.user + used.system;
    patches = [];
  }
  print(`${label} write`, {
    'CPU µs a document': cpu / documents,
    'wall µs a document': (wall * 1000) / documents,
    'documents a second': documents / (wall / 1000),
  });
}

function print(name: string, figures: Record<string, number>): void {
  const text = Object.entries(figures).map(
    ([what, figure]) => `${what} ${figure.toFixed(figure < 100 ? 2 : 0)}`,
  );
  console.log(`${name.padEnd(34)} ${text.join(', ')}`);
}

const FACETS = ['brandId', 'partTypeId', 'position'];

async function ask(
  engine: SearchEngine,
  name: string,
  make: (i: number) => Partial<SearchQuery>,
  times = 300,
): Promise<void> {
  const took: number[] = [];
  let used = 0;
  let total = 0;
  for (let i = 0; i < times; i += 1) {
    const query = { tenant: 'shop', offset: 0, limit: 20, facets: FACETS, ...make(i) };
    const cpuBefore = process.threadCpuUsage();
    const before = performance.now();
    total += (await engine.search(query)).total;
    took.push(performance.now() - before);
    const cpu = process.threadCpuUsage(cpuBefore);
    used += (cpu.user + cpu.system) / 1000;
  }
  const at = (figures: number[], share: number): number =>
    figures.sort((a, b) => a - b)[Math.min(figures.length - 1, Math.floor(figures.length * share))] ?? 0;
  print(name, {
    'p50 ms': at(took, 0.5),
    'p99 ms': at(took, 0.99),
    // Of the asking thread; many systems count it in steps of milliseconds, so that only the mean tells something.
    'CPU mean ms': used / times,
    'mean total': total / times,
  });
}

const ZH = ['刹车片', '刹车盘', '机油滤清器', '空气滤清器', '火花塞', '减震器', '水泵', '轮毂轴承', '雨刮片'];
const EN = [
  'brake pad',
  'oil filter',
  'spark plug',
  'shock absorber',
  'water pump',
  'timing belt',
  'wheel bea',
];
const code = (i: number): string =>
  `1K0${Math.floor(random(i * 7919)() * 36 ** 3)
    .toString(36)
    .toUpperCase()
    .padStart(3, '0')}`;

async function askAll(engine: SearchEngine, label: string): Promise<void> {
  const word = (i: number, list: readonly string[]): string => list[i % list.length] ?? '';
  await ask(engine, `${label} zh word`, (i) => ({ words: word(i, ZH) }));
  await ask(engine, `${label} en words`, (i) => ({ words: word(i, EN) }));
  await ask(engine, `${label} word never asked before`, (i) => ({ words: `brand${i}` }));
  await ask(engine, `${label} three words, all new`, (i) => ({ words: `刹车片 brake m${i}` }));
  await ask(engine, `${label} word + brand filter`, (i) => ({
    words: word(i, ZH),
    filters: [{ field: 'brandId', anyOf: [`brand_${i % 300}`] }],
  }));
  await ask(engine, `${label} vehicle + facets`, (i) => ({
    filters: [{ field: 'vehicleId', anyOf: [`ktype.pc:${10000 + i * 7}`] }],
  }));
  await ask(engine, `${label} vehicle + in stock by price`, (i) => ({
    filters: [{ field: 'vehicleId', anyOf: [`ktype.pc:${10001 + i * 7}`] }],
    tenantFilters: [{ field: 'stock', min: 1 }],
    sort: { by: 'number', field: 'price', order: 'asc' },
  }));
  await ask(engine, `${label} code beginning`, (i) => ({ codes: [code(i)] }));
  await ask(engine, `${label} browse all`, () => ({}));
  await ask(engine, `${label} browse all by price`, () => ({
    sort: { by: 'number', field: 'price', order: 'asc' },
  }));
  await ask(engine, `${label} browse all, page 50`, () => ({ offset: 1000 }));
  await ask(engine, `${label} typo en`, (i) => ({
    words: ['brkae', 'filtr', 'absorbr', 'cermic'][i % 4] ?? '',
  }));
  await ask(engine, `${label} typo zh`, (i) => ({ words: ['刹车皮', '火花寒', '机油虑清器'][i % 3] ?? '' }));
  await ask(engine, `${label} two letters`, (i) => ({ words: ['br', 'fi', 'se', 'wa'][i % 4] ?? '' }));
}

/** Writing by as many patches as the projection brings at once. */
async function overMeilisearch(): Promise<void> {
  const { MEILI_URL: url, MEILI_KEY: apiKey } = process.env;
  if (url === undefined) return console.log('meilisearch: not measured, MEILI_URL is not set');
  const options = { url, apiKey, index: `bench-${process.pid}`, lock: processWriterLock() };
  try {
    await using engine = await openMeilisearchEngine({ ...options, schema: SCHEMA });
    await write(engine, 'meilisearch:', 2_000);
    await askAll(engine, 'meilisearch:');
  } finally {
    await removeMeilisearchIndex(options);
  }
}

/** Memory that is this process's own; mapped pages of the file belong to the system's cache. */
function heldMb(): { heap: number; anonymous: number } {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  const anonymous = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return { heap: (heapUsed + external) / 2 ** 20, anonymous: Number(anonymous) / 1024 };
}

try {
  await overMeilisearch();
  {
    await using engine = await openSqliteSearchEngine({ file, schema: SCHEMA });
    await write(engine, 'sqlite:', 498);
  }
  print('file', { MB: statSync(file).size / 2 ** 20 });
  globalThis.gc?.();
  const before = heldMb();
  const start = performance.now();
  await using engine = await openSqliteSearchEngine({ file, schema: SCHEMA, readonly: true });
  const opened = performance.now();
  await engine.search({ tenant: 'shop', offset: 0, limit: 20, facets: FACETS });
  print('open', { 'open ms': opened - start, 'first search ms': performance.now() - opened });
  await askAll(engine, 'sqlite:');
  const held = heldMb();
  print('memory added, MB', {
    'heap and buffers': held.heap - before.heap,
    anonymous: held.anonymous - before.anonymous,
  });
  const importer = new Worker(new URL('./import-worker.ts', import.meta.url), {
    workerData: { file, from: documents, count: 30_000 },
  });
  let rate = 0;
  const done = new Promise<void>((resolve, reject) => {
    importer.once('message', (figure: number) => {
      rate = figure;
      resolve();
    });
    importer.once('error', reject);
  });
  await ask(engine, 'importing: zh word', (i) => ({ words: ZH[i % ZH.length] ?? '' }));
  await ask(engine, 'importing: vehicle', (i) => ({
    filters: [{ field: 'vehicleId', anyOf: [`ktype.pc:${10000 + i * 7}`] }],
  }));
  await ask(engine, 'importing: browse all', () => ({}), 100);
  await done;
  print('import beside these questions', { 'documents a second': rate });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
