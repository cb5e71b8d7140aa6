import { closeSync, mkdtempSync, openSync, readSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of each of hundreds of partitions one is open. */
const CHUNK_BYTES = 16 * 1024;
/** Most records are shorter: one read fetches them. */
const RECORD_BYTES = 512;

/**
 * Records put aside by the hash of a key, to be gone through partition by partition when all are there. Each begins with its length in
 * bytes, as an unsigned number of four bytes, the lowest first.
 */
export interface PartitionedSpill extends Disposable {
  /**
   * A place for a record of at most `bytes` in the partition of `hash`; write at `spill.at` of the buffer given, then call `wrote`.
   * Synchronous, and good until the next call of `room`.
   */
  room(hash: number, bytes: number): Buffer;
  /** Where in the buffer the record starts. */
  readonly at: number;
  wrote(end: number): void;
  readonly partitions: number;
  /** Chunks of whole records, in the order they were written; `base` is the chunk's address, for `read`. Each is good until the next. */
  chunks(partition: number): Generator<{ buffer: Buffer; base: number }>;
  /** How many records a partition has. */
  records(partition: number): number;
  /** The record at an address; good until the next `read`. */
  read(partition: number, address: number): { buffer: Buffer; at: number };
}

interface Partition {
  /** The chunk that is being filled. */
  open: Buffer | undefined;
  used: number;
  records: number;
  full: Chunk[];
}

interface Chunk {
  bytes: number;
  /** Address of its first byte within the partition. */
  base: number;
  /** Where it lies: in memory, or at an offset of the file. */
  held: Buffer | undefined;
  offset: number;
}

/**
 * Keeps what fits into `memoryBytes` in memory and writes the rest to one temporary file, which has no name any more once it is open:
 * it is gone with the process, however that ends.
 */
export function partitionedSpill(memoryBytes: number, partitionCount = 256): PartitionedSpill {
  const partitions: Partition[] = Array.from({ length: partitionCount }, () => ({
    ...{ open: undefined, used: 0, records: 0, full: [] },
  }));
  let held = 0;
  let file: number | undefined;
  let folder: string | undefined;
  let fileEnd = 0;
  let current: Partition | undefined;
  /** Room for what is read back: one chunk for those who go through a partition, one for those who look something up. */
  let passing: Buffer = Buffer.alloc(0);
  let looking: Buffer = Buffer.alloc(0);

  function close(partition: Partition): void {
    if (partition.open === undefined || partition.used === 0) return;
    const last = partition.full.at(-1);
    const base = last === undefined ? 0 : last.base + last.bytes;
    if (held + partition.used <= memoryBytes) {
      const kept = Buffer.allocUnsafeSlow(partition.used);
      partition.open.copy(kept, 0, 0, partition.used);
      partition.full.push({ bytes: partition.used, base, held: kept, offset: 0 });
      held += partition.used;
    } else {
      writeAll(partition.open, partition.used);
      partition.full.push({ bytes: partition.used, base, held: undefined, offset: fileEnd });
      fileEnd += partition.used;
    }
    partition.used = 0;
  }

  function writeAll(buffer: Buffer, bytes: number): void {
    file ??= openFile();
    let done = 0;
    while (done < bytes) done += writeSync(file, buffer, done, bytes - done, fileEnd + done);
  }

  function openFile(): number {
    folder = mkdtempSync(join(tmpdir(), 'qipei-check-'));
    const path = join(folder, 'apps');
    const opened = openSync(path, 'wx+', 0o600);
    // Where the system won't remove what is open, it is removed when all is done.
    try {
      unlinkSync(path);
      rmSync(folder, { recursive: true });
      folder = undefined;
    } catch {}
    return opened;
  }

  /** A few bytes of the file, for who looks one record up. */
  function lookUp(offset: number, bytes: number): Buffer {
    if (looking.length < bytes) looking = Buffer.allocUnsafeSlow(bytes);
    const buffer = looking.subarray(0, bytes);
    readAll(buffer, offset);
    return buffer;
  }

  function readAll(buffer: Buffer, offset: number): void {
    let done = 0;
    while (done < buffer.length) {
      const read = readSync(file ?? -1, buffer, done, buffer.length - done, offset + done);
      if (read === 0) throw new Error('The temporary file of the checks has been cut short.');
      done += read;
    }
  }

  function bytesOf(chunk: Chunk): Buffer {
    if (chunk.held !== undefined) return chunk.held;
    if (passing.length < chunk.bytes) passing = Buffer.allocUnsafeSlow(chunk.bytes);
    const buffer = passing.subarray(0, chunk.bytes);
    readAll(buffer, chunk.offset);
    return buffer;
  }

  const spill = {
    at: 0,
    partitions: partitionCount,
    room(hash: number, bytes: number) {
      const partition = partitions[hash % partitionCount] as Partition;
      current = partition;
      if (partition.open === undefined) partition.open = Buffer.allocUnsafeSlow(Math.max(1024, bytes));
      else if (partition.used + bytes > partition.open.length) {
        // Small feeds stay small: a chunk starts with 1 KiB and grows to its full size.
        const grown = Math.min(CHUNK_BYTES, partition.open.length * 4);
        if (partition.used + bytes <= grown) {
          const larger = Buffer.allocUnsafeSlow(grown);
          partition.open.copy(larger, 0, 0, partition.used);
          partition.open = larger;
        } else {
          close(partition);
          if (bytes > partition.open.length)
            partition.open = Buffer.allocUnsafeSlow(Math.max(bytes, CHUNK_BYTES));
        }
      }
      spill.at = partition.used;
      return partition.open;
    },
    wrote(end: number) {
      if (current === undefined) return;
      current.used = end;
      current.records += 1;
    },
    records: (partition: number) => partitions[partition]?.records ?? 0,
    *chunks(at: number) {
      const partition = partitions[at];
      if (partition === undefined) return;
      close(partition);
      partition.open = undefined;
      for (const chunk of partition.full) yield { buffer: bytesOf(chunk), base: chunk.base };
    },
    read(at: number, address: number) {
      const chunk = chunkAt(partitions[at]?.full ?? [], address);
      if (chunk === undefined) throw new RangeError(`Partition ${at} has no address ${address}.`);
      const within = address - chunk.base;
      if (chunk.held !== undefined) return { buffer: chunk.held, at: within };
      const left = chunk.bytes - within;
      let buffer = lookUp(chunk.offset + within, Math.min(left, RECORD_BYTES));
      const length = buffer.readUInt32LE(0);
      if (length > buffer.length) buffer = lookUp(chunk.offset + within, Math.min(left, length));
      return { buffer, at: 0 };
    },
    [Symbol.dispose]() {
      if (file !== undefined) closeSync(file);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      file = undefined;
      folder = undefined;
      for (const partition of partitions) {
        partition.open = undefined;
        partition.full = [];
      }
    },
  };
  return spill;
}

function chunkAt(chunks: readonly Chunk[], address: number): Chunk | undefined {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const chunk = chunks[middle] as Chunk;
    if (address < chunk.base) high = middle;
    else if (address >= chunk.base + chunk.bytes) low = middle + 1;
    else return chunk;
  }
  return undefined;
}
