export const IMPORT_KINDS = ['parts', 'fitments', 'offers', 'stock', 'vehicles'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** Kinds that can be staged, looked at and published at once. */
export const RELEASE_KINDS = ['parts', 'fitments'] as const;
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

export function isReleaseKind(kind: string): kind is ReleaseKind {
  return RELEASE_KINDS.some((each) => each === kind);
}

export function isOpen(state: ImportState): boolean {
  return state === 'queued' || state === 'running';
}

/** Formats whose header says itself whether they are all or an update. */
export const OWN_SUBMISSION: readonly string[] = ['aces', 'pies', 'pies-workbook'];

/** How formats are called, the same in every language. */
export const FORMAT_NAMES: Readonly<Record<string, string>> = {
  csv: 'CSV',
  ndjson: 'NDJSON',
  xlsx: 'XLSX',
  vcdb: 'VCdb',
  aces: 'ACES',
  pies: 'PIES',
  'pies-workbook': 'PIES XLSX',
  auto: '–',
};
