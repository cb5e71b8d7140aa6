/** What a row of an import came to. */
export type RowOutcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'deleted'
  | { column: string; code: string; value: string; message: string };

/** A row whose brand and number nobody knows. */
export function partUnknown(brand: string, partNumber: string): RowOutcome {
  return {
    column: 'partNumber',
    code: 'part-unknown',
    value: partNumber,
    message: `No part of '${brand}' has this number. Import the part first.`,
  };
}
