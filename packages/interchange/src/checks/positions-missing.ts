import type { FindingsCollector, RecordAtFault } from './check-report.ts';
import type { CheckedApp } from './checked-app.ts';
import { ownText } from './own-text.ts';

const MAX_PART_TYPES = 100_000;
const MAX_EXAMPLES = 5;

/** Part types of which some records name a position and others don't. */
export function positionsMissing() {
  const byType = new Map<string, { withPosition: number; without: number; examples: RecordAtFault[] }>();
  return {
    add({ partType, positions, record, line, part }: CheckedApp): void {
      if (partType === '') return;
      let type = byType.get(partType);
      if (type === undefined) {
        if (byType.size >= MAX_PART_TYPES) return;
        type = { withPosition: 0, without: 0, examples: [] };
        byType.set(ownText(partType), type);
      }
      if (positions.length > 0) {
        type.withPosition += 1;
        return;
      }
      type.without += 1;
      if (type.examples.length < MAX_EXAMPLES)
        type.examples.push({ record: ownText(record), line, part: ownText(part.number) });
    },
    finish(findings: FindingsCollector): void {
      for (const [partType, { withPosition, without, examples }] of byType) {
        if (withPosition === 0 || without === 0) continue;
        findings.report('position-missing', {
          ...{ line: examples[0]?.line ?? 0, count: without, recordCount: without },
          example: () => ({
            message: `${without} records of part type ${partType} have no position, and ${withPosition} have one.`,
            records: examples,
          }),
        });
      }
    },
  };
}
