import Papa from 'papaparse';
import { type ColumnSpec, headingIndex, headingKey } from './columns.ts';
import { withoutGuard } from './formula-guard.ts';
import { chooseHeader, type EarlyRow } from './header-choice.ts';
import { readHeader } from './header-row.ts';
import type { RecordReader, RecordSink } from './record-reader.ts';
import { shortRows } from './short-rows.ts';
import { UnreadableFile } from './unreadable-file.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Characters by which the delimiter is told. */
const SAMPLE_CHARACTERS = 16 * 1024;
/** Above the header there may be a title, a date, an address. */
const ROWS_BEFORE_HEADER = 50;
const CHARACTERS_BEFORE_HEADER = 256 * 1024;
const FULL_WINDOW = 64 * 1024;
/** After a broken quote, so that a file with one in each line isn't scanned a full window for each. */
const SMALL_WINDOW = 256;
/** Rows that had to be given up only after `rowLimit` characters; each costs a scan of as many. */
const MAX_RUNAWAY_ROWS = 1000;

interface Layout {
  newline: '\n' | '\r';
  delimiter: string;
}

export interface CsvOptions {
  /** Found by looking unless given. */
  delimiter?: string;
  /** Line of the header, from 1; 0: found among the first ones. */
  headerRow?: number;
  /** Most characters of a row. */
  rowLimit: number;
}

/**
 * Reads CSV (RFC 4180; comma, semicolon, tab or bar) as it comes in. Papa Parse's low-level parser splits the text and says where each
 * row ends. A row with a broken quote is reported and reading goes on at the line after the one on which it starts, so
 * a quote that is never closed costs that row and not the rest of the file.
 */
export function csvReader(
  columns: readonly ColumnSpec[],
  options: CsvOptions,
  sink: RecordSink,
): RecordReader {
  const { rowLimit, headerRow = 0 } = options;
  const known = headingIndex(columns);
  let buffer = '';
  let pos = 0;
  let line = 1;
  let layout: Layout | undefined;
  let width: number | undefined;
  /** The header was found and refused: what stands below it are no rows. */
  let headless = false;
  let window = FULL_WINDOW;
  let wanted = 1;
  let discarding = false;
  let runaways = 0;
  /** The file has no line end at its end; the line on which the row begins that lacks it. */
  let lacksEnd = false;
  let unended = 0;
  const early: EarlyRow[] = [];
  let earlyCharacters = 0;
  const short = shortRows(columns, sink);

  function drain(final: boolean): void {
    layout ??= findLayout(final);
    if (layout === undefined) return;
    while (pos < buffer.length) {
      if (discarding) {
        discarding = !skipLine(layout.newline);
        continue;
      }
      if (!final && buffer.length - pos < wanted) return;
      if (!step(layout, final)) return;
    }
  }

  /** Takes the rows of one window. False when more text is needed. */
  function step({ newline, delimiter }: Layout, final: boolean): boolean {
    const text = buffer.slice(pos, pos + window);
    const whole = text.length === buffer.length - pos;
    let taken = 0;
    let broken: 'quote' | 'too-long' | undefined;
    const parser = new Papa.Parser({
      delimiter,
      newline,
      step: (result: Papa.ParseStepResult<string[][]>) => {
        const end = result.meta.cursor;
        if (result.errors.length > 0) broken = 'quote';
        else if (end - taken > rowLimit) broken = 'too-long';
        if (broken === undefined) {
          if (lacksEnd && pos + end === buffer.length) unended = line;
          takeRow(result.data[0] ?? []);
          line += linesIn(text, newline, taken, end);
          taken = end;
        } else {
          parser.abort();
        }
      },
    });
    // The last row of a window may go on in the next, so it is left for it.
    const rest: Papa.ParseResult<string[]> = parser.parse(text, 0, true);
    pos += taken;
    wanted = 1;
    if (broken === undefined && taken === 0) {
      if (surelyMalformed(text, rest.errors.length)) broken = 'quote';
      else if (text.length > rowLimit) broken = 'too-long';
      else if (!whole) {
        window *= 2;
        return true;
      } else if (!final) {
        wanted = Math.min(text.length * 2, rowLimit + 1);
        window = Math.max(window, wanted);
        return false;
      } else broken = 'quote';
      if (text.length > FULL_WINDOW) runaways += 1;
    }
    if (broken === undefined) {
      window = Math.min(Math.max(window * 2, SMALL_WINDOW), FULL_WINDOW);
      return !whole || final;
    }
    window = SMALL_WINDOW;
    giveUpRow(broken, newline);
    return true;
  }

  function giveUpRow(why: 'quote' | 'too-long', newline: string): void {
    if (headless) {
      discarding = !skipLine(newline);
      return;
    }
    const until = buffer.indexOf(newline, pos);
    const value = buffer.slice(pos, until === -1 ? pos + 1000 : Math.min(until, pos + 1000));
    if (width === undefined && early.length > 0) findHeader();
    if (width === undefined) {
      throw new UnreadableFile(
        'header-malformed',
        line,
        'The header of the file has a broken quote or is far too long.',
      );
    }
    short.broken();
    if (why === 'quote') {
      sink.broken(
        line,
        'malformed',
        value,
        'A quote is opened or closed in the wrong place; reading goes on at the next line.',
      );
    } else {
      const message = `The row has more than ${rowLimit} characters, or a quote that is never closed; reading goes on at the next line.`;
      sink.broken(line, 'field-too-large', value, message);
    }
    if (runaways > MAX_RUNAWAY_ROWS) {
      throw new UnreadableFile(
        'too-many-broken-rows',
        line,
        `More than ${MAX_RUNAWAY_ROWS} rows have a quote that is never closed.`,
      );
    }
    discarding = !skipLine(newline);
  }

  function skipLine(newline: string): boolean {
    const until = buffer.indexOf(newline, pos);
    if (until === -1) {
      pos = buffer.length;
      return false;
    }
    pos = until + 1;
    line += 1;
    return true;
  }

  function takeRow(given: string[]): void {
    if (headless || isBlank(given)) return;
    const cells = given.map(withoutGuard);
    if (width === undefined) takeEarly(cells);
    else takeCells(cells, line);
  }

  function takeEarly(cells: string[]): void {
    if (line < headerRow) return;
    early.push({ cells, line });
    earlyCharacters += cells.reduce((sum, cell) => sum + cell.length, 0);
    const enough = early.length >= ROWS_BEFORE_HEADER || earlyCharacters >= CHARACTERS_BEFORE_HEADER;
    if (enough || headerRow > 0) findHeader();
  }

  function findHeader(): void {
    const header = chooseHeader(early, known, headerRow);
    if (header === undefined) return;
    const rest = early.splice(0).slice(header.rows);
    width = header.headings.length;
    headless = true;
    short.header(readHeader(header.headings, { columns, known, line: header.line, sink }));
    headless = false;
    for (const row of rest) takeCells(row.cells, row.line);
  }

  function takeCells(cells: readonly string[], at: number): void {
    if (cells.length === width) short.whole(cells, at);
    // Some programs end each row with a delimiter, or with one for each column that they have ever shown.
    else if (width !== undefined && cells.length > width && isBlank(cells.slice(width)))
      short.whole(cells.slice(0, width), at);
    else {
      const delimiter = layout?.delimiter ?? '';
      short.other(cells, at, { width: width ?? 0, delimiter, isEnded: at !== unended });
    }
  }

  /** Line ends, by the first line that isn't blank; the delimiter, by the first ones. */
  function findLayout(final: boolean): Layout | undefined {
    const start = /[^\s]/.exec(buffer)?.index ?? -1;
    if (start === -1) {
      if (final) throw new UnreadableFile('empty-file', line, 'The file is empty.');
      return undefined;
    }
    const end = buffer.slice(start).search(/[\r\n]/);
    const carriage = end !== -1 && buffer[start + end] === '\r';
    if (!final && (end === -1 || (carriage && start + end + 1 === buffer.length))) {
      if (buffer.length - start <= rowLimit) return undefined;
      throw new UnreadableFile('header-malformed', line, 'The first line of the file is far too long.');
    }
    const newline = carriage && buffer[start + end + 1] !== '\n' ? '\r' : '\n';
    const header = end === -1 ? buffer.slice(start) : buffer.slice(start, start + end);
    // Excel's way to name the delimiter.
    const named = /^sep=([,;\t|])$/.exec(header)?.[1];
    if (named !== undefined) {
      line += linesIn(buffer, newline, 0, start, false);
      pos = start + end;
      return { newline, delimiter: named };
    }
    if (options.delimiter !== undefined) return { newline, delimiter: options.delimiter };
    if (!final && buffer.length - start < SAMPLE_CHARACTERS) return undefined;
    const sample = buffer.slice(start, start + SAMPLE_CHARACTERS);
    return { newline, delimiter: likeliestDelimiter(sample, newline, known) };
  }

  return {
    push(text) {
      buffer = pos === buffer.length ? text : buffer.slice(pos) + text;
      pos = 0;
      drain(false);
    },
    end() {
      layout ??= findLayout(true);
      if (layout !== undefined && pos < buffer.length && !buffer.endsWith(layout.newline)) {
        buffer += layout.newline;
        lacksEnd = true;
      }
      drain(true);
      if (width === undefined && early.length > 0) findHeader();
      if (layout !== undefined && width === undefined)
        throw new UnreadableFile('empty-file', line, 'The file is empty.');
      short.end();
    },
    cut() {
      const until = buffer.lastIndexOf('\n');
      layout ??= until === -1 ? undefined : findLayout(true);
      drain(false);
      if (width === undefined && early.length > 0) findHeader();
      short.cut();
    },
    lineAtEnd: () => line + linesIn(buffer, layout?.newline ?? '\n', pos, buffer.length, false),
  };
}

/**
 * The one that makes the most of the headings known; of those alike, the one by which most rows have the same number of cells.
 */
function likeliestDelimiter(
  sample: string,
  newline: Layout['newline'],
  known: ReadonlyMap<string, number>,
): string {
  let [best, bestScore]: [string, number] = [DELIMITERS[0], -1];
  for (const delimiter of DELIMITERS) {
    const parser = new Papa.Parser({ delimiter, newline, preview: ROWS_BEFORE_HEADER });
    const rows: string[][] = parser.parse(sample, 0, false).data;
    // The last one may be cut off.
    const whole = rows.length > 1 ? rows.slice(0, -1) : rows;
    const filled = whole.filter((cells) => !isBlank(cells));
    const counts = Map.groupBy(filled, (cells) => cells.length);
    const [mode = 0, alike = []] =
      [...counts].sort(([a, x], [b, y]) => y.length - x.length || b - a)[0] ?? [];
    const recognised = Math.max(0, ...filled.map((cells) => recognisedIn(cells, known)));
    const regular = mode > 1 ? alike.length / filled.length : 0;
    const score = recognised * 10_000 + Math.round(regular * 1_000) + Math.min(mode, 999) / 1_000;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

/** As the reader finds it: how lines end and cells are told apart, and where the table begins in the text. */
export function findDelimiter(
  text: string,
  known: ReadonlyMap<string, number>,
  wanted: string | undefined,
): { delimiter: string; newline: Layout['newline']; from: number } {
  const start = Math.max(0, text.search(/[^\s]/));
  const end = text.slice(start).search(/[\r\n]/);
  const newline = end !== -1 && text[start + end] === '\r' && text[start + end + 1] !== '\n' ? '\r' : '\n';
  const named = /^sep=([,;\t|])[\r\n]/.exec(text.slice(start, start + 8))?.[1];
  if (named !== undefined) return { delimiter: named, newline, from: start + end + 1 };
  const sample = text.slice(start, start + SAMPLE_CHARACTERS);
  return { delimiter: wanted ?? likeliestDelimiter(sample, newline, known), newline, from: 0 };
}

function recognisedIn(cells: readonly string[], known: ReadonlyMap<string, number>): number {
  return cells.reduce((count, cell) => count + (known.has(headingKey(cell)) ? 1 : 0), 0);
}

/**
 * Whether a row that isn't complete can't become well-formed. At the very end of a window Papa takes `"abc" ` for an
 * error, since it can't see the delimiter yet.
 */
function surelyMalformed(text: string, errors: number): boolean {
  return errors > 1 || (errors === 1 && !text.trimEnd().endsWith('"'));
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

function linesIn(text: string, newline: string, from: number, to: number, atLeastOne = true): number {
  let count = 0;
  for (let at = text.indexOf(newline, from); at !== -1 && at < to; at = text.indexOf(newline, at + 1))
    count += 1;
  return atLeastOne ? Math.max(count, 1) : count;
}
