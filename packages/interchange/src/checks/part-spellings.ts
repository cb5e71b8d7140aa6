import { generalKey } from '@qipei/part-number/general-key';
import type { FindingsCollector } from './check-report.ts';
import type { CheckedApp } from './checked-app.ts';
import { hashNumbers } from './hash-numbers.ts';
import { ownText } from './own-text.ts';
import type { PartitionedSpill } from './partitioned-spill.ts';
import type { SeededHash } from './seeded-hash.ts';
import { comparable, u32 } from './spilled-app.ts';

const FIXED = 24;
const FIELD = '\u001f';
/** How many of the parts seen last are known without looking: feeds come sorted by part or by vehicle. */
const RECENT = 1 << 16;

interface Spelling {
  number: string;
  record: string;
  line: number;
}

/** Counts the distinct parts, and finds numbers of one brand that differ in spelling only. */
export function partSpellings(spill: PartitionedSpill, hash: SeededHash) {
  const recent = new Uint32Array(RECENT * 2);
  /** Numbers come from few brands: each is folded once. */
  const brands = new Map<string, string>();
  const parts = hashNumbers();
  const keys = hashNumbers();
  /** Where the first part of each key is. */
  let firsts = new Float64Array(64);

  return {
    add({ part, record, line }: Pick<CheckedApp, 'part' | 'record' | 'line'>): void {
      if (part.number === '') return;
      const brand = brandKey(part.brand);
      hash.reset().text(brand).text(part.number);
      const { low, high } = hash;
      const slot = (low & (RECENT - 1)) * 2;
      if (recent[slot] === low && recent[slot + 1] === high) return;
      recent[slot] = low;
      recent[slot + 1] = high;
      // A number of nothing but signs is its own key.
      const folded = generalKey(part.number);
      hash
        .reset()
        .text(brand)
        .text(folded === '' ? part.number : folded);
      const words = `${part.number}${FIELD}${record}`;
      const buffer = spill.room(hash.high, FIXED + words.length * 3);
      const { at } = spill;
      const end = at + FIXED + buffer.write(words, at + FIXED, 'utf8');
      buffer.writeUInt32LE(end - at, at);
      buffer.writeUInt32LE(low, at + 4);
      buffer.writeUInt32LE(high, at + 8);
      buffer.writeUInt32LE(hash.low, at + 12);
      buffer.writeUInt32LE(hash.high, at + 16);
      buffer.writeUInt32LE(line, at + 20);
      spill.wrote(end);
    },
    /** @returns how many distinct parts there are, by brand and number as written */
    finish(findings: FindingsCollector): number {
      let parts = 0;
      for (let partition = 0; partition < spill.partitions; partition += 1)
        parts += finishPartition(partition, findings);
      return parts;
    },
  };

  function brandKey(brand: string): string {
    const known = brands.get(brand);
    if (known !== undefined) return known;
    const own = ownText(brand);
    const made = comparable(own);
    if (brands.size < 10_000) brands.set(own, made);
    return made;
  }

  function finishPartition(partition: number, findings: FindingsCollector): number {
    const several = new Map<number, Spelling[]>();
    parts.clear();
    keys.clear();
    for (const { buffer, base } of spill.chunks(partition)) {
      for (let at = 0; at < buffer.length; at += u32(buffer, at)) {
        const before = parts.size;
        if (parts.numberOf(u32(buffer, at + 4), u32(buffer, at + 8)) !== before) continue;
        const keysBefore = keys.size;
        const key = keys.numberOf(u32(buffer, at + 12), u32(buffer, at + 16));
        if (key === keysBefore) {
          if (key === firsts.length) firsts = longer(firsts);
          firsts[key] = base + at;
          continue;
        }
        const known = several.get(key);
        if (known !== undefined) known.push(spellingAt(buffer, at));
        else {
          const from = spill.read(firsts[key] as number);
          several.set(key, [spellingAt(from.buffer, from.at), spellingAt(buffer, at)]);
        }
      }
    }
    for (const spellings of several.values()) {
      findings.report('part-spelling', {
        ...{ line: spellings[1]?.line ?? 0, count: 1, recordCount: spellings.length },
        example: () => ({
          message: `${spellings
            .slice(0, 6)
            .map(({ number }) => `'${number}'`)
            .join(', ')} read the same.`,
          records: spellings.slice(0, 6).map(({ record, line, number }) => ({ record, line, part: number })),
        }),
      });
    }
    return parts.size;
  }
}

function spellingAt(buffer: Buffer, at: number): Spelling {
  const [number = '', record = ''] = buffer.toString('utf8', at + FIXED, at + u32(buffer, at)).split(FIELD);
  return { number, record, line: u32(buffer, at + 20) };
}

function longer(firsts: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(firsts.length * 2);
  longer.set(firsts);
  return longer;
}
