export const EXPORT_FORMATS = [
  'csv',
  'ndjson',
  'xlsx',
  'aces-3.1',
  'aces-4.2',
  'aces-5.0',
  'pies-7.2',
  'pies-8.0',
  'pies-workbook',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type ExportState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** All that is given must hold; an empty list asks for nothing. */
export interface ExportSelection {
  brands: string[];
  partTypes: string[];
  partIds: string[];
  /** The parts' own numbers. */
  numbers: string[];
  /** Undefined: of any data set; empty: of the main one. */
  feed: string | undefined;
  updatedSince: Date | undefined;
}

/** One kind of thing that a format can't hold as it was. */
export interface ExportLoss {
  /** `left-out`: the record isn't written; `dropped`: only this isn't; `changed`: something close to it is; `not-standard`. */
  code: string;
  /** Field or element. */
  what: string;
  count: number;
  /** The first ones. */
  partNumbers: readonly string[];
}

/** A file of what a tenant publishes, and how far it is made. */
export interface ExportJob {
  /** `exp-<kind>_…`, sorting by time. */
  id: string;
  tenant: string;
  kind: string;
  format: ExportFormat;
  selection: ExportSelection;
  settings: Readonly<Record<string, string>>;
  gzip: boolean;
  state: ExportState;
  cancelRequested: boolean;
  rows: number;
  /** `<code>: <message>`. */
  failure: string;
  createdAt: Date;
  finishedAt: Date | undefined;
  /** When the job and its file are removed. */
  expiresAt: Date | undefined;
  /** Whose state of the data the file shows. */
  asOf: Date | undefined;
  bytes: number;
  sha256: string;
  /** How many losses there are, of all kinds. */
  losses: number;
  /** What is to be known of the file as a whole, as `<code>: <message>`. */
  notes: readonly string[];
  traceparent: string;
  /** How often it was begun in vain, as what it reads was replaced meanwhile. */
  attempts: number;
}

const EXTENSIONS: Readonly<Record<ExportFormat, [extension: string, mediaType: string]>> = {
  csv: ['csv', 'text/csv; charset=utf-8'],
  ndjson: ['ndjson', 'application/x-ndjson'],
  xlsx: ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  'aces-3.1': ['xml', 'application/xml'],
  'aces-4.2': ['xml', 'application/xml'],
  'aces-5.0': ['xml', 'application/xml'],
  'pies-7.2': ['xml', 'application/xml'],
  'pies-8.0': ['xml', 'application/xml'],
  'pies-workbook': ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
};

/** What the file is called and is, packed as it may be. */
export function fileOf({ kind, format, gzip, createdAt }: ExportJob): {
  filename: string;
  mediaType: string;
} {
  const [extension, mediaType] = EXTENSIONS[format];
  const standard = /^(?:aces|pies)/.test(format) ? `-${format}` : '';
  const filename = `${kind}${standard}-${createdAt.toISOString().slice(0, 10)}.${extension}`;
  return gzip ? { filename: `${filename}.gz`, mediaType: 'application/gzip' } : { filename, mediaType };
}

export function hasEnded({ state }: Pick<ExportJob, 'state'>): boolean {
  return state !== 'queued' && state !== 'running';
}
