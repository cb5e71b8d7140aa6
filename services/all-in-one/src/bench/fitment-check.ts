import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCatalogSnapshot } from '@qipei/catalog';
import { openFitmentSnapshot } from '@qipei/fitment';
import { createKeyByCommand, processMemory, startPlatformProcess } from '@qipei/testing/platform';
import { sampleVins } from '@qipei/testing/sample-vins';
import { loadVinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import { type CheckDataSet, checkDataSet, randomFrom } from './check-data-set.ts';

/*
 * How long a call of `POST /v1/fitments/check` takes, over the whole platform as its users run it. The data set is written through the
 * services' own writers, as a migration writes it. By hand, for it takes minutes and gigabytes:
 *   node services/all-in-one/src/bench/fitment-check.ts [--parts 1000000] [--fitments 20] [--pairs 10000] [--calls 10] [--folder kept]
 */
const { values: options } = parseArgs({
  options: {
    parts: { type: 'string', default: '1000000' },
    fitments: { type: 'string', default: '20' },
    pairs: { type: 'string', default: '10000' },
    calls: { type: 'string', default: '10' },
    folder: { type: 'string' },
  },
});
const [parts, fitments, pairs, calls] = [options.parts, options.fitments, options.pairs, options.calls].map(
  Number,
) as [number, number, number, number];

const say = (message: string) => process.stderr.write(`${message}\n`);
const [FITMENT, CATALOG] = ['fitment.sqlite', 'catalog.sqlite'];
const FILES = [FITMENT, CATALOG];

if (options.folder !== undefined) mkdirSync(options.folder, { recursive: true });
const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'qipei-check-bench-'));
const table = loadVinTable(await cachedVinTable());
const data = checkDataSet({ parts, fitments }, table);
try {
  await makeDataSet(folder, data);
  const key = await createKeyByCommand(folder, ['--tenant', 'shop', '--role', 'distributor']);
  {
    await using platform = await startPlatformProcess({ dataDir: folder, startMs: 600_000 });
    await measure(platform, key);
  }
} finally {
  if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
}

/** What a kept folder has already isn't made again. */
async function makeDataSet(dataDir: string, set: CheckDataSet): Promise<void> {
  const storage = { engine: 'sqlite', dataDir } as const;
  if (!existsSync(join(dataDir, CATALOG))) {
    const started = performance.now();
    await using catalog = await openCatalogSnapshot({ storage });
    await catalog.write(partRecords(set));
    say(`${parts} parts in ${seconds(started)} s`);
  }
  if (!existsSync(join(dataDir, FITMENT))) {
    const started = performance.now();
    await using store = await openFitmentSnapshot({ storage });
    await store.write(fitmentRecords(set));
    say(`${parts * fitments} fitments in ${seconds(started)} s`);
  }
}

async function* partRecords(set: CheckDataSet) {
  for (let at = 0; at < parts; at += 1) {
    const { partId, brand, partNumber, body } = set.part(at);
    const hash = createHash('sha256').update(body).digest();
    const identity = { brandKey: brand.toUpperCase(), partNumberKey: partNumber };
    const facts = { kind: 'part' as const, partId, publisher: 'bench', version: 1, feed: '' };
    yield { ...facts, ...identity, content: { hash, body } };
  }
}

async function* fitmentRecords(set: CheckDataSet) {
  for (let at = 0; at < parts; at += 1) {
    const facts = { publisher: 'bench', public: true, partVersion: 1, version: 1 };
    const partId = set.partIds[at] ?? '';
    yield { kind: 'part-fitments' as const, partId, ...facts, fitments: set.fitments(at) };
    if (at % 100_000 === 99_999) say(`  fitments of ${at + 1} parts`);
  }
}

async function measure({ url, pid }: { url: string; pid: number }, key: string): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const vins = sampleVins(2_000, 1);
  const before = processMemory(pid)?.now ?? 0;
  const times: number[] = [];
  const counts = { fits: 0, doesNotFit: 0, cannotTell: 0, errors: 0 };
  let bytes = 0;
  for (let call = 0; call < calls + 1; call += 1) {
    const cold = call === 0 && forgetPages();
    if (call === 1) readThrough();
    const body = JSON.stringify({ pairs: pairsOf(call, vins) });
    const started = performance.now();
    const response = await fetch(`${url}/v1/fitments/check`, { method: 'POST', headers, body });
    const text = await response.text();
    const ms = performance.now() - started;
    if (response.status !== 200) throw new Error(`${response.status}: ${text.slice(0, 500)}`);
    for (const [name, count] of Object.entries(JSON.parse(text).counts as typeof counts))
      counts[name as keyof typeof counts] += count;
    bytes = text.length;
    say(
      `  call ${call}${cold ? ' (first, files not in memory)' : call === 0 ? ' (first)' : ''}: ${ms.toFixed(0)} ms`,
    );
    if (call > 0) times.push(ms);
    else console.log(`first call${cold ? ', cold files' : ''}: ${ms.toFixed(0)} ms`);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? 0;
  const memory = processMemory(pid);
  console.log(
    `${pairs} pairs of distinct parts, ${calls} calls over ${parts} parts and ${parts * fitments} fitments:`,
  );
  console.log(
    `p50 ${at(0.5).toFixed(0)} ms, p99 ${at(0.99).toFixed(0)} ms, ${Math.round(pairs / (at(0.5) / 1_000))} pairs/s`,
  );
  console.log(
    `answer ${mb(bytes)} MB; ${Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ')}`,
  );
  for (const file of FILES) console.log(`${file} ${mb(statSync(join(folder, file)).size)} MB`);
  console.log(
    `memory ${mb(before)} MB before, ${mb(memory?.now ?? 0)} MB after, ${mb(memory?.peak ?? 0)} MB at most`,
  );
}

/** Each call's pairs are of other parts: half with a vehicle that the part is for, some by VIN. */
function pairsOf(call: number, vins: readonly string[]): object[] {
  const random = randomFrom(10_000 + call);
  return Array.from({ length: pairs }, (_, pair) => {
    // A step that shares no factor with the number of parts visits each once.
    const at = ((call * pairs + pair) * 611_953) % parts;
    const partId = data.partIds[at];
    if (pair % 5 === 4) return { partId, vin: vins[pair % vins.length] };
    return { partId, vehicleId: pair % 2 === 0 ? data.vehicleOf(at, random) : data.anyVehicle(random) };
  });
}

/** Brings the files into the system's page cache. */
function readThrough(): void {
  for (const file of FILES)
    spawnSync('dd', [`if=${join(folder, file)}`, 'of=/dev/null', 'bs=16M'], { stdio: 'ignore' });
}

/** Takes the files out of the system's page cache, where `dd` can. */
function forgetPages(): boolean {
  return FILES.every(
    (file) =>
      spawnSync('dd', [`if=${join(folder, file)}`, 'iflag=nocache', 'count=0'], { stdio: 'ignore' })
        .status === 0,
  );
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1_000).toFixed(1);
}

function mb(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}
