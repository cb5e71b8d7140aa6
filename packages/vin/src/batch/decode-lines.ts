import type { SharedVinTable } from '../shared-vin-table.ts';
import type { BlockOptions, DecodedBlock } from './decode-block.ts';
import type { DecodePool } from './decode-pool.ts';
import { LineBlocks } from './line-blocks.ts';

export interface DecodeLinesOptions extends BlockOptions {
  pool: DecodePool;
  /** The table to decode by; asked for each block anew, so that a new one holds from the next block on. */
  table: () => SharedVinTable;
}

/** Blocks under way, for each thread: what is ahead of the one being read stays bounded. */
const BLOCKS_A_THREAD = 4;

/** As many VINs as take some ten milliseconds: answers come early and no task holds a thread for long. */
const BLOCK_BYTES = 16_384;
/** A full answer may take 100 KB. */
const FULL_BLOCK_BYTES = 1_024;

/**
 * Decodes a file of VINs that comes in pieces, a line for a line, in their order. What has come is answered at once, whether
 * more comes or not; no more is read than is taken of the answers. Leaving the loop stops the work.
 */
export async function* decodeLines(
  chunks: AsyncIterable<Uint8Array>,
  { pool, table, ...options }: DecodeLinesOptions,
): AsyncGenerator<DecodedBlock, void> {
  const most = pool.threads * BLOCKS_A_THREAD;
  const under: Promise<DecodedBlock>[] = [];
  let changed = Promise.withResolvers<void>();
  const tell = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };
  const state: { stopped: boolean; ended: boolean; failure?: { cause: unknown } } = {
    stopped: false,
    ended: false,
  };

  async function read(): Promise<void> {
    const lines = new LineBlocks(options.full ? FULL_BLOCK_BYTES : BLOCK_BYTES);
    const blocksOf = async (blocks: ReturnType<LineBlocks['add']>) => {
      for (const block of blocks) {
        while (under.length >= most && !state.stopped) await changed.promise;
        if (state.stopped) return;
        const decoded = pool.decode(table(), block, options);
        // Nobody may be left to hear of it.
        decoded.catch(() => {});
        under.push(decoded);
        tell();
      }
    };
    for await (const chunk of chunks) {
      await blocksOf(lines.add(chunk));
      if (state.stopped) return;
    }
    await blocksOf(lines.end());
  }

  read()
    .catch((cause: unknown) => {
      state.failure = { cause };
    })
    .finally(() => {
      state.ended = true;
      tell();
    });
  try {
    for (;;) {
      const [first] = under;
      if (first !== undefined) {
        const decoded = await first;
        under.shift();
        tell();
        yield decoded;
      } else if (state.failure !== undefined) throw state.failure.cause;
      else if (state.ended) return;
      else await changed.promise;
    }
  } finally {
    state.stopped = true;
    tell();
  }
}
