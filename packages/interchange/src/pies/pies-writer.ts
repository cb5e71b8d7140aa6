import { convertItem } from './convert-item.ts';
import { HEADER_FIELDS, MARKET_COPY_FIELDS, PRICE_SHEET_FIELDS } from './feed-fields.ts';
import type { FieldSpec, PlainRecord } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import type { PiesHeader, PiesRecord, WrittenPiesVersion } from './pies-feed.ts';
import { type PiesLoss, piesLosses } from './pies-losses.ts';
import { emptyRecord } from './read-record.ts';
import { type WriteContext, writeRecord } from './write-record.ts';

export interface PiesWriterOptions {
  version: WrittenPiesVersion;
  /** Of the trailer, YYYY-MM-DD. */
  transactionDate: string;
}

export interface PiesWriter {
  /**
   * A file, in pieces, as they are asked for: of the header (the first record, else one that says FULL and no more), price sheets,
   * market copy and items. Other records are passed over; broken items are in the report.
   */
  write(records: AsyncIterable<PiesRecord> | Iterable<PiesRecord>): AsyncGenerator<string>;
  /** What the file doesn't hold as it was, once it is written. */
  losses(): PiesLoss[];
}

const PIECE_CHARACTERS = 64 * 1024;
const SECTIONS = ['PriceSheets', 'MarketingCopy', 'Items'] as const;
type Section = (typeof SECTIONS)[number];

/** The header of a whole file of which nothing else is known. */
export function plainHeader(): PiesHeader {
  return { ...(emptyRecord(HEADER_FIELDS) as unknown as PiesHeader), submission: 'FULL' };
}

/** Writes PIES 7.2 and 8.0 (UTF-8). What was written, read and written again is the same, byte for byte. */
export function piesWriter({ version, transactionDate }: PiesWriterOptions): PiesWriter {
  const losses = piesLosses();
  return {
    losses: () => losses.all(),
    async *write(records) {
      let from = '';
      let section: Section | undefined;
      let hasHeader = false;
      let items = 0;
      let piece = `<?xml version="1.0" encoding="UTF-8"?>\n<PIES xmlns="http://www.autocare.org">\n`;
      const context = (partNumber: string, of = from): WriteContext => {
        return { version, losses, partNumber, unknownToo: of === version };
      };
      const writeHeader = (header: PiesHeader) => {
        hasHeader = true;
        from = header.version;
        return written('Header', HEADER_FIELDS, { ...header, version }, context(''), '  ');
      };
      /** Closes and opens what holds the records; undefined where that has been closed already. */
      const enter = (next: Section): string | undefined => {
        if (section === next) return '';
        if (section !== undefined && SECTIONS.indexOf(next) < SECTIONS.indexOf(section)) return undefined;
        const end = section === undefined ? '' : `  </${section}>\n`;
        section = next;
        return `${end}  <${next}>\n`;
      };
      for await (const record of records) {
        if (record.kind === 'header') {
          if (hasHeader) losses.add('out-of-place', 'Header', '');
          else piece += writeHeader(record.header);
          continue;
        }
        if (record.kind === 'note' || record.kind === 'trailer') continue;
        if (record.kind === 'broken-item') {
          losses.add('broken-item', 'Item', record.partNumber);
          continue;
        }
        if (!hasHeader) piece += writeHeader({ ...plainHeader(), version });
        const { holder, name, fields, partNumber, content } = placed(record);
        const entered = enter(holder);
        if (entered === undefined) {
          losses.add('out-of-place', name, partNumber);
          continue;
        }
        const of = (record.kind === 'item' ? record.version : undefined) ?? from;
        const converted =
          record.kind === 'item' ? convertItem(record.item, { from: of, to: version, losses }) : content;
        piece += entered + written(name, fields, converted, context(partNumber, of), '    ');
        if (record.kind === 'item') items += 1;
        if (piece.length < PIECE_CHARACTERS) continue;
        yield piece;
        piece = '';
      }
      if (!hasHeader) piece += writeHeader({ ...plainHeader(), version });
      piece += enter('Items') ?? '';
      piece += '  </Items>\n  <Trailer>\n';
      piece += `    <ItemCount>${items}</ItemCount>\n    <TransactionDate>${transactionDate}</TransactionDate>\n`;
      yield `${piece}  </Trailer>\n</PIES>\n`;
    },
  };
}

interface Placed {
  holder: Section;
  name: string;
  fields: readonly FieldSpec[];
  partNumber: string;
  content: object;
}

function placed(record: Extract<PiesRecord, { kind: 'price-sheet' | 'market-copy' | 'item' }>): Placed {
  const partNumber = '';
  if (record.kind === 'price-sheet') {
    const place = { holder: 'PriceSheets', name: 'PriceSheet', fields: PRICE_SHEET_FIELDS } as const;
    return { ...place, partNumber, content: record.sheet };
  }
  if (record.kind === 'market-copy') {
    const place = { holder: 'MarketingCopy', name: 'MarketCopy', fields: MARKET_COPY_FIELDS } as const;
    return { ...place, partNumber, content: record.copy };
  }
  const { item } = record;
  return {
    ...{ holder: 'Items', name: 'Item', fields: ITEM_FIELDS },
    ...{ partNumber: item.partNumber, content: item },
  };
}

function written(
  name: string,
  fields: readonly FieldSpec[],
  record: object,
  context: WriteContext,
  indent: string,
): string {
  const plain = record as PlainRecord;
  const maintained = fields[0]?.key === 'maintenance' && plain.maintenance === '';
  return writeRecord(name, fields, maintained ? { ...plain, maintenance: 'A' } : plain, context, {
    indent,
    path: name === 'Item' ? '' : name,
  });
}
