/** Why the bytes given are no vehicle table that this version can read. */
export type VinTableFault =
  | 'vin-table-foreign'
  | 'vin-table-version'
  | 'vin-table-truncated'
  | 'vin-table-corrupt';

/** The bytes are not a compiled VIN table, or not a whole one. Nothing was loaded. */
export class VinTableError extends Error {
  readonly code: VinTableFault;

  constructor(code: VinTableFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'VinTableError';
    this.code = code;
  }
}
