import type { JobView } from './follow-job.ts';
import { countText, shown } from './shown-text.ts';

export interface RowFault {
  row: number;
  line: number;
  column: string;
  code: string;
  value: string;
  message: string;
}

/** Rows of fitments with these faults alone are kept, and taken in when what they name is known. */
const WAITING: ReadonlySet<string> = new Set([
  'part-unknown',
  'make-unknown',
  'model-unknown',
  'vehicle-unknown',
]);

/** What came of an import; several lines that end with a line end. */
export function importText(job: JobView): string {
  const { jobId, kind, state, rows, created, updated, unchanged, deleted, failed, failure, notes } = job;
  const staged = job.releaseId === null ? '' : ' (of the release)';
  const refused = kind === 'fitments' ? 'refused or waiting' : 'refused';
  const lines = [
    `${shown(jobId)}: ${shown(kind)}, ${shown(state)}`,
    `  ${countText(rows)} rows: ${countText(created)} created, ${countText(updated)} updated, ${countText(unchanged)} unchanged, ` +
      `${countText(deleted)} deleted, ${countText(failed)} ${refused}${staged}`,
    ...(failure === null ? [] : [`  ${shown(failure, 1_000)}`]),
    ...notes.map(({ code, value }) => `  ${shown(code)}: ${shown(value)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

export function faultsText(faults: readonly RowFault[], total: number): string {
  if (faults.length === 0) return '';
  const refusedRows = new Set(faults.filter(({ code }) => !WAITING.has(code)).map(({ row }) => row));
  const [refused, waiting] = [true, false].map((wanted) =>
    faults.filter(({ row }) => refusedRows.has(row) === wanted).map(faultLine),
  );
  const left = total - faults.length;
  const more = left > 0 ? '  … all of them, in a file: --faults FILE\n' : '';
  return (
    listed('Refused:', refused) +
    listed('Waiting, and taken in when what they name is known:', waiting) +
    more
  );
}

function faultLine({ line, column, code, value, message }: RowFault): string {
  const where = column === '' ? '' : `, ${shown(column, 60)}`;
  const what = value === '' ? '' : ` '${shown(value, 60)}'`;
  return `  line ${line}${where}${what}: ${shown(message)} (${shown(code, 60)})\n`;
}

function listed(heading: string, lines: readonly string[] = []): string {
  return lines.length === 0 ? '' : `${heading}\n${lines.join('')}`;
}
