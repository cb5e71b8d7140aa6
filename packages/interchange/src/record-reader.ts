import type { AcesFaultCode } from './aces/read-element.ts';

/** What a feed's own header says that it is: all there is, what is new, or something to try. */
export type OwnSubmission = 'full' | 'update' | 'test';

/** Something worth knowing about the file as a whole. */
export interface FileNote {
  code:
    | 'packing'
    | 'format'
    | 'encoding'
    | 'unknown-column'
    | 'formula'
    | 'merged'
    | 'total-row'
    | 'short-row'
    | 'feed';
  value: string;
}

/** A cell that can't be taken as it is. */
export interface FaultyCell {
  /** As people see it. */
  shown: string;
  message: string;
  /** For a column of numbers, where it is no fault. */
  number?: string;
  /** A date, which is a fault only where no date can be meant. ISO 8601. */
  date?: string;
}

/** What a reader of a format finds wrong with a row that it has taken apart itself. */
export interface FoundFault {
  line: number;
  column: string;
  code: 'required' | 'malformed' | 'not-allowed' | 'not-a-whole-number' | 'field-too-large';
  value: string;
  message: string;
}

/** What a reader of a format finds in a file. */
export interface RecordSink {
  /** Cells by position (CSV and XLSX, see `places`) or by key (NDJSON); `item` is what no column of the row stands for. */
  record(
    cells: readonly (string | FaultyCell)[] | Record<string, unknown>,
    line: number,
    item?: object,
  ): void;
  /** A row that no column has anything of: all that it says is in `item`. */
  beside(item: object, line: number): void;
  /** A row with all that is wrong with it. */
  faulty(line: number, faults: readonly FoundFault[]): void;
  /** A row that can't be split into cells. */
  broken(line: number, code: BrokenRowCode, value: string, message: string): void;
  /** Which cell belongs to each column; called before the first record of a file with a header. */
  places(places: readonly (number | undefined)[]): void;
  unknownColumn(heading: string): void;
  /** About the file as a whole. */
  note(note: FileNote): void;
  /** The word of a feed's header, in upper case; called before the first record. */
  submission(word: string): void;
  /** False while rows are only counted: a reader may spare itself the work of looking into them. */
  wants(): boolean;
}

export type BrokenRowCode = 'malformed' | 'column-count' | 'not-json' | 'field-too-large' | AcesFaultCode;

/** Fed with the text of a file in pieces of any size; what it finds doesn't depend on where they are cut. */
export interface RecordReader {
  push(text: string): void;
  end(): void;
  /** No more can be read, and there is more: what came whole is taken, what may be cut off isn't. */
  cut(): void;
  /** The line on which the text given so far ends. */
  lineAtEnd(): number;
}
