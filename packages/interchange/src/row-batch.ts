import type { CellValue } from './columns.ts';
import type { CellFaultCode } from './read-cell.ts';
import type { BrokenRowCode, FileNote, OwnSubmission } from './record-reader.ts';

/** A row without a fault. */
export interface Row {
  /** From 1: the first row after the header (CSV), the first line (NDJSON). Blank lines don't count. */
  row: number;
  /** Line of the file on which the row starts, from 1. */
  line: number;
  /** By column name. `null`: given and blank; a column that the file doesn't have is absent. */
  values: Record<string, CellValue>;
  /** What a structured format says of the row beyond its columns; of one without values, all that it says. */
  item?: object;
}

/** The code of a cell, or an item of a list or attributes, that couldn't be read and was left out: its row was taken without it. */
export const CELL_LEFT_OUT = 'cell-left-out';

/** Of what is wrong with a cell, or with an item of it, that it was left out for that. */
export function leftOutFault<F extends Pick<RowFault, 'code' | 'message'>>(fault: F): F & { code: string } {
  const message = `${fault.message} It was left out (${fault.code}), and the row taken without it.`;
  return { ...fault, code: CELL_LEFT_OUT, message };
}

export type RowFaultCode = CellFaultCode | BrokenRowCode;

export interface RowFault {
  row: number;
  line: number;
  /** Empty where the row as a whole is at fault. */
  column: string;
  /** A RowFaultCode, or a stable code of the service that refused the row. */
  code: string;
  /** As given, cut to 200 characters. */
  value: string;
  message: string;
}

export interface RowBatch {
  rows: Row[];
  /** Of rows that aren't in `rows`, and cells of others that are left out (`CELL_LEFT_OUT`); a row may have several. */
  faults: RowFault[];
  /** How many rows have been read, those of this batch and those with faults included. */
  rowsRead: number;
  /** How many bytes of what was sent have been read to get here. */
  bytesRead: number;
  /** Notes that are new since the batch before. */
  notes: FileNote[];
  /** What the file says that it is, where its format has a word for it; the same in all batches. */
  submission?: OwnSubmission;
}
