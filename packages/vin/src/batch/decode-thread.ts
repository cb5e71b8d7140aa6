import { parentPort } from 'node:worker_threads';
import type { RulePack } from '../rule-packs/rule-pack.ts';
import { openSharedVinTable, type SharedVinTable } from '../shared-vin-table.ts';
import { type BlockOptions, blockDecoder, type DecodedBlock } from './decode-block.ts';
import type { LineBlock } from './line-blocks.ts';
import { PACKS_KEPT, remembered, TABLES_KEPT, type Told } from './thread-memory.ts';

/** What a decode thread is asked. */
export interface ThreadTask {
  id: number;
  table: Told<SharedVinTable>;
  block: LineBlock;
  options: Omit<BlockOptions, 'packs'>;
  packs?: Told<readonly RulePack[]>;
}

export type ThreadAnswer = { id: number; decoded: DecodedBlock } | { id: number; failure: unknown };

const decoderOf = remembered(TABLES_KEPT, (table: SharedVinTable) => blockDecoder(openSharedVinTable(table)));
const packsOf = remembered(PACKS_KEPT, (packs: readonly RulePack[]) => packs);

const port = parentPort;
if (port === null) throw new Error('A decode thread is started by a decode pool.');
port.on('message', ({ id, table, block, options, packs }: ThreadTask) => {
  try {
    const decode = decoderOf(table);
    const decoded = decode(block, packs === undefined ? options : { ...options, packs: packsOf(packs) });
    port.postMessage({ id, decoded } satisfies ThreadAnswer, [decoded.bytes.buffer]);
  } catch (failure) {
    port.postMessage({ id, failure } satisfies ThreadAnswer);
  }
});
