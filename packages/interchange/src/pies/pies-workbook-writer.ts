import type { ColumnSpec } from '../columns.ts';
import { type WorkbookSheetSpec, workbookBytes } from '../tables/workbook-writer.ts';
import { MAX_CELL_CHARACTERS } from '../tables/xlsx-writer.ts';
import { holdable } from '../xml-out.ts';
import { HEADER_FIELDS } from './feed-fields.ts';
import type { FieldSpec, ListField, PlainRecord } from './field-spec.ts';
import { ITEM_FIELDS } from './item-fields.ts';
import type { PiesHeader } from './pies-feed.ts';
import type { PiesItem } from './pies-item.ts';
import { type PiesLoss, piesLosses } from './pies-losses.ts';
import { beyondSheet, type SheetColumn, sheetColumns } from './sheet-columns.ts';

export interface PiesWorkbookWriter {
  /** The bytes of a workbook. */
  write(header: PiesHeader, items: AsyncIterable<PiesItem>): AsyncGenerator<Uint8Array>;
  /** What the workbook doesn't hold, once it is written. */
  losses(): PiesLoss[];
}

interface Sheet {
  name: string;
  fields: readonly FieldSpec[];
  columns: SheetColumn[];
}

const PART_NUMBER: SheetColumn = { heading: 'PartNumber', value: () => '' };

/** Writes PIES as a workbook that `readPiesWorkbook` reads: a sheet of items and one for each segment that any item has. */
export function piesWorkbookWriter({ modified }: { modified: Date }): PiesWorkbookWriter {
  const losses = piesLosses();
  const segments = ITEM_FIELDS.filter((field): field is ListField => field.kind === 'list');
  const plain = ITEM_FIELDS.filter(({ kind }) => kind !== 'list');
  const sheets: Sheet[] = [
    { name: 'Items', fields: plain, columns: sheetColumns(plain) },
    ...segments.map(({ wrapper = '', fields }) => {
      return { name: wrapper, fields, columns: [PART_NUMBER, ...sheetColumns(fields)] };
    }),
  ];
  const lose = (element: string, partNumber: string) => losses.add('not-in-version', element, partNumber);

  function* rowsOf(item: PiesItem): Generator<{ sheet: number; row: Record<string, string> }> {
    const record = item as unknown as PlainRecord;
    const { partNumber } = item;
    beyondSheet(plain, record, 'Item', (element) => lose(element, partNumber));
    yield { sheet: 1, row: rowOf(sheets[0], record) };
    for (const [at, { key, wrapper = '', name, fields }] of segments.entries())
      for (const each of (record[key] as PlainRecord[]).flatMap(
        key === 'interchange' ? byNumber : (one) => [one],
      )) {
        beyondSheet(fields, each, `${wrapper}/${name}`, (element) => lose(element, partNumber));
        yield { sheet: at + 2, row: { ...rowOf(sheets[at + 1], each), PartNumber: partNumber } };
      }
  }

  return {
    losses: () => losses.all(),
    async *write(header, items) {
      // A name and a value in each row; the first pair stands where other sheets have their headings.
      const [first, ...pairs] = sheetColumns(HEADER_FIELDS).flatMap(({ heading, value }) => {
        const text = value(header as unknown as PlainRecord);
        if (text === '') return [];
        const held = holdable(text.slice(0, MAX_CELL_CHARACTERS));
        if (held !== text) losses.add('character', `Header/${heading}: cut`, '');
        return [[heading, held] as const];
      });
      beyondSheet(HEADER_FIELDS, header as unknown as PlainRecord, 'Header', (element) => lose(element, ''));
      const head = first ?? (['PIESVersion', '7.2'] as const);
      const cut = (sheet: string) => (loss: { column: string; row: object }) => {
        const { PartNumber = '' } = loss.row as Record<string, string>;
        losses.add('character', `${sheet}/${loss.column}: cut`, PartNumber);
      };
      async function* rows() {
        yield* pairs.map(([name, value]) => ({ sheet: 0, row: { [head[0]]: name, [head[1]]: value } }));
        if (pairs.length === 0) yield { sheet: 0, row: {} };
        for await (const item of items) yield* rowsOf(item);
      }
      const specs: WorkbookSheetSpec[] = [
        { name: 'Header', columns: head.map(column) },
        ...sheets.map(({ name, columns }) => {
          return { name, columns: columns.map(({ heading }) => column(heading)), onLoss: cut(name) };
        }),
      ];
      yield* workbookBytes(rows(), { sheets: specs, modified });
    },
  };
}

function rowOf(sheet: Sheet | undefined, record: PlainRecord): Record<string, string> {
  const row: Record<string, string> = {};
  for (const { heading, value } of sheet?.columns ?? []) {
    const text = value(record);
    if (text !== '') row[heading] = text;
  }
  return row;
}

/** A row has room for one number: each of several is written with all that is said of them together. */
function byNumber(interchange: PlainRecord): PlainRecord[] {
  const numbers = interchange.numbers as PlainRecord[];
  return numbers.length < 2
    ? [interchange]
    : numbers.map((number) => ({ ...interchange, numbers: [number] }));
}

const column = (name: string): ColumnSpec => ({ name, type: 'text' });
