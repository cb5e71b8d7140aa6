export type RowFaultCode =
  | 'required'
  | 'unknown-part-type'
  | 'gtin-check-digit'
  | 'not-a-whole-number'
  | 'out-of-range'
  | 'not-allowed'
  | 'too-long'
  | 'malformed'
  | 'made-a-date';

/** What is wrong with one cell of a row. */
export interface CellFault {
  column: string;
  code: RowFaultCode;
  value: string;
  message: string;
}

/** Collects all that is wrong with a row. */
export interface RowFaults {
  readonly found: CellFault[];
  add(column: string, code: RowFaultCode, value: string, message: string): void;
}

const SHOWN = 200;

export function rowFaults(): RowFaults {
  const found: CellFault[] = [];
  return {
    found,
    add(column, code, value, message) {
      found.push({ column, code, value: value.slice(0, SHOWN), message });
    },
  };
}
