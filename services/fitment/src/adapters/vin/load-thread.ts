import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { loadVinTable, VinTableError } from '@qipei/vin';
import { type SharedVinTable, shareVinTable } from '@qipei/vin/batch';
import { proveVinTable, VinTableUnproven } from '@qipei/vin/prove';

/** Where a table's bytes are: in a file, at hand, or what the program brings, which is known to be sound. */
export type TableSource = { path: string } | { bytes: Uint8Array } | 'default';

export interface LoadTask {
  source: TableSource;
  what: 'all' | 'vehicles';
}

export type LoadAnswer =
  | { shared: SharedVinTable; sizeBytes: number }
  | { refused: 'faulty' | 'unproven'; code: string; message: string };

async function bytesOf(source: TableSource): Promise<Uint8Array> {
  if (source === 'default') {
    // What compiles tables is slow to load, and only wanted here.
    const { cachedVinTable } = await import('@qipei/vin/compile');
    return await cachedVinTable();
  }
  return 'bytes' in source ? source.bytes : new Uint8Array(await readFile(source.path));
}

/** Loading and proving a table takes half a second of a processor, and twice its memory, which goes with the thread. */
async function load({ source, what }: LoadTask): Promise<LoadAnswer> {
  const bytes = await bytesOf(source);
  try {
    const table = source === 'default' ? loadVinTable(bytes) : proveVinTable(bytes).table;
    return { shared: shareVinTable(table, what), sizeBytes: bytes.length };
  } catch (cause) {
    const { message } = cause as Error;
    if (cause instanceof VinTableError) return { refused: 'faulty', code: cause.code, message };
    if (cause instanceof VinTableUnproven) return { refused: 'unproven', code: cause.code, message };
    throw cause;
  }
}

if (parentPort === null) throw new Error('A table is loaded by a thread of its own.');
parentPort.postMessage(await load(workerData as LoadTask));
