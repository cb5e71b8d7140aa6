import type { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { type DecodeVinsRequest, DecodeVinsResponse, VinLineFormat } from '@qipei/contracts/fitment/v1/vin';
import { type Clock, InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { RulePack } from '@qipei/vin';
import {
  csvFormatOf,
  type DecodePool,
  decodeLines,
  type LineFormat,
  type SharedVinTable,
} from '@qipei/vin/batch';
import { batchByTenant } from '../../application/batch-by-tenant.ts';
import type { ListedVehicles } from '../../application/narrow-by-tenant.ts';

/** Messages are cut to as much: several fit into a connection's window. */
const MESSAGE_BYTES = 128 * 1024;
/** A heading is looked for within the first line's first bytes. */
const FIRST_LINE_BYTES = 4_096;

/** Batches: decoded in threads, so that what else is asked is answered meanwhile. */
export function vinBatchHandlers({
  table,
  packsOf,
  directory,
  hasVehicles,
  pool,
  clock,
}: {
  /** The one in use; a batch goes over to a new one between two blocks of lines. */
  table: () => SharedVinTable;
  /** What a tenant adds to it; asked for once a batch. */
  packsOf: (tenant: string) => Promise<readonly RulePack[]>;
  directory: ListedVehicles;
  /** Whether a tenant has vehicles of its own, or adds to the platform's. */
  hasVehicles: (tenant: string) => Promise<boolean>;
  pool: DecodePool;
  clock: Clock;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'decodeVins'> {
  return {
    async *decodeVins(requests, { tenant }) {
      const messages = requests[Symbol.asyncIterator]();
      const first = await messages.next();
      if (first.done === true) return;
      const { format, full } = first.value;
      const chunks = chunksOf(first.value, messages);
      const read = format === VinLineFormat.CSV ? await firstLineOf(chunks) : { text: '', chunks };
      const now = clock.now();
      const own = await hasVehicles(tenant);
      const decoded = decodeLines(read.chunks, {
        ...{ pool, table, full, now, packs: await packsOf(tenant), decodes: own },
        format: lineFormat(format, read.text),
      });
      const narrow = own ? batchByTenant({ directory, tenant, now, full }) : undefined;
      for await (const block of decoded) {
        const bytes = narrow === undefined ? block.bytes : await narrow(block);
        for (let at = 0; at < bytes.length; at += MESSAGE_BYTES) {
          const piece = bytes.subarray(at, at + MESSAGE_BYTES);
          yield DecodeVinsResponse.create({
            chunk: Buffer.from(piece.buffer, piece.byteOffset, piece.length),
          });
        }
      }
    },
  };
}

function lineFormat(format: VinLineFormat, firstLine: string): LineFormat {
  switch (format) {
    case VinLineFormat.NDJSON:
      return { kind: 'ndjson', member: 'vin', strict: true };
    case VinLineFormat.TEXT:
      return { kind: 'text' };
    case VinLineFormat.CSV:
      return csvFormatOf(firstLine);
    default:
      throw new InvalidInput('format', 'format-unknown', 'Say in which form the lines are.');
  }
}

async function* chunksOf(
  first: DecodeVinsRequest,
  rest: AsyncIterator<DecodeVinsRequest>,
): AsyncGenerator<Uint8Array, void> {
  yield first.chunk;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value.chunk;
}

/** What stands before the first line end, and the same chunks, those that were read for it included. */
async function firstLineOf(
  chunks: AsyncGenerator<Uint8Array, void>,
): Promise<{ text: string; chunks: AsyncIterable<Uint8Array> }> {
  let read = Buffer.alloc(0);
  while (read.length < FIRST_LINE_BYTES && !read.includes(10)) {
    const next = await chunks.next();
    if (next.done === true) break;
    read = Buffer.concat([read, next.value]);
  }
  const [text = ''] = read.subarray(0, FIRST_LINE_BYTES).toString().split(/\r?\n/, 1);
  async function* again(): AsyncGenerator<Uint8Array, void> {
    yield read;
    yield* chunks;
  }
  return { text, chunks: again() };
}
