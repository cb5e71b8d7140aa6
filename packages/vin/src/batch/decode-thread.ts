import { parentPort } from 'node:worker_threads';
import type { RulePack } from '../rule-packs/rule-pack.ts';
import { loadVinTable } from '../vin-table.ts';
import { type BlockOptions, blockDecoder, type DecodedBlock } from './decode-block.ts';
import type { LineBlock } from './line-blocks.ts';
import type { SharedTable } from './shared-table.ts';
import { PACKS_KEPT } from './thread-packs.ts';

/** What a decode thread is asked. */
export interface ThreadTask {
  id: number;
  table: SharedTable;
  block: LineBlock;
  options: Omit<BlockOptions, 'packs'>;
  /** Which packs; they come with the first block that a thread gets of them. */
  packs?: { key: number; list?: readonly RulePack[] };
}

export type ThreadAnswer = { id: number; decoded: DecodedBlock } | { id: number; failure: unknown };

type Decoder = ReturnType<typeof blockDecoder>;

/** The one before is kept: while a table is replaced, tasks of both are under way. */
const TABLES = 2;
const decoders = new Map<number, Decoder>();

function decoderOf({ key, bytes }: SharedTable): Decoder {
  let decoder = decoders.get(key);
  if (decoder === undefined) {
    decoder = blockDecoder(loadVinTable(new Uint8Array(bytes)));
    decoders.set(key, decoder);
    const [oldest] = decoders.keys();
    if (decoders.size > TABLES && oldest !== undefined) decoders.delete(oldest);
  }
  return decoder;
}

const kept = new Map<number, readonly RulePack[]>();

function packsOf({ key, list }: NonNullable<ThreadTask['packs']>): readonly RulePack[] {
  if (list !== undefined) {
    kept.set(key, list);
    const [oldest] = kept.keys();
    if (kept.size > PACKS_KEPT && oldest !== undefined) kept.delete(oldest);
  }
  const found = kept.get(key);
  if (found === undefined) throw new Error('the thread was not given these rule packs');
  return found;
}

const port = parentPort;
if (port === null) throw new Error('A decode thread is started by a decode pool.');
port.on('message', ({ id, table, block, options, packs }: ThreadTask) => {
  try {
    const decoded = decoderOf(table)(
      block,
      packs === undefined ? options : { ...options, packs: packsOf(packs) },
    );
    port.postMessage({ id, decoded } satisfies ThreadAnswer, [decoded.bytes.buffer]);
  } catch (failure) {
    port.postMessage({ id, failure } satisfies ThreadAnswer);
  }
});
