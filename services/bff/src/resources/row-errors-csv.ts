import type { RowError } from '@qipei/contracts/imports/v1/imports';
import { stringify } from 'csv-stringify/sync';

const COLUMNS = ['row', 'line', 'column', 'code', 'value', 'message'] as const;

/**
 * RFC 4180, with a byte order mark so that spreadsheets read Chinese. A cell that a spreadsheet would take for a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection) is led by an apostrophe.
 */
export async function* rowErrorsCsv(pages: AsyncIterable<readonly RowError[]>): AsyncGenerator<string> {
  let head = `\uFEFF${COLUMNS.join(',')}\r\n`;
  for await (const page of pages) {
    yield head +
      stringify([...page], { columns: [...COLUMNS], escape_formulas: true, record_delimiter: 'windows' });
    head = '';
  }
  if (head !== '') yield head;
}
