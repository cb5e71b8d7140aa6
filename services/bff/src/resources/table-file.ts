import { type TableRow, tableWriter } from '@qipei/interchange/tables';
import { z } from 'zod';
import type { ContentAnswer } from '../http/route.ts';

const FILE_FORMATS = ['csv', 'xlsx'] as const;
type FileFormat = (typeof FILE_FORMATS)[number];

const MEDIA_TYPES: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** For the `otherContent` of a route that answers a table. */
export const TABLE_CONTENT: readonly string[] = Object.values(MEDIA_TYPES).map((type) =>
  type.replace(/;.*/, ''),
);

export const fileFormat = z.enum(FILE_FORMATS).optional().meta({
  description: '`csv` unless given: UTF-8 with a byte order mark, by which spreadsheets know it.',
});

/** A table as a file to keep; what a spreadsheet would compute is led by an apostrophe, or a text that isn't computed. */
export function tableFile(
  rows: readonly TableRow[],
  options: { format: FileFormat | undefined; columns: readonly string[]; name: string; at: Date },
): ContentAnswer {
  const { format = 'csv', columns, at } = options;
  const name = options.name.replaceAll(/[^\w.-]/g, '_').slice(0, 100);
  const writer = tableWriter({
    ...{ format, bom: true, sheet: name, modified: at },
    columns: columns.map((column) => ({ name: column, type: 'text' as const })),
  });
  return {
    status: 200,
    contentType: MEDIA_TYPES[format],
    content: writer.write(rows),
    headers: { 'Content-Disposition': `attachment; filename="${name}.${format}"` },
  };
}
