import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { expect, test, vi } from 'vitest';
import { partitionedSpill } from './partitioned-spill.ts';

const PARTITIONS = 4;

/** `estimate`: how many bytes more were asked for than the record takes. */
function put(
  spill: ReturnType<typeof partitionedSpill>,
  at: { hash: number; bytes: number; estimate?: number },
  filler: number,
): void {
  const { hash, bytes, estimate = 0 } = at;
  const buffer = spill.room(hash, bytes + estimate);
  buffer.fill(filler, spill.at, spill.at + bytes);
  buffer.writeUInt32LE(bytes, spill.at);
  spill.wrote(spill.at + bytes);
}

function* recordsOf(spill: ReturnType<typeof partitionedSpill>, partition: number) {
  for (const { buffer, base } of spill.chunks(partition)) {
    for (let at = 0; at < buffer.length; at += buffer.readUInt32LE(at)) {
      const bytes = buffer.readUInt32LE(at);
      yield { bytes, filler: bytes > 4 ? (buffer[at + bytes - 1] as number) : -1, address: base + at };
    }
  }
}

const size = constantFrom(5, 6, 100, 511, 512, 513, 4_000, 8_186, 8_187, 8_188, 8_189, 8_192, 8_193, 40_000);

test('whatever their lengths, records come back in their order, in memory or from the file, and are found by address', () => {
  const each = record({
    hash: integer({ min: 0, max: 9 }),
    bytes: size,
    estimate: constantFrom(0, 3, 20_000),
  });
  const memory = constantFrom(0, 10_000, 1_000_000);
  const checked = property(array(each, { maxLength: 60 }), memory, (records, bytes) => {
    using spill = partitionedSpill(bytes, PARTITIONS);
    records.forEach((one, at) => void put(spill, one, at));
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const expected = records.flatMap((one, at) =>
        one.hash % PARTITIONS === partition ? [{ bytes: one.bytes, filler: at }] : [],
      );
      expect(spill.records(partition)).toBe(expected.length);
      const found = [...recordsOf(spill, partition)];
      expect(found.map(({ bytes, filler }) => ({ bytes, filler }))).toEqual(expected);
      for (const { bytes, filler, address } of found.toReversed()) {
        const { buffer, at } = spill.read(address);
        expect(buffer.readUInt32LE(at)).toBe(bytes);
        expect(buffer[at + bytes - 1]).toBe(filler);
      }
    }
  });
  assert(checked, { numRuns: 60 });
});

test('the file has no name while it is used and is gone afterwards', () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-spill-test-'));
  vi.stubEnv('TMPDIR', folder);
  try {
    using spill = partitionedSpill(0, PARTITIONS);
    for (let at = 0; at < 100; at += 1) put(spill, { hash: at, bytes: 1_000 }, at);
    for (let partition = 0; partition < PARTITIONS; partition += 1)
      expect([...recordsOf(spill, partition)]).toHaveLength(25);
    if (process.platform !== 'win32') expect(readdirSync(folder)).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  }
});
