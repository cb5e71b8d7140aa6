import type { FindingsCollector } from './check-report.ts';
import type { CheckedApp } from './checked-app.ts';
import { hashNumbers } from './hash-numbers.ts';
import type { PartitionedSpill } from './partitioned-spill.ts';
import type { SeededHash } from './seeded-hash.ts';
import { u32 } from './spilled-app.ts';

const FIXED = 16;
const MOST_LINES = 6;

interface Repeated {
  record: string;
  lines: number[];
  count: number;
}

/** Finds record ids that are used twice. Ids are compared as they are written. */
export function recordIds(spill: PartitionedSpill, hash: SeededHash) {
  const seen = hashNumbers();
  /** Of each number. */
  let firstLines = new Uint32Array(64);

  return {
    add({ record, line }: Pick<CheckedApp, 'record' | 'line'>): void {
      hash.reset().text(record);
      const { low, high } = hash;
      const buffer = spill.room(high, FIXED + record.length * 3);
      const { at } = spill;
      const end = at + FIXED + buffer.write(record, at + FIXED, 'utf8');
      buffer.writeUInt32LE(end - at, at);
      buffer.writeUInt32LE(low, at + 4);
      buffer.writeUInt32LE(high, at + 8);
      buffer.writeUInt32LE(line, at + 12);
      spill.wrote(end);
    },
    finish(findings: FindingsCollector): void {
      for (let partition = 0; partition < spill.partitions; partition += 1)
        finishPartition(partition, findings);
    },
  };

  function finishPartition(partition: number, findings: FindingsCollector): void {
    const repeated = new Map<number, Repeated>();
    seen.clear();
    for (const { buffer } of spill.chunks(partition)) {
      for (let at = 0; at < buffer.length; at += u32(buffer, at)) {
        const line = u32(buffer, at + 12);
        const before = seen.size;
        const number = seen.numberOf(u32(buffer, at + 4), u32(buffer, at + 8));
        if (number === before) {
          if (number === firstLines.length) firstLines = longer(firstLines);
          firstLines[number] = line;
          continue;
        }
        const again = repeated.get(number);
        if (again !== undefined) {
          again.count += 1;
          if (again.lines.length < MOST_LINES) again.lines.push(line);
          continue;
        }
        const record = buffer.toString('utf8', at + FIXED, at + u32(buffer, at));
        repeated.set(number, { record, lines: [firstLines[number] as number, line], count: 2 });
      }
    }
    for (const { record, lines: found, count } of repeated.values()) {
      // Records with a fault come after those without.
      const lines = found.sort((one, other) => one - other);
      findings.report('record-id-repeated', {
        ...{ line: lines[1] ?? 0, count: count - 1, recordCount: count },
        example: () => ({
          message: `Id '${record}' is used ${count} times.`,
          records: lines.map((line) => ({ record, line, part: '' })),
        }),
      });
    }
  }
}

function longer(lines: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(lines.length * 2);
  longer.set(lines);
  return longer;
}
