import type { ReleaseKind } from '../imports/import-kinds.ts';

/** Tables of either kind, and the standard of the trade that the kind has. */
export const FORMATS_OF_KIND = {
  parts: ['xlsx', 'csv', 'ndjson', 'pies-8.0', 'pies-7.2', 'pies-workbook'],
  fitments: ['xlsx', 'csv', 'ndjson', 'aces-5.0', 'aces-4.2', 'aces-3.1'],
} as const satisfies Record<ReleaseKind, readonly string[]>;
export type ExportFormat = (typeof FORMATS_OF_KIND)[ReleaseKind][number];

export const EXPORT_FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  xlsx: 'XLSX',
  csv: 'CSV',
  ndjson: 'NDJSON',
  'pies-8.0': 'PIES 8.0',
  'pies-7.2': 'PIES 7.2',
  'pies-workbook': 'PIES XLSX',
  'aces-5.0': 'ACES 5.0',
  'aces-4.2': 'ACES 4.2',
  'aces-3.1': 'ACES 3.1',
};

/** Whether it has a header that says whose file it is. */
export function hasHeader(format: ExportFormat): boolean {
  return format.startsWith('pies') || format.startsWith('aces');
}

/** What was typed or pasted, one a line; commas and semicolons part, too. */
export function namesOf(text: string): string[] {
  return [...new Set(text.split(/[\n\r,;，；]+/).map((each) => each.trim()))].filter((each) => each !== '');
}
