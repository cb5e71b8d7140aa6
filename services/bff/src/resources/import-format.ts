import { ImportFormat } from '@qipei/contracts/imports/v1/imports';
import type { Request } from 'express';
import { z } from 'zod';
import { requireMediaType } from '../http/read-body.ts';
import { text } from '../http/request-fields.ts';
import { IMPORT_FORMATS, IMPORT_KINDS, type ImportKind } from './import-job.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FORMAT_BY_TYPE: Record<string, ImportFormat> = {
  'text/csv': ImportFormat.CSV,
  'text/tab-separated-values': ImportFormat.CSV,
  'application/x-ndjson': ImportFormat.NDJSON,
  'application/ndjson': ImportFormat.NDJSON,
  'application/jsonl': ImportFormat.NDJSON,
  [XLSX]: ImportFormat.XLSX,
  // What is in them is found by looking.
  'application/zip': ImportFormat.AUTO,
  'application/gzip': ImportFormat.AUTO,
  'application/x-gzip': ImportFormat.AUTO,
  'application/octet-stream': ImportFormat.AUTO,
};
/** What XML is depends on what it is sent for. */
const XML_TYPES = ['application/xml', 'text/xml'];
const XML_FORMATS: Partial<Record<ImportKind, ImportFormat>> = {
  fitments: ImportFormat.ACES,
  parts: ImportFormat.PIES,
};
export const FILE_TYPES: readonly string[] = [...Object.keys(FORMAT_BY_TYPE), ...XML_TYPES];
/** What a file is in is found by looking at it: a charset that the reader knows is no reason to refuse it, and no proof. */
const CHARSETS = [
  ...['utf-8', 'utf8', 'us-ascii', 'gb18030', 'gbk', 'gb2312', 'utf-16', 'windows-1252', 'iso-8859-1'],
  'windows-1251',
];
/** Most characters of a mapping: the head of a request holds 16 KiB, a Chinese character takes nine bytes of it. */
const MAX_MAPPING = 8_000;
const WIRE_FORMATS: Record<(typeof IMPORT_FORMATS)[number], ImportFormat> = {
  csv: ImportFormat.CSV,
  ndjson: ImportFormat.NDJSON,
  xlsx: ImportFormat.XLSX,
  vcdb: ImportFormat.VCDB,
  aces: ImportFormat.ACES,
  pies: ImportFormat.PIES,
  'pies-workbook': ImportFormat.PIES_WORKBOOK,
  auto: ImportFormat.AUTO,
};

/** Of files that can only be tables. */
export const TABLE_TYPES: readonly string[] = Object.keys(FORMAT_BY_TYPE);

export const FILE_DESCRIPTION =
  'CSV (or text with semicolons, tabs or bars) with a header row, one JSON object a line, or a workbook (XLSX); for ' +
  '`vehicles` also a zip with the text tables of Auto Care’s VCdb, for `fitments` a feed of Auto Care’s ACES 3.0 to 5.0 and ' +
  'for `parts` one of PIES 6.5 to 8.0 (XML). Any of them plain, as gzip or in a zip with no other file, which is told by the ' +
  'content. Of text UTF-8, GB18030 (GBK), Windows-1252, Windows-1251 and UTF-16 with a byte order mark are told apart by looking; the ' +
  'job’s `notes` name what was found.';

export const mapping = text(MAX_MAPPING)
  .optional()
  .meta({
    description:
      'JSON that says which heading of the file means which field, where the headings don’t say it themselves: ' +
      '`{"columns":{"厂牌":"make","功率":{"field":"powerKw","unit":"ps"},"备注":null},"constants":{"market":"CN"},' +
      '"sheet":"车型","headerRow":3,"delimiter":";","encoding":"gb18030","decimal":","}`. Every member may be left out; ' +
      '`null`: the column isn’t taken.',
  });

/** What is said of a file wherever one is sent. */
export const FILE_QUERY = {
  kind: z.enum(IMPORT_KINDS),
  format: z.enum(IMPORT_FORMATS).optional().meta({
    description: 'What the file is where its media type doesn’t say it; `auto` looks at it.',
  }),
  mapping,
  profile: text(100).optional().meta({
    description: 'Name of a mapping profile of yours, in the place of `mapping`. The import keeps a copy.',
  }),
};

/** @throws HttpProblem 415 */
export function fileFormat(
  request: Request,
  { kind, format }: { kind: ImportKind; format?: (typeof IMPORT_FORMATS)[number] | undefined },
): ImportFormat {
  const type = requireMediaType(request, FILE_TYPES, CHARSETS, ['gzip']);
  return format === undefined
    ? (FORMAT_BY_TYPE[type] ?? XML_FORMATS[kind] ?? ImportFormat.UNSPECIFIED)
    : WIRE_FORMATS[format];
}

/** What a table is by its media type: `csv`, `ndjson`, `xlsx`, or `auto`. @throws HttpProblem 415 */
export function tableFormat(request: Request): string {
  const type = requireMediaType(request, TABLE_TYPES, CHARSETS, ['gzip']);
  const format = FORMAT_BY_TYPE[type];
  return IMPORT_FORMATS.find((name) => WIRE_FORMATS[name] === format) ?? 'auto';
}

export function wireFormat(format: (typeof IMPORT_FORMATS)[number] = 'auto'): ImportFormat {
  return WIRE_FORMATS[format];
}
