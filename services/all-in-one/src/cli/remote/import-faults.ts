import type { JobView } from './follow-job.ts';
import type { PlatformClient } from './platform-client.ts';
import { countText, shown } from './shown-text.ts';

export interface RowFault {
  row: number;
  line: number;
  column: string;
  code: string;
  value: string;
  message: string;
}

/** What is wrong with rows of an import, as far as a person reads. */
export interface ImportFaults {
  first: RowFault[];
  /** Of all faults that the platform keeps, the most frequent code first. */
  counts: { code: string; errors: number }[];
}

const MOST_ASKED = 100;
const MOST_SHOWN = 10;
const MOST_CODES = 8;
/** Of a row that was taken in without the cell. */
const CELL_LEFT_OUT = 'cell-left-out';
/** Rows of fitments with these faults alone are kept, and taken in when what they name is known; of other kinds they are refused. */
const WAITING: ReadonlySet<string> = new Set([
  'part-unknown',
  'make-unknown',
  'model-unknown',
  'vehicle-unknown',
]);

/** Asked for also where no row failed: cells may have been left out of rows that were taken. @throws CommandFault */
export async function importFaults(client: PlatformClient, jobId: string): Promise<ImportFaults> {
  const job = `/v1/imports/${encodeURIComponent(jobId)}`;
  const counts = (await client.ask('GET', `${job}/error-codes`)).body.counts as ImportFaults['counts'];
  if (counts.length === 0) return { first: [], counts };
  const { body } = await client.ask('GET', `${job}/errors`, { query: { pageSize: MOST_ASKED } });
  const errors = body.errors as RowFault[];
  const last = errors.at(-1)?.row;
  // What else is wrong with the last row may stand on the next page: it can't be said yet what became of it.
  const whole = body.nextPageToken === null ? errors : errors.filter(({ row }) => row !== last);
  return { first: whole.length === 0 ? errors : whole, counts };
}

export function hasLeftOutCells({ counts }: ImportFaults): boolean {
  return counts.some(({ code, errors }) => code === CELL_LEFT_OUT && errors > 0);
}

/** `all`: where the faults that aren't shown can be had. */
export function faultsText(kind: JobView['kind'], { first, counts }: ImportFaults, all: string): string {
  const waits = (code: string) => kind === 'fitments' && WAITING.has(code);
  const refuses = (code: string) => code !== CELL_LEFT_OUT && !waits(code);
  const refusedRows = new Set(first.filter(({ code }) => refuses(code)).map(({ row }) => row));
  const lists = [
    // A refused row wasn't taken without a cell, whatever the fault of the cell says.
    listed('Refused:', first, ({ row, code }) => refusedRows.has(row) && code !== CELL_LEFT_OUT),
    listed(
      'Waiting, and taken in when what they name is known:',
      first,
      ({ row, code }) => waits(code) && !refusedRows.has(row),
    ),
    listed(
      'Taken without these cells:',
      first,
      ({ row, code }) => code === CELL_LEFT_OUT && !refusedRows.has(row),
    ),
  ];
  const total = counts.reduce((sum, { errors }) => sum + errors, 0);
  const told = lists.reduce((sum, { count }) => sum + count, 0);
  const codes = counts
    .slice(0, MOST_CODES)
    .map(({ code, errors }) => `${countText(errors)} ${shown(code, 60)}`);
  const others = counts.length > MOST_CODES ? ', …' : '';
  const more =
    total > told ? `  … ${countText(total)} in all (${codes.join(', ')}${others}): ${shown(all)}\n` : '';
  return lists.map(({ text }) => text).join('') + more;
}

function listed(heading: string, faults: readonly RowFault[], belongs: (fault: RowFault) => boolean) {
  const lines = faults.filter(belongs).slice(0, MOST_SHOWN).map(faultLine);
  return { count: lines.length, text: lines.length === 0 ? '' : `${heading}\n${lines.join('')}` };
}

function faultLine({ line, column, code, value, message }: RowFault): string {
  const where = column === '' ? '' : `, ${shown(column, 60)}`;
  const what = value === '' ? '' : ` '${shown(value, 60)}'`;
  return `  line ${line}${where}${what}: ${shown(message)} (${shown(code, 60)})\n`;
}
