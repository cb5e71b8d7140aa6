import {
  type ColumnSpec,
  type FileNote,
  type ReadRowsOptions,
  type Row,
  type RowFault,
  readRows,
  UnreadableFile,
} from './index.ts';

export interface WholeFile {
  rows: Row[];
  faults: RowFault[];
  notes: FileNote[];
  rowsRead: number;
  error: UnreadableFile | undefined;
}

/** Reads a file whole, in chunks of any size. */
export async function read(
  file: string | Uint8Array,
  columns: readonly ColumnSpec[],
  options: Partial<ReadRowsOptions> & { chunk?: number } = {},
): Promise<WholeFile> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const chunk = options.chunk ?? 65_536;
  async function* source() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  const found: WholeFile = { rows: [], faults: [], notes: [], rowsRead: 0, error: undefined };
  try {
    for await (const batch of readRows({ source: source(), format: 'csv', columns, ...options })) {
      found.rows.push(...batch.rows);
      found.faults.push(...batch.faults);
      found.notes.push(...batch.notes);
      found.rowsRead = batch.rowsRead;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    found.error = error;
  }
  return found;
}

export const text = (name: string, rest: Partial<ColumnSpec> = {}): ColumnSpec => ({
  name,
  type: 'text',
  ...rest,
});
export const PART: ColumnSpec[] = [
  text('partNumber', { required: true, maxLength: 20, synonyms: ['零件号'] }),
  text('name'),
  { name: 'quantity', type: 'integer', min: 0 },
];
export const codes = (found: WholeFile) =>
  found.faults.map(({ row, line, column, code }) => [row, line, column, code]);
export const valuesOf = (found: WholeFile) => found.rows.map(({ values }) => values);
