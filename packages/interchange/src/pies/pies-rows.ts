import type { FileMapping } from '../file-mapping.ts';
import type { RecordSink } from '../record-reader.ts';
import type { PiesBatch, PiesFault, PiesHeader, PiesPriceSheet, PiesRecord } from './pies-feed.ts';
import type { PiesItem } from './pies-item.ts';
import { rowOfItem } from './row-of-item.ts';

/** Constants of a mapping whose names are typed ids: `{"autocare.brand:ZZZZ": "Acme"}`. */
const TYPED_ID = /^(?:pcdb|padb|autocare)\.[A-Za-z]+:\w+$/;
const MAX_PRICE_SHEETS = 10_000;
const MAX_LABELS = 10_000;

export interface PiesRowsOptions {
  sink: RecordSink;
  /** Constants whose names are typed ids stand in their place; the others for what a row doesn't say. */
  mapping?: FileMapping | undefined;
}

/**
 * The items of a file as rows of parts, one for each in its order. What isn't of an item is told in notes at the end, each kind
 * with how often it came.
 * @throws UnreadableFile as the reader of the file
 */
export async function* piesRows(
  batches: AsyncIterable<PiesBatch>,
  { sink, mapping }: PiesRowsOptions,
): AsyncGenerator<number> {
  const constants = Object.entries(mapping?.constants ?? {});
  const replacements = new Map(constants.filter(([name]) => TYPED_ID.test(name)));
  const hasBrand = mapping?.constants.brand !== undefined;
  const priceSheets = new Map<string, PiesPriceSheet>();
  const labels = new Map<string, string>();
  const beyond = new Map<string, number>();
  let header: PiesHeader | undefined;
  let sawItem = false;
  let bytes = 0;

  function take(record: PiesRecord): void {
    switch (record.kind) {
      case 'header':
        header = record.header;
        // What came before it has been taken as something else.
        if (!sawItem) sink.submission(header.submission.trim().toUpperCase());
        sink.note({ code: 'feed', value: `PIES ${header.version} ${header.submission}`.trim() });
        break;
      case 'price-sheet':
        if (priceSheets.size < MAX_PRICE_SHEETS) priceSheets.set(record.sheet.number, record.sheet);
        count('PriceSheet');
        break;
      case 'market-copy':
        count('MarketCopy');
        break;
      case 'item':
        sawItem = true;
        learn(record.item);
        if (sink.wants()) {
          const { cells, item } = rowOfItem(record.item, {
            header,
            priceSheets,
            replacements,
            labels,
            hasBrand,
          });
          sink.record(cells, record.item.line, item);
        } else sink.record({}, record.item.line);
        break;
      case 'broken-item':
        sawItem = true;
        sink.faulty(
          record.line,
          record.faults.map((fault) => faultOf(fault, record.partNumber)),
        );
        break;
      case 'note':
        if (record.code === 'test-file') sink.submission('TEST');
        sink.note(
          record.code === 'encoding'
            ? { code: 'encoding', value: record.value }
            : { code: 'feed', value: `${record.code}: ${record.value}` },
        );
        break;
      default:
    }
  }

  /** Also of items that are only counted: a file that is read on is read as it was. */
  function learn({ brandId, brandLabel }: PiesItem): void {
    const id = brandId.toUpperCase();
    if (id !== '' && brandLabel !== '' && labels.size < MAX_LABELS && !labels.has(id))
      labels.set(id, brandLabel);
  }

  function count(what: string): void {
    beyond.set(what, (beyond.get(what) ?? 0) + 1);
  }

  let failure: unknown;
  try {
    for await (const { records, bytesRead } of batches) {
      bytes = bytesRead;
      for (const record of records) take(record);
      yield bytes;
    }
  } catch (error) {
    failure = error;
  }
  for (const [what, times] of beyond) sink.note({ code: 'feed', value: `not kept: ${what} (${times})` });
  yield bytes;
  if (failure !== undefined) throw failure;
}

function faultOf({ line, element, code, value, message }: PiesFault, partNumber: string) {
  const item = partNumber === '' ? 'An item without a part number' : `Item ${partNumber.slice(0, 60)}`;
  return {
    line,
    column: element,
    code: code === 'repeated' ? ('malformed' as const) : code,
    value,
    message: `${item}: ${message}`,
  };
}

/** The mapping without what only a feed understands. */
export function withoutTypedPartIds(mapping: FileMapping | undefined): FileMapping | undefined {
  if (mapping === undefined) return undefined;
  const constants = Object.fromEntries(
    Object.entries(mapping.constants).filter(([name]) => !TYPED_ID.test(name)),
  );
  return { ...mapping, constants };
}
