export type ColumnType = 'text' | 'integer' | 'decimal-text' | 'list' | 'enum' | 'attributes';

/** What one column of a file may hold, and under which headings it may come. */
export interface ColumnSpec {
  name: string;
  type: ColumnType;
  /** CSV: the file must have the column. Both formats: each row must have a value. */
  required?: boolean;
  /** The kind itself refuses most rows without it: previews tell where nothing leads to it. */
  expected?: boolean;
  /** A row without it says more than one with it, as a fitment without its engine: of CSV its cell is there in each row, blank or not. */
  narrows?: boolean;
  /** Most characters of a text, of each item of a list, or of each value of an attribute. */
  maxLength?: number;
  /** Bounds of a number; for `list` and `attributes`, of how many there are. */
  min?: number;
  max?: number;
  /** `enum`: what is allowed, compared without regard to case; the spelling here is what comes out. */
  values?: readonly string[];
  /** `enum`: further words for the values, in any language. */
  valueSynonyms?: Readonly<Record<string, string>>;
  /** Other headings for the column, in any language. `part_number` needs none beside `partNumber`. */
  synonyms?: readonly string[];
  /** `list`: an item of a JSON list may be an object, which comes out as its JSON text. */
  objects?: boolean;
  /** A row without it says the same of everything else: where that is wanted, a cell that can't be read refuses no row. Not of required ones. */
  mayBeLeftOut?: boolean;
  /** What can't be read of a list or of attributes is reported, and the other items are taken. */
  leavesItemsOut?: boolean;
  /** What says that there is nothing (`无`, `N/A`, a dash alone) is no value, of a list no item. */
  mayBeNone?: boolean;
  /** Numbers and codes: no date is one. A spreadsheet makes dates of some (`3-1`). */
  holdsCodes?: boolean;
  /** Of a feed of ACES: assets and files come as rows of their own, without values; see `AcesFeedAsset`. */
  feedAssets?: boolean;
  /**
   * Of a text such as `2012-2017`: the columns of its first and its last year. A row has these alone, so the text has to agree with what
   * they say themselves.
   */
  years?: { from: string; to: string };
  /** What may stand behind its values, in capitals or not, and is taken away: `2.5L`. */
  endings?: readonly string[];
  /** Other units that a mapping may name for the column, each with how a value in it is written in the column's own. */
  units?: Readonly<Record<string, (text: string) => string>>;
  /** Of a mapping: how its values are rewritten before they are read. */
  convert?: (text: string) => string;
  prefix?: string;
}

/** `null`: the cell is there and blank. */
export type CellValue = string | number | string[] | Record<string, string> | null;

/** Headings are compared without case, blanks, dashes, underscores and width (`Ｐart No` and `part_no` are one). */
export function headingKey(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-\u200B\uFEFF]+/g, '');
}

/** Heading key -> index into `columns`. @throws Error where two columns claim one heading. */
export function headingIndex(columns: readonly ColumnSpec[]): Map<string, number> {
  const index = new Map<string, number>();
  columns.forEach((column, at) => {
    for (const heading of [column.name, ...(column.synonyms ?? [])]) {
      const key = headingKey(heading);
      const other = index.get(key);
      if (other !== undefined && other !== at) {
        throw new Error(
          `Columns '${columns[other]?.name}' and '${column.name}' both claim the heading '${heading}'.`,
        );
      }
      index.set(key, at);
    }
  });
  return index;
}
