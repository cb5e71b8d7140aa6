import { headingKey } from './columns.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { openWorkbook, readWorkbookParts } from './workbook-parts.ts';
import { rawRows } from './workbook-reader.ts';

export { UnreadableFile };

export interface WorkbookRows {
  /** The one that was read, as it is called. */
  sheet: string;
  /** All visible ones, in their order; those without a cell too. */
  sheets: string[];
  /** Of the rows that aren't blank, each cell as a person reads it: with the zeros in front that its format shows. */
  rows: string[][];
  /** There is more than is told: rows, columns or characters of a cell. */
  truncated: boolean;
}

export interface WorkbookRowLimits {
  rows: number;
  columns: number;
  /** Of one cell. */
  characters: number;
  /** Of all cells together: the row that reaches it is the last. */
  allCharacters: number;
  /** What the file may hold once it is unpacked. */
  unpackedBytes: number;
}

/**
 * The rows of one sheet of a workbook (ECMA-376), whatever they mean: of the first visible one that isn't blank unless `sheet` names
 * another. No formula is computed: a cell has the value that its program has stored.
 * @throws UnreadableFile `not-a-workbook`, `workbook-kind-unread`, `zip-encrypted`, `zip-damaged`, `xml-malformed`, `zip-bomb`,
 * `unpacked-too-large`, `sheet-missing`, `empty-file`, …
 */
export async function readWorkbookRows(
  source: AsyncIterable<Uint8Array>,
  { sheet: wanted, limits }: { sheet?: string | undefined; limits: WorkbookRowLimits },
): Promise<WorkbookRows> {
  await using zip = await openWorkbook(source, { maxBytes: limits.unpackedBytes });
  using opened = new DisposableStack();
  const workbook = await readWorkbookParts(zip, opened);
  const visible = workbook.sheets.filter(({ visible }) => visible);
  const sheets = visible.map(({ name }) => name);
  const named =
    visible.find(({ name }) => name === wanted) ??
    visible.find(({ name }) => headingKey(name) === headingKey(wanted ?? ''));
  const toRead = wanted === undefined ? visible : named === undefined ? [] : [named];
  if (toRead.length === 0 && wanted !== undefined) {
    const message = `The workbook has no sheet '${wanted.slice(0, 40)}'.`;
    throw new UnreadableFile('sheet-missing', 1, message);
  }
  for (const sheet of toRead) {
    const taken = takenRows(limits);
    for await (const _ of rawRows(zip, workbook, sheet, taken.row)) if (taken.isFull()) break;
    if (taken.rows.length > 0)
      return { sheet: sheet.name, sheets, rows: taken.rows, truncated: taken.isTruncated() };
  }
  throw new UnreadableFile('empty-file', 1, 'No sheet of the workbook has data.');
}

function takenRows(limits: WorkbookRowLimits) {
  const rows: string[][] = [];
  let characters = 0;
  let isFull = false;
  let isTruncated = false;
  return {
    rows,
    isFull: () => isFull,
    isTruncated: () => isTruncated,
    row(cells: readonly (string | { shown: string })[]): void {
      // Only a row that there is no place for tells that there is more.
      isFull ||= rows.length >= limits.rows || characters >= limits.allCharacters;
      if (isFull) {
        isTruncated = true;
        return;
      }
      const texts = cells
        .slice(0, limits.columns)
        .map((cell) => (typeof cell === 'string' ? cell : cell.shown));
      const cut = texts.map((text) => text.slice(0, limits.characters));
      characters += cut.reduce((sum, { length }) => sum + length, 0);
      isTruncated ||= cells.length > limits.columns || texts.some(({ length }) => length > limits.characters);
      rows.push(cut);
    },
  };
}
