import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { decodeVin, loadVinTable } from '@qipei/vin';

/** What a table costs a process that does nothing else; run with its file and VINs, it prints it as JSON. */
export interface VinTableCost {
  loadMs: number;
  /** Of the processor, also by its helpers: what a busy machine changes least. */
  loadCpuMs: number;
  /** Resident memory added by the table, and after the VINs were decoded. */
  loadedBytes: number;
  usedBytes: number;
  /** Of that in typed arrays. */
  arrayBytes: number;
}

/** Resident memory after a collection; where the collector can't be called it is what it happens to be. */
function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

if (import.meta.main) {
  const vins = JSON.parse(await text(process.stdin)) as string[];
  const before = resident();
  let bytes: Uint8Array | undefined = await readFile(process.argv[2] as string);
  const processor = process.cpuUsage();
  const started = performance.now();
  const table = loadVinTable(bytes);
  const loadMs = performance.now() - started;
  const { user, system } = process.cpuUsage(processor);
  bytes = undefined;
  const loadedBytes = resident() - before;
  for (const vin of vins) decodeVin(table, vin);
  const cost: VinTableCost = {
    loadMs,
    loadCpuMs: (user + system) / 1_000,
    loadedBytes,
    usedBytes: resident() - before,
    arrayBytes: process.memoryUsage().arrayBuffers,
  };
  console.log(JSON.stringify(cost));
}
