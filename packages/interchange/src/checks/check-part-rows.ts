import type { ColumnSpec } from '../columns.ts';
import type { FileMapping } from '../file-mapping.ts';
import { readRows } from '../read-rows.ts';
import type { Row } from '../row-batch.ts';
import type { RowFormat } from '../row-format.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import type { CheckedFile } from './check-aces.ts';
import { type CheckedItem, createPartsCheck } from './parts-check.ts';

/** How rows of parts are read, by those who know what a part may say. */
export interface PartRowReading {
  columns: readonly ColumnSpec[];
  read(row: Row): {
    item: CheckedItem;
    faults: readonly { column: string; value: string; message: string }[];
  };
}

/** Checks rows by the columns of parts. A row that can't be taken is a finding. */
export async function checkPartRows(
  source: AsyncIterable<Uint8Array>,
  options: {
    format: RowFormat;
    reading: PartRowReading;
    mapping?: FileMapping | undefined;
    maxFindings?: number | undefined;
    progress?: ((bytes: number, rows: number) => void) | undefined;
  },
): Promise<CheckedFile> {
  using check = createPartsCheck(options);
  const { format, mapping, reading } = options;
  let broken: UnreadableFile | undefined;
  let rowsRead = 0;
  const refused = (row: number, line: number, column: string, value: string, message: string) => {
    const where = column === '' ? '' : `${column} '${value.slice(0, 80)}': `;
    check.fault('record-unreadable', { record: `row ${row}`, line }, `${where}${message}`);
  };
  try {
    for await (const batch of readRows({ source, format, columns: reading.columns, mapping })) {
      for (const row of batch.rows) {
        const { item, faults } = reading.read(row);
        check.add(item);
        for (const { column, value, message } of faults) refused(row.row, row.line, column, value, message);
      }
      for (const { row, line, column, value, message } of batch.faults)
        refused(row, line, column, value, message);
      for (const { code, value } of batch.notes)
        if (code === 'unknown-column')
          check.fault(
            'element-unknown',
            { record: '', line: 1 },
            `Column '${value.slice(0, 80)}' is none of parts.`,
          );
      rowsRead = batch.rowsRead;
      options.progress?.(batch.bytesRead, rowsRead);
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    broken = error;
    check.fault('file-broken', { record: '', line: error.line }, error.message);
  }
  if (broken === undefined && rowsRead === 0)
    check.fault('feed-empty', { record: '', line: 0 }, 'The table has no rows.');
  return { report: check.finish(), broken };
}
