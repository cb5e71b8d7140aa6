import Papa from 'papaparse';
import { type ColumnSpec, headingIndex, headingKey } from './columns.ts';
import { readHeader } from './header-row.ts';
import type { RecordReader, RecordSink } from './record-reader.ts';
import { UnreadableFile } from './unreadable-file.ts';

const DELIMITERS = [',', ';', '\t'];
const FULL_WINDOW = 64 * 1024;
/** After a broken quote, so that a file with one in each line isn't scanned a full window for each. */
const SMALL_WINDOW = 256;
/** Rows that had to be given up only after `rowLimit` characters; each costs a scan of as many. */
const MAX_RUNAWAY_ROWS = 1000;

interface Layout {
  newline: '\n' | '\r';
  delimiter: string;
}

/**
 * Reads CSV (RFC 4180; comma, semicolon or tab) as it comes in. Papa Parse's low-level parser splits the text and says where each
 * row ends. A row with a broken quote is reported and reading goes on at the line after the one on which it starts, so
 * a quote that is never closed costs that row and not the rest of the file.
 */
export function csvReader(columns: readonly ColumnSpec[], rowLimit: number, sink: RecordSink): RecordReader {
  const known = headingIndex(columns);
  let buffer = '';
  let pos = 0;
  let line = 1;
  let layout: Layout | undefined;
  let width: number | undefined;
  let window = FULL_WINDOW;
  let wanted = 1;
  let discarding = false;
  let runaways = 0;

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
    const until = buffer.indexOf(newline, pos);
    const value = buffer.slice(pos, until === -1 ? pos + 1000 : Math.min(until, pos + 1000));
    if (width === undefined) {
      throw new UnreadableFile(
        'header-malformed',
        line,
        'The header of the file has a broken quote or is far too long.',
      );
    }
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

  function takeRow(cells: string[]): void {
    if (isBlank(cells)) return;
    if (width === undefined) takeHeader(cells);
    else if (cells.length === width) sink.record(cells, line);
    else if (sink.wants()) {
      const message = `The row has ${cells.length} columns; the header has ${width}.`;
      sink.broken(line, 'column-count', cells.slice(0, 200).join(layout?.delimiter), message);
    } else sink.broken(line, 'column-count', '', '');
  }

  function takeHeader(cells: string[]): void {
    width = cells.length;
    readHeader(cells, { columns, known, line, sink });
  }

  /** Line ends and delimiter, by the first line that isn't blank. */
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
    const named = /^sep=([,;\t])$/.exec(header)?.[1];
    if (named !== undefined) {
      line += linesIn(buffer, newline, 0, start, false);
      pos = start + end;
      return { newline, delimiter: named };
    }
    return { newline, delimiter: likeliestDelimiter(header) };
  }

  function likeliestDelimiter(header: string): string {
    const scores = DELIMITERS.map((delimiter) => {
      const cells: string[] = new Papa.Parser({ delimiter }).parse(header, 0, false).data[0] ?? [];
      const recognised = cells.filter((cell) => known.has(headingKey(cell))).length;
      return { delimiter, score: recognised * 10_000 + cells.length };
    });
    return scores.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
  }

  return {
    push(text) {
      buffer = pos === buffer.length ? text : buffer.slice(pos) + text;
      pos = 0;
      drain(false);
    },
    end() {
      if (layout !== undefined && pos < buffer.length && !buffer.endsWith(layout.newline))
        buffer += layout.newline;
      else if (layout === undefined && buffer.trim() !== '') buffer += buffer.includes('\r') ? '' : '\n';
      drain(true);
      if (layout !== undefined && width === undefined)
        throw new UnreadableFile('empty-file', line, 'The file is empty.');
    },
    lineAtEnd: () => line + linesIn(buffer, layout?.newline ?? '\n', pos, buffer.length, false),
  };
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
