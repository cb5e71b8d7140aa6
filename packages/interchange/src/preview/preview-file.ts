import { setImmediate } from 'node:timers/promises';
import { type ColumnSpec, headingIndex, headingKey } from '../columns.ts';
import { type FileMapping, mapColumns, readFileMapping } from '../file-mapping.ts';
import { chooseHeader } from '../header-choice.ts';
import { readRows } from '../read-rows.ts';
import type { FileNote } from '../record-reader.ts';
import type { Row, RowFault } from '../row-batch.ts';
import type { RowFormat } from '../row-format.ts';
import { type Packing, type Unpacked, unpack } from '../unpack.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { headingMatcher } from './heading-match.ts';
import { headingsFingerprint } from './headings-fingerprint.ts';
import { type HeadingProposal, proposeMapping } from './propose-mapping.ts';
import { sampleTable, type TableSample } from './table-sample.ts';

export interface FilePreview {
  format: RowFormat;
  packing: Packing;
  /** Of text; empty otherwise. */
  encoding: string;
  delimiter: string;
  sheet: string;
  sheets: string[];
  /** Line of the headings, from 1; 0 where there are none. */
  headerRow: number;
  /** The first ones. */
  headings: HeadingProposal[];
  headingCount: number;
  fingerprint: string;
  /** Name of the profile by which the rows are read; empty without one. */
  profile: string;
  /** JSON of the mapping by which the rows are read. */
  mapping: string;
  /** The first rows, as they would be read. */
  rows: Row[];
  faults: RowFault[];
  /** Required fields that no heading leads to. */
  missingFields: string[];
  notes: FileNote[];
  /** Why the file as a whole can't be read, `<code>: <message>`; otherwise empty. */
  failure: string;
}

export interface PreviewOptions {
  format: RowFormat;
  columns: readonly ColumnSpec[];
  /** As JSON; what it leaves open is proposed. */
  mapping: string;
  /** No part of the file is missing. */
  whole: boolean;
  /** The profile that was saved for such headings. */
  profileFor(fingerprint: string): Promise<{ name: string; mapping: string } | undefined>;
  knownBrands?: ReadonlySet<string>;
  /** So much of a packed file is looked at, however little of it has rows. Default 64 MiB. */
  maxUnpackedBytes?: number;
}

const PREVIEW_ROWS = 20;
/** Of text in which every line is a fault of its own: some ten milliseconds. */
const PIECE_BYTES = 4 * 1024;
const MAX_UNPACKED_BYTES = 64 * 1024 ** 2;

/** How a file would be read, told by its beginning; nothing is thrown for what is wrong with the file. */
export async function previewFile(file: Buffer, options: PreviewOptions): Promise<FilePreview> {
  const preview: FilePreview = {
    ...{
      format: options.format,
      packing: '',
      encoding: '',
      delimiter: '',
      sheet: '',
      sheets: [],
      headerRow: 0,
    },
    ...{ headings: [], headingCount: 0, fingerprint: '', profile: '', mapping: options.mapping, rows: [] },
    ...{ faults: [], missingFields: [], notes: [], failure: '' },
  };
  try {
    const { format, packing, table } = await sampled(file, options);
    Object.assign(preview, { format, packing });
    if (table !== undefined) await propose(preview, table, options);
    await readFirstRows(preview, file, { ...options, format });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    preview.failure = `${error.code}: ${error.message}`;
  }
  return preview;
}

async function sampled(file: Buffer, options: PreviewOptions) {
  await using unpacked: Unpacked = await unpack(sourceOf(file), {
    format: options.format,
    maxBytes: options.maxUnpackedBytes ?? MAX_UNPACKED_BYTES,
  });
  const { format, packing, source } = unpacked;
  if (format !== 'csv' && format !== 'ndjson' && format !== 'xlsx')
    return { format, packing, table: undefined };
  const given = readFileMapping(options.mapping);
  const table = await sampleTable(source, format, {
    known: headingIndex(mapColumns(options.columns, given).columns),
    ...{ delimiter: given?.delimiter, encoding: given?.encoding, sheet: given?.sheet ?? '' },
  });
  return { format, packing, table };
}

async function propose(preview: FilePreview, table: TableSample, options: PreviewOptions): Promise<void> {
  const { encoding, delimiter, sheet, sheets } = table;
  Object.assign(preview, { encoding, delimiter, sheet, sheets });
  const own = headerOf(table, options, readFileMapping(options.mapping));
  if (own === undefined) return;
  preview.fingerprint = headingsFingerprint(own.headings);
  const profile = options.mapping === '' ? await options.profileFor(preview.fingerprint) : undefined;
  preview.profile = profile?.name ?? '';
  const base = profile?.mapping ?? options.mapping;
  const mapping = readFileMapping(base);
  const { headings, line, byItself, below } =
    profile === undefined ? own : (headerOf(table, options, mapping) ?? own);
  const rows = below.map(({ cells }) => cells);
  const { columns, knownBrands } = options;
  const proposals = proposeMapping({
    headings,
    rows,
    columns,
    mapping,
    ...(knownBrands !== undefined && { knownBrands }),
  });
  Object.assign(preview, { headerRow: line, headings: proposals, headingCount: headings.length });
  preview.mapping = completed(base, proposals, options, { headerRow: byItself ? 0 : line, rows });
  const led = new Set(proposals.map(({ field }) => field));
  const constants = mapping?.constants ?? {};
  preview.missingFields = columns
    .filter(
      ({ name, required, expected }) =>
        (required === true || expected === true) && !led.has(name) && !Object.hasOwn(constants, name),
    )
    .map(({ name }) => name);
}

interface FoundHeader {
  headings: readonly string[];
  line: number;
  /** The reader would find it without being told. */
  byItself: boolean;
  below: TableSample['rows'];
}

function headerOf(
  { rows }: TableSample,
  { columns }: PreviewOptions,
  mapping: FileMapping | undefined,
): FoundHeader | undefined {
  const known = headingIndex(mapColumns(columns, mapping).columns);
  const headerRow = mapping?.headerRow ?? 0;
  const early = rows.filter(({ line }) => line === 0 || line >= headerRow).slice(0, 50);
  const match = headingMatcher(columns);
  const scores = early.map(
    ({ cells }) => cells.slice(0, 500).filter((cell) => match(cell).length > 0).length,
  );
  const exact = chooseHeader(early, known, headerRow);
  if (exact === undefined) return undefined;
  const exactScore = exact.headings.filter((cell) => known.has(headingKey(cell))).length;
  const best = scores.indexOf(Math.max(...scores));
  const likelier = headerRow === 0 && (scores[best] ?? 0) > Math.max(exactScore, 1) ? early[best] : undefined;
  if (likelier === undefined || likelier.line === exact.line)
    return {
      headings: exact.headings,
      line: exact.line,
      byItself: true,
      below: rows.slice(rows.indexOf(early[0] ?? { cells: [], line: 0 }) + exact.rows),
    };
  return {
    ...{ headings: likelier.cells, line: likelier.line, byItself: false },
    below: rows.slice(rows.indexOf(likelier) + 1),
  };
}

/** The mapping with what is proposed and isn't said by the headings themselves. */
function completed(
  base: string,
  proposals: readonly HeadingProposal[],
  { columns }: PreviewOptions,
  { headerRow, rows }: { headerRow: number; rows: readonly (readonly string[])[] },
): string {
  const given = (base === '' ? {} : JSON.parse(base)) as Record<string, unknown>;
  const told = Object.entries((given.columns ?? {}) as Record<string, unknown>);
  // A list of pairs, not an object to be filled: a heading may be called `__proto__`.
  const added = new Map<string, string | { field: string; prefix: string } | null>();
  const known = headingIndex(columns);
  const toldKeys = new Set(told.map(([heading]) => headingKey(heading)));
  const isList = (field: string) => columns.find(({ name }) => name === field)?.type === 'list';
  const several = (field: string) =>
    isList(field) && proposals.filter((each) => each.field === field).length > 1;
  const taken = new Set(
    proposals.flatMap(({ heading, field }) => (field === '' ? [] : [headingKey(heading)])),
  );
  for (const { heading, field, prefix } of proposals) {
    const key = headingKey(heading);
    const column = known.get(key);
    const says = column === undefined ? '' : (columns[column]?.name ?? '');
    if (key === '' || toldKeys.has(key) || heading.length > 200 || added.size >= 400) continue;
    if ((says === field && prefix === '' && !several(field)) || (field === '' && taken.has(key))) continue;
    const means = prefix === '' ? field : { field, prefix };
    added.set(heading, field === '' ? null : means);
    toldKeys.add(key);
  }
  const decimal = given.decimal === undefined && hasDecimalCommas(proposals, columns, rows);
  const members: [string, unknown][] = [
    ...Object.entries(given).filter(([name]) => name !== 'columns'),
    ...(headerRow > 0 ? ([['headerRow', headerRow]] as [string, unknown][]) : []),
    ...(decimal ? ([['decimal', ',']] as [string, unknown][]) : []),
  ];
  const columnsText = [...told, ...added].map(
    ([heading, means]) => `${JSON.stringify(heading)}:${JSON.stringify(means)}`,
  );
  const parts = members.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  if (columnsText.length > 0) parts.unshift(`"columns":{${columnsText.join()}}`);
  return parts.length === 0 ? '' : `{${parts.join()}}`;
}

/** A point can't stand before the fraction where commas do. */
function hasDecimalCommas(
  proposals: readonly HeadingProposal[],
  columns: readonly ColumnSpec[],
  rows: readonly (readonly string[])[],
): boolean {
  const numbers = proposals.filter(
    ({ field }) => columns.find(({ name }) => name === field)?.type === 'decimal-text',
  );
  const values = numbers.flatMap(({ position }) => rows.map((row) => (row[position] ?? '').trim()));
  const commas = values.filter((value) => /^[+-]?(?:\d+|\d{1,3}(?:[.' ]\d{3})+),\d{1,2}$/.test(value)).length;
  const points = values.filter((value) => /^[+-]?\d+\.\d{1,2}$/.test(value)).length;
  return commas > 0 && points === 0;
}

async function readFirstRows(
  preview: FilePreview,
  file: Buffer,
  { columns, format, whole, maxUnpackedBytes = MAX_UNPACKED_BYTES }: PreviewOptions,
): Promise<void> {
  const mapping = readFileMapping(preview.mapping);
  const limits = { batchRows: PREVIEW_ROWS, pieceBytes: PIECE_BYTES, unpackedBytes: maxUnpackedBytes };
  try {
    for await (const batch of readRows({ source: sourceOf(file), format, columns, mapping, limits })) {
      // What has no values is no row of the table that is shown.
      const shown = batch.rows.filter(({ values }) => Object.keys(values).length > 0);
      preview.rows.push(...shown.slice(0, PREVIEW_ROWS));
      preview.faults.push(...batch.faults);
      preview.notes.push(...batch.notes);
      if (batch.rowsRead >= PREVIEW_ROWS) return;
    }
  } catch (error) {
    // The end of a part of a file is no fault of the file.
    const cutOff = !whole && preview.rows.length + preview.faults.length > 0;
    if (!cutOff) throw error;
  }
}

/** Other work comes in between: a preview is made where calls are answered. */
async function* sourceOf(file: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.length; at += 65_536) {
    yield file.subarray(at, at + 65_536);
    await setImmediate();
  }
}
