// Prints what questions cost a tenant that reads as many others, as one does that was granted parts of many publishers.
// `node bench/granted.ts [documents] [readers]`; over the Meilisearch that MEILI_URL (and MEILI_KEY) name, too.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openMeilisearchEngine,
  processWriterLock,
  removeMeilisearchIndex,
} from '../src/meilisearch/index.ts';
import type { SearchEngine, SearchQuery } from '../src/search-engine.ts';
import { openSqliteSearchEngine } from '../src/sqlite/index.ts';
import { partPatches, random, SCHEMA } from './catalogue.ts';

const documents = Number(process.argv[2] ?? 100_000);
const readers = Number(process.argv[3] ?? 20_000);
const TIMES = 200;

/** Every second part is somebody's own; of those each reader reads as many. */
async function write(engine: SearchEngine): Promise<void> {
  const next = random(1);
  for (let no = 0; no < documents; no += 500) {
    const patches = Array.from({ length: Math.min(500, documents - no) }, (_, i) => {
      const [part] = partPatches(no + i, 1, next);
      if (part === undefined || part.tenant !== undefined || part.fields === null) throw new Error('no part');
      const reader = (no + i) % readers;
      const own = { ...part.fields, readers: [`publisher${reader % 5_000}`, `/reader${reader}`] };
      return (no + i) % 2 === 0 ? part : { ...part, fields: own };
    });
    await engine.apply(patches);
  }
}

async function ask(engine: SearchEngine, name: string, query: Partial<SearchQuery>): Promise<void> {
  for (const count of [0, 10, 1_000, 5_000, 20_000]) {
    const readsAs = Array.from({ length: count }, (_, i) => `/reader${i}`);
    const took: number[] = [];
    let total = 0;
    let first = 0;
    for (let i = 0; i < TIMES; i += 1) {
      const before = performance.now();
      total = (await engine.search({ tenant: 'shop', readsAs, offset: 0, limit: 20, ...query })).total;
      const ms = performance.now() - before;
      if (i === 0) first = ms;
      else took.push(ms);
    }
    took.sort((a, b) => a - b);
    const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(2);
    console.log(
      `${name.padEnd(28)} reads as ${String(count).padStart(6)}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, first ${first.toFixed(2)} ms, total ${total}`,
    );
  }
}

async function askAll(engine: SearchEngine, label: string): Promise<void> {
  await ask(engine, `${label} browse, facets`, { facets: ['brandId', 'partTypeId'] });
  await ask(engine, `${label} zh word`, { words: '刹车片' });
  await ask(engine, `${label} code beginning`, { codes: ['1K0A'] });
}

const folder = mkdtempSync(join(tmpdir(), 'search-engine-granted-'));
try {
  await using engine = await openSqliteSearchEngine({ file: join(folder, 'index.db'), schema: SCHEMA });
  await write(engine);
  await askAll(engine, 'sqlite:');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const { MEILI_URL: url, MEILI_KEY: apiKey } = process.env;
if (url === undefined) console.log('meilisearch: not measured, MEILI_URL is not set');
else {
  const options = { url, apiKey, index: `granted-${process.pid}`, lock: processWriterLock() };
  try {
    await using engine = await openMeilisearchEngine({ ...options, schema: SCHEMA });
    await write(engine);
    await askAll(engine, 'meilisearch:');
  } finally {
    await removeMeilisearchIndex(options);
  }
}
