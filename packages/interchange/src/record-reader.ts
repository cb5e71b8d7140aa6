/** A cell that can't be taken as it is. */
export interface FaultyCell {
  /** As people see it. */
  shown: string;
  message: string;
  /** For a column of numbers, where it is no fault. */
  number?: string;
}

/** What a reader of a format finds in a file. */
export interface RecordSink {
  /** Cells by position (CSV and XLSX, see `places`) or by key (NDJSON). */
  record(cells: readonly (string | FaultyCell)[] | Record<string, unknown>, line: number): void;
  /** A row that can't be split into cells. */
  broken(line: number, code: BrokenRowCode, value: string, message: string): void;
  /** Which cell belongs to each column; called before the first record of a file with a header. */
  places(places: readonly (number | undefined)[]): void;
  unknownColumn(heading: string): void;
  /** False while rows are only counted: a reader may spare itself the work of looking into them. */
  wants(): boolean;
}

export type BrokenRowCode = 'malformed' | 'column-count' | 'not-json' | 'field-too-large';

/** Fed with the text of a file in pieces of any size; what it finds doesn't depend on where they are cut. */
export interface RecordReader {
  push(text: string): void;
  end(): void;
  /** The line on which the text given so far ends. */
  lineAtEnd(): number;
}
