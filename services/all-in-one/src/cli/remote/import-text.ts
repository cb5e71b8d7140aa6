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

/** What came of an import; several lines that end with a line end. */
export function importText(job: JobView): string {
  const { jobId, kind, state, rows, created, updated, unchanged, deleted, failed, failure, notes } = job;
  const staged = job.releaseId === null ? '' : ' (of the release)';
  const lines = [
    `${shown(jobId)}: ${shown(kind)}, ${shown(state)}`,
    `  ${countText(rows)} rows: ${countText(created)} created, ${countText(updated)} updated, ${countText(unchanged)} unchanged, ` +
      `${countText(deleted)} deleted, ${countText(failed)} refused${staged}`,
    ...(failure === null ? [] : [`  ${shown(failure, 1_000)}`]),
    ...notes.map(({ code, value }) => `  ${shown(code)}: ${shown(value)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

export function faultsText(faults: readonly RowFault[], total: number): string {
  if (faults.length === 0) return '';
  const lines = faults.map(({ line, column, code, value, message }) => {
    const where = column === '' ? '' : `, ${shown(column, 60)}`;
    const what = value === '' ? '' : ` '${shown(value, 60)}'`;
    return `  line ${line}${where}${what}: ${shown(message)} (${shown(code, 60)})`;
  });
  const left = total - faults.length;
  const more = left > 0 ? '  … all of them, in a file: --faults FILE\n' : '';
  return `Refused:\n${lines.map((line) => `${line}\n`).join('')}${more}`;
}
