import {
  CHECK_CODES,
  CHECK_RULES,
  type CheckCode,
  type CheckRule,
  type CheckSeverity,
} from './check-codes.ts';
import { ownText } from './own-text.ts';

export interface RecordAtFault {
  /** The sender's id. */
  record: string;
  /** Line of the file, from 1; 0 where it isn't known. */
  line: number;
  /** Part number; `''` where the record has none. */
  part: string;
}

/** One fault: a record, or a group of records that don't go together. */
export interface CheckExample {
  message: string;
  /** The first of them by line. */
  records: RecordAtFault[];
  /** Exactly how many records take part in it. */
  recordCount: number;
  /** Exactly how many of what `counts` names. */
  count: number;
}

/** All faults of one code. */
export interface CheckFinding {
  code: CheckCode;
  severity: CheckSeverity;
  title: string;
  explanation: string;
  fix: string;
  /** Exactly how many. */
  count: number;
  counts: CheckRule['counts'];
  /** Exactly how many records take part. */
  recordCount: number;
  /** How many faults there are; `examples` has the first of them by line. */
  faults: number;
  /** The records of the examples, each once, by line. */
  records: RecordAtFault[];
  examples: CheckExample[];
  /** False where so many combinations came together in one place that counting was broken off: there are at least so many. */
  exact: boolean;
}

/** What `qipei check --format json` prints. docs/checks.md says what each number counts. */
export interface CheckReport {
  applications: number;
  parts: number;
  partTypes: number;
  baseVehicles: number;
  duplicates: number;
  overlaps: number;
  commentOverlaps: number;
  /** By severity, then by code; a code without a fault isn't there. */
  findings: CheckFinding[];
}

export interface FaultToReport {
  line: number;
  count: number;
  recordCount: number;
  /** Called only if the fault is kept as an example. */
  example(): { message: string; records: RecordAtFault[] };
}

export interface FindingsCollector {
  report(code: CheckCode, fault: FaultToReport): void;
  /** A fault of one record. */
  record(code: CheckCode, at: RecordAtFault, message: string): void;
  inexact(code: CheckCode): void;
  countOf(code: CheckCode): number;
  findings(): CheckFinding[];
}

interface Collected {
  count: number;
  recordCount: number;
  faults: number;
  exact: boolean;
  /** By line, at most `max`. */
  examples: (CheckExample & { line: number })[];
}

/** Most characters of an id or a part number in an example; no standard has ids of as many. */
const MOST_SHOWN = 500;
const SEVERITIES: readonly CheckSeverity[] = ['error', 'warning', 'note'];

/** Counts every fault and keeps the `max` first of each code by line, in whatever order they come. */
export function findingsCollector(max: number): FindingsCollector {
  const byCode = new Map<CheckCode, Collected>();

  function collected(code: CheckCode): Collected {
    let found = byCode.get(code);
    if (found === undefined) {
      found = { count: 0, recordCount: 0, faults: 0, exact: true, examples: [] };
      byCode.set(code, found);
    }
    return found;
  }

  function report(code: CheckCode, fault: FaultToReport): void {
    const to = collected(code);
    to.count += fault.count;
    to.recordCount += fault.recordCount;
    to.faults += 1;
    const { examples } = to;
    if (max === 0 || (examples.length >= max && fault.line > (examples.at(-1)?.line ?? 0))) return;
    const { line, count, recordCount } = fault;
    const example = { ...ownExample(fault.example()), line, count, recordCount };
    let at = examples.length;
    while (at > 0 && comesBefore(example, examples[at - 1])) at -= 1;
    examples.splice(at, 0, example);
    if (examples.length > max) examples.pop();
  }

  return {
    report,
    record: (code, at, message) =>
      report(code, {
        ...{ line: at.line, count: 1, recordCount: 1 },
        example: () => ({ message, records: [at] }),
      }),
    inexact(code) {
      collected(code).exact = false;
    },
    countOf: (code) => byCode.get(code)?.count ?? 0,
    findings() {
      const findings: CheckFinding[] = [];
      for (const severity of SEVERITIES) {
        for (const code of CHECK_CODES) {
          const found = byCode.get(code);
          const rule: CheckRule = CHECK_RULES[code];
          if (found === undefined || rule.severity !== severity) continue;
          const examples = found.examples.map(({ line: _, ...example }) => example);
          findings.push({
            ...{ code, severity, title: rule.title, explanation: rule.explanation, fix: rule.fix },
            ...{ count: found.count, counts: rule.counts, recordCount: found.recordCount },
            ...{ faults: found.faults, records: distinctRecords(examples), examples, exact: found.exact },
          });
        }
      }
      return findings;
    },
  };
}

/** What is kept keeps nothing of the file alive, and stays short whatever a record calls itself. */
function ownExample({ message, records }: Pick<CheckExample, 'message' | 'records'>) {
  return {
    message: ownText(message, MOST_SHOWN * 4),
    records: records.map(({ record, line, part }) => ({
      record: ownText(record, MOST_SHOWN),
      line,
      part: ownText(part, MOST_SHOWN),
    })),
  };
}

type Placed = Pick<CheckExample, 'message'> & { line: number };

/** Of two on one line the message decides, so that a feed has the same examples each time. */
function comesBefore(one: Placed, other: Placed | undefined): boolean {
  if (other === undefined) return false;
  return one.line < other.line || (one.line === other.line && one.message < other.message);
}

function distinctRecords(examples: readonly CheckExample[]): RecordAtFault[] {
  const records = new Map<string, RecordAtFault>();
  for (const example of examples) {
    for (const record of example.records) records.set(`${record.line} ${record.record}`, record);
  }
  return [...records.values()].sort((one, other) => one.line - other.line);
}
