import { acesRows, withoutTypedIds } from './aces/aces-rows.ts';
import type { ColumnSpec } from './columns.ts';
import { csvReader } from './csv-reader.ts';
import { type FileMapping, mapColumns } from './file-mapping.ts';
import { ndjsonReader } from './ndjson-reader.ts';
import { piesRows, withoutTypedPartIds } from './pies/pies-rows.ts';
import { readPies } from './pies/read-pies.ts';
import { readPiesWorkbook } from './pies/read-pies-workbook.ts';
import type { RecordReader } from './record-reader.ts';
import type { RowBatch } from './row-batch.ts';
import { type ReadLimits, type RowBatcher, rowBatcher } from './row-batcher.ts';
import type { RowFormat } from './row-format.ts';
import { decodeText, InvalidBytes } from './text-encoding.ts';
import { withoutTotals } from './trailing-totals.ts';
import { type Unpacked, unpack } from './unpack.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { readVcdb } from './vcdb-reader.ts';
import { readWorkbook } from './workbook-reader.ts';

export interface ReadRowsOptions {
  source: AsyncIterable<Uint8Array>;
  format: RowFormat;
  columns: readonly ColumnSpec[];
  /** What the headings of this file mean, where they don't say it themselves. */
  mapping?: FileMapping | undefined;
  limits?: ReadLimits;
  /** Cells that can't be read refuse no row where their column may be left out; they are told all the same. */
  leavesOut?: boolean;
  /** Rows at the start that are counted and not given. */
  skipRows?: number;
}

/**
 * Reads a file row by row in constant memory, whether it is plain, gzip or in a zip. The encoding (UTF-8, UTF-16 with a byte order mark, GB18030, Windows-1252, Windows-1251) and the
 * delimiter are found by looking; the same bytes give the same rows however they are cut into chunks.
 * @throws UnreadableFile when the file as a whole can't be read any further; the rows before have been given.
 */
export async function* readRows(options: ReadRowsOptions): AsyncGenerator<RowBatch> {
  const maxBytes = options.limits?.unpackedBytes;
  await using file = await unpack(options.source, {
    format: options.format,
    ...(maxBytes !== undefined && { maxBytes }),
  });
  for await (const batch of readUnpacked(options, file))
    yield { ...batch, bytesRead: file.sent(batch.bytesRead) };
}

async function* readUnpacked(
  given: ReadRowsOptions,
  { source, format, packing }: Unpacked,
): AsyncGenerator<RowBatch> {
  const options = { ...given, source, format };
  const { limits = {} } = options;
  const isPies = format === 'pies' || format === 'pies-workbook';
  const untyped = isPies ? withoutTypedPartIds(options.mapping) : options.mapping;
  const mapping = format === 'aces' ? withoutTypedIds(untyped) : untyped;
  const mapped = mapColumns(options.columns, mapping, format !== 'csv');
  const { columns } = mapped;
  const batches = rowBatcher(mapped, options.skipRows ?? 0, limits, options.leavesOut);
  if (packing !== '') batches.note({ code: 'packing', value: packing });
  if (given.format === 'auto') batches.note({ code: 'format', value: format });
  if (options.format === 'xlsx') {
    yield* fromWorkbook(options.source, { columns, mapping: options.mapping, batches });
    return;
  }
  if (options.format === 'aces') {
    const takesAssets = options.columns.some(({ feedAssets }) => feedAssets === true);
    const reading = acesRows(options.source, { sink: batches.sink, mapping: options.mapping, takesAssets });
    yield* fromFeed(reading, batches);
    return;
  }
  if (isPies) {
    const found = format === 'pies' ? readPies(source) : readPiesWorkbook(source);
    yield* fromFeed(piesRows(found, { sink: batches.sink, mapping: options.mapping }), batches);
    return;
  }
  if (options.format === 'vcdb') {
    yield* fromVcdb(options.source, { columns, batches });
    return;
  }
  const rowLength = limits.rowLength ?? 2 * 1024 * 1024;
  const csv = {
    rowLimit: rowLength,
    headerRow: mapping?.headerRow ?? 0,
    ...(mapping?.delimiter !== undefined && { delimiter: mapping.delimiter }),
  };
  const sink = withoutTotals(batches.sink, columns);
  const reader = options.format === 'csv' ? csvReader(columns, csv, sink) : ndjsonReader(rowLength, sink);
  let bytes = 0;
  try {
    for await (const piece of decodeText(options.source, mapping?.encoding, limits.pieceBytes)) {
      if (bytes === 0) batches.note({ code: 'encoding', value: piece.encoding });
      bytes = piece.bytes;
      reader.push(piece.text);
      yield* batches.full(bytes);
    }
    reader.end();
    sink.end();
  } catch (error) {
    // What the reader finds wrong itself, it has found before the end of what came.
    if (!(error instanceof UnreadableFile) || error.line === 1) takeWhole(reader);
    yield* batches.all(bytes);
    if (!(error instanceof InvalidBytes)) throw error;
    const line = reader.lineAtEnd();
    throw new UnreadableFile(
      'invalid-encoding',
      line,
      `Line ${line} holds bytes that aren't UTF-8, as the file before it is.`,
    );
  }
  yield* batches.all(bytes);
}

/** The rows before a fault of what lies below the text; a fault of theirs is no news beside it. */
function takeWhole(reader: RecordReader): void {
  try {
    reader.cut();
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
  }
}

async function* fromWorkbook(
  source: AsyncIterable<Uint8Array>,
  of: { columns: readonly ColumnSpec[]; mapping: FileMapping | undefined; batches: RowBatcher },
): AsyncGenerator<RowBatch> {
  const { columns, mapping, batches } = of;
  let bytes = 0;
  try {
    const sink = withoutTotals(batches.sink, columns);
    for await (bytes of readWorkbook(source, { columns, mapping, sink })) yield* batches.full(bytes);
    sink.end();
  } catch (error) {
    yield* batches.all(bytes);
    throw error;
  }
  yield* batches.all(bytes);
}

async function* fromFeed(reading: AsyncIterable<number>, batches: RowBatcher): AsyncGenerator<RowBatch> {
  let bytes = 0;
  try {
    for await (bytes of reading) yield* batches.full(bytes);
  } catch (error) {
    yield* batches.all(bytes);
    throw error;
  }
  yield* batches.all(bytes);
}

async function* fromVcdb(
  source: AsyncIterable<Uint8Array>,
  { columns, batches }: { columns: readonly ColumnSpec[]; batches: RowBatcher },
): AsyncGenerator<RowBatch> {
  let bytes = 0;
  try {
    for await (bytes of readVcdb(source, { columns, sink: batches.sink })) yield* batches.full(bytes);
  } catch (error) {
    yield* batches.all(bytes);
    throw error;
  }
  yield* batches.all(bytes);
}
