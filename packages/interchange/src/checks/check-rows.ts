import { readRows } from '../read-rows.ts';
import type { RowFormat } from '../row-format.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import type { CheckedFile } from './check-aces.ts';
import type { CheckFileOptions } from './check-file.ts';
import { createFeedCheck } from './feed-check.ts';
import { checkedRow } from './row-app.ts';

/** Checks rows by the columns of fitments. A row that can't be read is a finding. */
export async function checkRows(
  source: AsyncIterable<Uint8Array>,
  options: CheckFileOptions & { format: RowFormat },
): Promise<CheckedFile> {
  using check = createFeedCheck(options);
  const { format, mapping } = options;
  let broken: UnreadableFile | undefined;
  let rowsRead = 0;
  let given = 0;
  try {
    for await (const batch of readRows({ source, format, columns: await options.columns(), mapping })) {
      for (const row of batch.rows) check.add(checkedRow(row));
      given += batch.rows.length;
      for (const { row, line, column, value, message } of batch.faults) {
        const where = column === '' ? '' : `${column} '${value.slice(0, 80)}': `;
        check.fault('record-unreadable', { record: `row ${row}`, line }, `${where}${message}`);
      }
      for (const { code, value } of batch.notes)
        if (code === 'unknown-column')
          check.fault(
            'element-unknown',
            { record: '', line: 1 },
            `Column '${value.slice(0, 80)}' is none of fitments.`,
          );
      rowsRead = batch.rowsRead;
      options.progress?.(batch.bytesRead, rowsRead);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    broken = error;
    check.fault('file-broken', { record: '', line: error.line }, error.message);
  }
  check.skipped(rowsRead - given);
  if (broken === undefined && rowsRead === 0)
    check.fault('feed-empty', { record: '', line: 0 }, 'The table has no rows.');
  return { report: check.finish(), broken };
}
