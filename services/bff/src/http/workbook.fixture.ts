import { tableWriter } from '@qipei/interchange/tables';

/** A workbook of one sheet. */
export async function workbookOf(rows: Iterable<Record<string, string>>, sheet = '清单'): Promise<Buffer> {
  const [first, ...others] = rows;
  const columns = Object.keys(first ?? { OE: '' }).map((name) => ({ name, type: 'text' as const }));
  const pieces = tableWriter({ format: 'xlsx', columns, sheet }).write(first ? [first, ...others] : []);
  return Buffer.concat(await Array.fromAsync(pieces, (piece) => Buffer.from(piece)));
}

/** One that keeps a thread busy for seconds: a row to be told, and rows without end that are blank. */
export function tediousWorkbook(): Promise<Buffer> {
  const blank = { OE: ' ', 数量: ' ' };
  return workbookOf([{ OE: '04152-31090', 数量: '2' }, ...Array.from({ length: 400_000 }, () => blank)]);
}
