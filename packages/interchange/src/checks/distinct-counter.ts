import { hashNumbers } from './hash-numbers.ts';
import type { PartitionedSpill } from './partitioned-spill.ts';
import { put, u32 } from './spilled-app.ts';

/** Its length, the two halves of the hash, and what it is. */
const RECORD_BYTES = 16;
/** How many of those seen last are known without looking: feeds name the same again and again. */
const RECENT = 1 << 16;

/** Counts distinct texts by their hashes, of several kinds at once, in constant memory however many there are. */
export interface DistinctCounter {
  /** @param kind a small number from 0 @param low, high halves of the hash of the text with its kind */
  add(kind: number, low: number, high: number): void;
  /** How many there are of a kind. */
  count(kind: number): number;
}

export function distinctCounter(spill: PartitionedSpill): DistinctCounter {
  const recent = new Uint32Array(RECENT * 2);
  let counts: number[] | undefined;

  function counted(): number[] {
    const found: number[] = [];
    const seen = hashNumbers();
    for (let partition = 0; partition < spill.partitions; partition += 1) {
      seen.clear();
      for (const { buffer } of spill.chunks(partition)) {
        for (let at = 0; at < buffer.length; at += RECORD_BYTES) {
          const before = seen.size;
          if (seen.numberOf(u32(buffer, at + 4), u32(buffer, at + 8)) !== before) continue;
          const kind = u32(buffer, at + 12);
          found[kind] = (found[kind] ?? 0) + 1;
        }
      }
    }
    return found;
  }

  return {
    add(kind, low, high) {
      const slot = (low & (RECENT - 1)) * 2;
      if (recent[slot] === low && recent[slot + 1] === high) return;
      recent[slot] = low;
      recent[slot + 1] = high;
      const buffer = spill.room(high, RECORD_BYTES);
      const { at } = spill;
      put(buffer, at, RECORD_BYTES);
      put(buffer, at + 4, low);
      put(buffer, at + 8, high);
      put(buffer, at + 12, kind);
      spill.wrote(at + RECORD_BYTES);
    },
    count(kind) {
      counts ??= counted();
      return counts[kind] ?? 0;
    },
  };
}
