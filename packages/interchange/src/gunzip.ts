import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { type GrowthGuard, growthGuard } from './growth-guard.ts';
import { gzipHeaderLength } from './gzip-header.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** One piece of input inflates to at most about a thousand times as much, which is held. */
const PIECE_BYTES = 16 * 1024;
const TRAILER_BYTES = 8;

export interface Gunzipped {
  bytes: AsyncIterable<Uint8Array>;
  /** Packed bytes that have been taken so far. */
  sent(): number;
}

/**
 * Inflates gzip members (RFC 1952) one behind the other, zeros between and behind them passed over. What was inflated before a fault is given before it is
 * thrown, the same however the source is cut into chunks.
 * @throws UnreadableFile `gzip-damaged`, `gzip-truncated`, `gzip-bomb`, `unpacked-too-large`
 */
export function gunzipped(source: AsyncIterable<Uint8Array>, maxBytes: number): Gunzipped {
  const guard = growthGuard('gzip-bomb', maxBytes);
  const input = inputOf(source, guard);
  return { bytes: members(input, guard), sent: input.taken };
}

async function* members(input: Input, guard: GrowthGuard): AsyncGenerator<Uint8Array> {
  try {
    for (let first = true; await input.more(first); first = false) {
      let length = gzipHeaderLength(input.held());
      while (length === undefined) {
        if (!(await input.fill())) throw truncated();
        length = gzipHeaderLength(input.held());
      }
      if (length === 'damaged')
        throw damaged(first ? 'its header is wrong' : 'something else stands behind it');
      input.drop(length);
      yield* member(input, guard);
    }
  } finally {
    await input.close();
  }
}

async function* member(input: Input, guard: GrowthGuard): AsyncGenerator<Uint8Array> {
  const raw = createInflateRaw({ chunkSize: 64 * 1024 });
  const out = collected(raw, guard);
  let [sum, size] = [0, 0];
  try {
    for (let ended = false; !ended; ) {
      if (input.held().length === 0 && !(await input.fill())) throw truncated();
      const before = raw.bytesWritten;
      ended = await feed(raw, input.held());
      for (const chunk of out.take()) {
        sum = crc32(chunk, sum);
        size = (size + chunk.length) % 2 ** 32;
        yield chunk;
      }
      if (out.failure() !== undefined) throw named(out.failure());
      input.drop(raw.bytesWritten - before);
    }
  } finally {
    raw.destroy();
  }
  while (input.held().length < TRAILER_BYTES) if (!(await input.fill())) throw truncated();
  const trailer = input.held();
  if (trailer.readUInt32LE(0) !== sum || trailer.readUInt32LE(4) !== size)
    throw damaged('its content isn’t what its checksum says');
  input.drop(TRAILER_BYTES);
}

/** Resolves with whether the member has ended; what of the piece belongs to it is then in `bytesWritten`. */
function feed(raw: InflateRaw, piece: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const end = () => settle(true);
    const stop = () => settle(false);
    function settle(ended: boolean) {
      raw.off('end', end);
      raw.off('close', stop);
      resolve(ended);
    }
    raw.once('end', end);
    raw.once('close', stop);
    raw.write(piece, stop);
  });
}

/** Taken as it comes: what a stream holds back is lost when it fails. */
function collected(raw: InflateRaw, guard: GrowthGuard) {
  const chunks: Buffer[] = [];
  let failure: unknown;
  raw.on('error', (error) => {
    failure ??= error;
  });
  raw.on('data', (chunk: Buffer) => {
    if (failure !== undefined) return;
    try {
      guard.inflated(chunk.length);
      chunks.push(chunk);
    } catch (error) {
      failure = error;
      raw.destroy();
    }
  });
  return { take: () => chunks.splice(0), failure: () => failure };
}

interface Input {
  /** What has been read and not yet dropped. */
  held(): Buffer;
  drop(bytes: number): void;
  /** Holds more; false at the end. */
  fill(): Promise<boolean>;
  /** Whether there is another member. The first one is there in any case. */
  more(first: boolean): Promise<boolean>;
  taken(): number;
  close(): Promise<void>;
}

function inputOf(source: AsyncIterable<Uint8Array>, guard: GrowthGuard): Input {
  const iterator = source[Symbol.asyncIterator]();
  let chunk: Buffer = Buffer.alloc(0);
  let held: Buffer = Buffer.alloc(0);
  let taken = 0;

  async function fill(): Promise<boolean> {
    while (chunk.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return false;
      const { buffer, byteOffset, byteLength } = next.value;
      chunk = Buffer.from(buffer, byteOffset, byteLength);
    }
    const piece = chunk.subarray(0, PIECE_BYTES);
    chunk = chunk.subarray(piece.length);
    taken += piece.length;
    guard.packed(piece.length);
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    return true;
  }

  return {
    held: () => held,
    drop(bytes) {
      held = held.subarray(bytes);
    },
    fill,
    async more(first) {
      for (;;) {
        if (held.length === 0 && !(await fill())) return first;
        const start = first ? 0 : held.findIndex((byte) => byte !== 0);
        if (start >= 0) {
          held = held.subarray(start);
          return true;
        }
        held = Buffer.alloc(0);
      }
    },
    taken: () => taken,
    async close() {
      await iterator.return?.(undefined);
    },
  };
}

function named(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') ? damaged((error as Error).message) : error;
}

function truncated(): UnreadableFile {
  const message = 'The gzip file ends in the middle: it was cut off on its way. Send it again.';
  return new UnreadableFile('gzip-truncated', 1, message);
}

function damaged(why: string): UnreadableFile {
  return new UnreadableFile('gzip-damaged', 1, `The gzip file is damaged: ${why}.`);
}
