import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadVinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import { generateDemo } from '../demo-catalogue/generate-demo.ts';
import { addUserByCommand, createKeyByCommand } from '../platform/command-line.ts';
import { processMemory, startPlatformProcess } from '../platform/platform-process.ts';
import { restClient } from '../platform/rest-client.ts';
import { chromiumPath } from '../web/open-browser.ts';
import { type Figure, figure, figuresAsJson, figuresAsTable } from './figure.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { measureFeed } from './measure-feed.ts';
import { measureOrders } from './measure-orders.ts';
import { measureSearch, measureSearchDuring } from './measure-search.ts';
import { measureSuggestions } from './measure-suggestions.ts';
import { measureVin } from './measure-vin.ts';
import { measureVinBatch } from './measure-vin-batch.ts';
import { measureWeb } from './measure-web.ts';
import { sampleVins } from './sample-vins.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    parts: { type: 'string', default: '100000' },
    /** Applications of the generated feed, or sizes one after another: `1000000,10000000`; `0` for none. */
    apps: { type: 'string', default: '1000000' },
    /** `feeds`: nothing but those. */
    only: { type: 'string', default: '' },
    /** Folder for a profile of each thread of the platform while a feed goes in. */
    profile: { type: 'string', default: '' },
  },
});
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const parts = Number(options.parts);
const WORDS = [
  '机油格',
  '刹车皮',
  '火花塞',
  '空气滤清器',
  '雨刮',
  '减震器',
  '水泵',
  '大灯',
  '前刹车片',
  '正时皮带',
];

/** What another tenant imports while searches are measured. */
const MORE_PARTS = 5_000;

const BATCH_VINS = 1_000_000;

/** While a feed goes in. */
const SEARCHES_PER_SECOND = 20;

const say = (message: string) => process.stderr.write(`${message}\n`);

const figures: Figure[] = [];
if (options.only === '') await measureCatalogue();
const flags = options.profile === '' ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
for (const apps of options.apps
  .split(',')
  .map(Number)
  .filter((each) => each > 0))
  figures.push(...(await measureFeed({ apps, searchesPerSecond: SEARCHES_PER_SECOND, flags, say })));
process.stdout.write(options.json ? figuresAsJson(figures) : figuresAsTable(figures));

async function measureCatalogue(): Promise<void> {
  say('VIN decode …');
  figures.push(...(await measureVin()));
  const dataDir = mkdtempSync(join(tmpdir(), 'qipei-bench-'));
  try {
    const key = await createKeyByCommand(dataDir, ['--tenant', 'bench', '--role', 'distributor']);
    const user = await addUserByCommand(dataDir, 'seller@bench.example', [
      ...['--tenant', 'bench', '--role', 'seller'],
    ]);
    const { vehicles } = loadVinTable(await cachedVinTable());
    const demo = generateDemo({ seed: 1, parts, vehicles });
    await using platform = await startPlatformProcess({ dataDir, env: { WEB_DIST: builtPage() } });
    const client = restClient(platform.url, key);
    say(`import of ${parts} parts …`);
    figures.push(...(await loadCatalogue(client, demo, parts)));
    const afterImport = processMemory(platform.pid);
    say(`batch of ${BATCH_VINS} VINs …`);
    figures.push(...(await measureVinBatch({ url: platform.url, key, pid: platform.pid, vins: BATCH_VINS })));
    say('search …');
    const sample = await sampleOf(client);
    const searches = { url: platform.url, key, words: WORDS, vins: sampleVins(500, 2), ...sample };
    figures.push(...(await measureSearch(searches)));
    say('suggestions …');
    figures.push(...(await measureSuggestions(searches)));
    say('page in Chromium …');
    figures.push(...(await measureWeb({ url: platform.url, key, user, ...sample, say })));
    say('search during an import …');
    const otherKey = await createKeyByCommand(dataDir, ['--tenant', 'bench-2', '--role', 'distributor']);
    const more = generateDemo({ seed: 2, parts: MORE_PARTS, vehicles });
    const importing = loadCatalogue(restClient(platform.url, otherKey), more, MORE_PARTS);
    figures.push(...(await measureSearchDuring(searches, importing)));
    say('orders …');
    figures.push(...(await measureOrders(client, sample.partIds, 'bench')));
    const atEnd = processMemory(platform.pid);
    if (afterImport !== undefined && atEnd !== undefined) {
      const mib = (bytes: number) => bytes / 1024 / 1024;
      figures.push(
        figure('memory after the import', mib(afterImport.now), 'MiB'),
        figure('memory at the end', mib(atEnd.now), 'MiB'),
        figure('memory at most', mib(atEnd.peak), 'MiB'),
      );
    }
    const restarted = performance.now();
    await platform.stop();
    await using again = await startPlatformProcess({ dataDir });
    figures.push(figure('stop and start again at this size', performance.now() - restarted, 'ms'));
    await again.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The page as it is built from these sources; none where there is no Chromium to measure it in. */
function builtPage(): string {
  if (!existsSync(chromiumPath())) return 'off';
  const { status } = spawnSync(process.execPath, [join(ROOT, 'deploy/build-web.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the page could not be built');
  return join(ROOT, 'services/web/dist');
}

/** Things to ask for, taken from the catalogue itself: parts in stock, their OE numbers, vehicles that they fit. */
async function sampleOf(
  client: ReturnType<typeof restClient>,
): Promise<{ partIds: string[]; numbers: string[]; vehicles: string[] }> {
  const partIds: string[] = [];
  const numbers: string[] = [];
  const found = new Set<string>();
  for (let page = 1; page <= 5; page += 1) {
    const { body } = await client.get(`/v1/search?inStock=true&sort=-stock&pageSize=100&page=${page}`);
    for (const hit of body.hits) partIds.push(hit.partId);
  }
  for (const partId of partIds.slice(0, 100)) {
    const part = (await client.get(`/v1/parts/${partId}`)).body;
    for (const number of part.numbers ?? part.part?.numbers ?? [])
      if (number.kind === 'oe') numbers.push(number.raw);
    const [fitment] = (await client.get(`/v1/parts/${partId}/fitments`)).body.fitments;
    if (fitment === undefined) continue;
    const { body } = await client.get(`/v1/vehicles?modelId=${fitment.modelId}&year=${fitment.yearFrom}`);
    for (const vehicle of (body.vehicles ?? []).slice(0, 2)) found.add(vehicle.vehicleId);
  }
  return { partIds, numbers, vehicles: [...found] };
}
