import { closeSync, mkdtempSync, openSync, readSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of each of hundreds of partitions one is open. In the file each begins at a multiple of it. */
const CHUNK_BYTES = 8 * 1024;
/** At the end of a chunk in the file: how many bytes of it are records. */
const MARK_BYTES = 4;
const RECORDS_BYTES = CHUNK_BYTES - MARK_BYTES;
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
  /** The record at an address, by what its chunk had as `base`; good until the next `read`. */
  read(address: number): { buffer: Buffer; at: number };
}

interface Partition {
  /** The chunk that is being filled; larger than others where one record needs it, which it then holds alone. */
  open: Buffer | undefined;
  used: number;
  records: number;
  /** Places of its full chunks, in order; `full` of them. A large feed has hundreds of thousands. */
  places: Uint32Array;
  full: number;
}

/**
 * Keeps what fits into `memoryBytes` in memory and writes the rest to one temporary file, which has no name any more once it is open:
 * it is gone with the process, however that ends.
 */
export function partitionedSpill(memoryBytes: number, partitionCount = 256): PartitionedSpill {
  const partitions: Partition[] = Array.from({ length: partitionCount }, () => ({
    ...{ open: undefined, used: 0, records: 0, places: new Uint32Array(4), full: 0 },
  }));
  /** Chunks in memory: their places come first, then those of the file. */
  let held: Buffer[] = [];
  let heldBytes = 0;
  let file: number | undefined;
  let folder: string | undefined;
  /** Of the file, in chunks. */
  let filed = 0;
  let current: Partition | undefined;
  /** Room for what is read back: one chunk for those who go through a partition, one for those who look something up. */
  let passing: Buffer = Buffer.alloc(0);
  let looking: Buffer = Buffer.alloc(0);

  function close(partition: Partition): void {
    const { open, used } = partition;
    if (open === undefined || used === 0) return;
    if (partition.full === partition.places.length) {
      const longer = new Uint32Array(partition.full * 2);
      longer.set(partition.places);
      partition.places = longer;
    }
    partition.places[partition.full] = keep(open, used);
    partition.full += 1;
    partition.used = 0;
    if (open.length > CHUNK_BYTES) partition.open = undefined;
  }

  /** @returns the place of the chunk */
  function keep(chunk: Buffer, used: number): number {
    if (file === undefined && heldBytes + used <= memoryBytes) {
      const kept = Buffer.allocUnsafeSlow(used);
      chunk.copy(kept, 0, 0, used);
      heldBytes += used;
      return held.push(kept) - 1;
    }
    const place = held.length + filed;
    if (used > RECORDS_BYTES) writeAll(chunk, Math.max(used, CHUNK_BYTES));
    else {
      const whole = chunk.length === CHUNK_BYTES ? chunk : copyOf(chunk, used);
      whole.writeUInt32LE(used, RECORDS_BYTES);
      writeAll(whole, CHUNK_BYTES);
    }
    filed += Math.ceil(Math.max(used, CHUNK_BYTES) / CHUNK_BYTES);
    return place;
  }

  function copyOf(chunk: Buffer, used: number): Buffer {
    const whole = Buffer.alloc(CHUNK_BYTES);
    chunk.copy(whole, 0, 0, used);
    return whole;
  }

  function writeAll(buffer: Buffer, bytes: number): void {
    file ??= openFile();
    const offset = filed * CHUNK_BYTES;
    let done = 0;
    while (done < bytes) done += writeSync(file, buffer, done, bytes - done, offset + done);
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

  function bytesOf(place: number): Buffer {
    const inMemory = held[place];
    if (inMemory !== undefined) return inMemory;
    const offset = (place - held.length) * CHUNK_BYTES;
    if (passing.length < CHUNK_BYTES) passing = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    const chunk = passing.subarray(0, CHUNK_BYTES);
    readAll(chunk, offset);
    const first = chunk.readUInt32LE(0);
    if (first <= RECORDS_BYTES) return chunk.subarray(0, chunk.readUInt32LE(RECORDS_BYTES));
    passing = Buffer.allocUnsafeSlow(first);
    readAll(passing, offset);
    return passing;
  }

  const spill = {
    at: 0,
    partitions: partitionCount,
    room(hash: number, bytes: number) {
      const partition = partitions[hash % partitionCount] as Partition;
      current = partition;
      const needed = partition.used + bytes + MARK_BYTES;
      const { open } = partition;
      if (open !== undefined && needed > open.length) {
        // Small feeds stay small: a chunk starts with 1 KiB and grows to its full size.
        if (needed <= CHUNK_BYTES) {
          const larger = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, Math.max(needed, open.length * 4)));
          open.copy(larger, 0, 0, partition.used);
          partition.open = larger;
        } else close(partition);
      } else if (open !== undefined && open.length > CHUNK_BYTES && partition.used > 0) close(partition);
      if (partition.open === undefined || bytes + MARK_BYTES > partition.open.length)
        partition.open = Buffer.allocUnsafeSlow(
          partition.full === 0
            ? Math.max(1024, bytes + MARK_BYTES)
            : Math.max(CHUNK_BYTES, bytes + MARK_BYTES),
        );
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
      for (const place of partition.places.subarray(0, partition.full))
        yield { buffer: bytesOf(place), base: place * CHUNK_BYTES };
    },
    read(address: number) {
      const place = Math.floor(address / CHUNK_BYTES);
      const within = address - place * CHUNK_BYTES;
      const inMemory = held[place];
      if (inMemory !== undefined) return { buffer: inMemory, at: within };
      const offset = (place - held.length) * CHUNK_BYTES + within;
      const buffer = lookUp(offset, Math.min(CHUNK_BYTES - within, RECORD_BYTES));
      const length = buffer.readUInt32LE(0);
      return { buffer: length > buffer.length ? lookUp(offset, length) : buffer, at: 0 };
    },
    [Symbol.dispose]() {
      if (file !== undefined) closeSync(file);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      file = undefined;
      folder = undefined;
      held = [];
      for (const partition of partitions) {
        partition.open = undefined;
        partition.full = 0;
      }
    },
  };
  return spill;
}
