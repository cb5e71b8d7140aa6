import type { AppClass, GroupFault } from './app-group.ts';
import type { FaultToReport, RecordAtFault } from './check-report.ts';
import type { PartitionedSpill } from './partitioned-spill.ts';
import { type AppWords, wordsOf } from './spilled-app.ts';

/** Most records that an example names. */
const MAX_RECORDS = 6;

/** A fault of a group, with its words read back when an example of it is wanted. */
export function faultToReport(
  { code, count, classes, years }: GroupFault,
  from: { spill: PartitionedSpill; moreOf(source: number): readonly number[] },
): FaultToReport {
  let recordCount = 0;
  let line = Number.POSITIVE_INFINITY;
  for (const one of classes) {
    recordCount += one.count;
    if (one.line < line) line = one.line;
  }
  return {
    line,
    count,
    recordCount,
    example() {
      const shown = firstByLine(classes);
      const words = shown.map(({ source }) => wordsAt(source));
      const records: RecordAtFault[] = [];
      shown.forEach((one, at) => {
        records.push({ ...recordOf(words[at]), line: one.line });
        if (code !== 'duplicate') return;
        for (const source of from.moreOf(one.source).slice(0, MAX_RECORDS - 1))
          records.push({ ...recordOf(wordsAt(source)), line: lineAt(source) });
      });
      return { message: messageOf(code, words, years), records };
    },
  };

  function wordsAt(source: number): AppWords {
    const { buffer, at } = from.spill.read(source);
    return wordsOf(buffer, at);
  }

  function lineAt(source: number): number {
    const { buffer, at } = from.spill.read(source);
    return buffer.readUInt32LE(at + 52);
  }
}

/** The first classes by line, with at least two parts among them where there are two: the second may come late. */
function firstByLine(classes: readonly AppClass[]): AppClass[] {
  const sorted = [...classes].sort((one, other) => one.line - other.line);
  const shown = sorted.slice(0, MAX_RECORDS);
  const other = sorted.slice(MAX_RECORDS).find(({ part }) => part !== shown[0]?.part);
  if (other !== undefined && shown.every(({ part }) => part === shown[0]?.part))
    shown[MAX_RECORDS - 1] = other;
  return shown;
}

function recordOf(words: AppWords | undefined): Pick<RecordAtFault, 'record' | 'part'> {
  return { record: words?.record ?? '', part: words?.part ?? '' };
}

function messageOf(code: GroupFault['code'], words: readonly AppWords[], years: GroupFault['years']): string {
  const [first] = words;
  if (first === undefined) return '';
  const { vehicle, partType, positions, mfrLabel } = first;
  const where = [vehicle, partType === '' ? '' : partType, positions, mfrLabel]
    .filter((each) => each !== '')
    .join(', ');
  if (code === 'duplicate') return `${where}: part ${first.part} is there again${conditions(first)}.`;
  if (code === 'year-gap') {
    const gap = years?.from === years?.to ? `${years?.from}` : `${years?.from}-${years?.to}`;
    return `${where}: part ${first.part} is given before and after ${gap}, and nothing for ${gap}.`;
  }
  if (code === 'quantity-differs')
    return `${where}: part ${first.part} in several quantities${conditions(first)}.`;
  if (code === 'year-repeat')
    return `${where}: part ${first.part} for years that overlap${conditions(first)}.`;
  if (code === 'overlap') return `${where}: parts ${parts(words)}${conditions(first)}.`;
  const each = words.map((one) => `${one.part}${conditions(one) || ' without a condition'}`);
  return `${where}: ${[...new Set(each)].join('; ')}.`;
}

function parts(words: readonly AppWords[]): string {
  return [...new Set(words.map(({ part }) => part))].join(', ');
}

function conditions({ attributes, comments }: AppWords): string {
  const all = [...attributes, ...(comments === '' ? [] : [comments])];
  return all.length === 0 ? '' : ` (${all.join('; ')})`;
}
