import { type ColumnSpec, headingIndex, headingKey } from '../columns.ts';
import type { FileMapping } from '../file-mapping.ts';
import { peek } from '../peeked-source.ts';
import { sampleTable } from '../preview/table-sample.ts';
import { UnreadableFile } from '../unreadable-file.ts';

export type TableKind = 'fitments' | 'parts' | 'pies-workbook';

const HEAD_BYTES = 256 * 1024;
/** Columns by which a row says which vehicle it is about: without any it is no fitment. */
const VEHICLE_COLUMNS = new Set(['make', 'model', 'baseVehicle']);
/** Sheets of PIES as a workbook, beside that of the items. */
const PIES_SHEETS =
  /^(?:descriptions|prices|expi|attributes|packages|kits|interchanges|digital ?assets|header|price ?sheets|marketing ?copy)$/i;

/**
 * What a table is of, told by its headings, and the table with what was looked at. A workbook that lies in a file is read twice; one
 * that doesn't is taken for fitments.
 */
export async function kindOfTable(
  source: AsyncIterable<Uint8Array> & { readonly path?: string },
  format: 'csv' | 'ndjson' | 'xlsx',
  columns: { fitments: readonly ColumnSpec[]; parts: readonly ColumnSpec[] },
  mapping?: FileMapping,
): Promise<{ kind: TableKind; source: AsyncIterable<Uint8Array> }> {
  const fitments = headingIndex(columns.fitments);
  if (format === 'xlsx')
    return { kind: source.path === undefined ? 'fitments' : await kindOf(source), source };
  const peeked = await peek(source, HEAD_BYTES);
  return { kind: await kindOf(once(peeked.head)), source: peeked.source };

  async function kindOf(head: AsyncIterable<Uint8Array>): Promise<TableKind> {
    try {
      const known = new Map([...headingIndex(columns.parts), ...fitments]);
      for (const { heading } of mapping?.headings ?? []) known.set(headingKey(heading), known.size);
      const told = {
        delimiter: mapping?.delimiter,
        encoding: mapping?.encoding,
        sheet: mapping?.sheet ?? '',
      };
      const options = { known, ...told };
      const { rows, sheets } = await sampleTable(head, format, options);
      if (sheets.some((name) => /^items$/i.test(name)) && sheets.some((name) => PIES_SHEETS.test(name)))
        return 'pies-workbook';
      const headings = rows.slice(0, 50).flatMap(({ cells }) => cells.map(headingKey));
      const namesVehicle = headings.some((heading) => {
        const mapped = mapping?.headings.find((each) => headingKey(each.heading) === heading);
        const at = fitments.get(heading);
        const field = mapped?.field ?? (at === undefined ? '' : columns.fitments[at]?.name);
        return field !== undefined && VEHICLE_COLUMNS.has(field);
      });
      return namesVehicle ? 'fitments' : 'parts';
    } catch (error) {
      // Whoever reads it as a whole says why it can't be read.
      if (error instanceof UnreadableFile) return 'fitments';
      throw error;
    }
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
