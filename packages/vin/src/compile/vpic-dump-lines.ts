import { isUtf8 } from 'node:buffer';
import { VpicDumpError } from './vpic-dump-error.ts';

/** The longest line of NHTSA's dump has a few thousand characters. */
const LONGEST_LINE = 16 << 20;
/** The line by which `pg_dump` begins. */
export const DUMP_BEGINS = '-- PostgreSQL database dump';
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** So much of the beginning is looked at to tell a dump from something else. */
const HEAD_BYTES = 4096;

/** Where the reader of the lines is: it counts, as it alone looks at each. */
export interface LineCount {
  lines: number;
}

/**
 * The text in blocks of whole lines, each ended by a line feed alone, whichever way the file ends its own; a last line that
 * has no end comes by itself.
 * @throws VpicDumpError with the line, for bytes that aren't UTF-8, NULs, and carriage returns within a line.
 */
export async function* dumpBlocks(
  chunks: AsyncIterable<Buffer>,
  count: Readonly<LineCount>,
): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  let first = true;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0 && (!first || restBytes + end >= HEAD_BYTES)) {
      let block: Buffer = Buffer.concat([...rest, chunk.subarray(0, end)]);
      if (first) block = beginningOf(block);
      first = false;
      yield textOf(block, count);
      rest = [Buffer.from(chunk.subarray(end))];
      restBytes = chunk.length - end;
    } else {
      rest.push(chunk);
      restBytes += chunk.length;
    }
    if (restBytes > LONGEST_LINE) {
      const message = 'it is longer than any of a dump.';
      throw new VpicDumpError('vpic-dump-foreign', message, { line: count.lines + 1 });
    }
  }
  const last = first ? beginningOf(Buffer.concat(rest)) : Buffer.concat(rest);
  const end = last.lastIndexOf(LINE_FEED) + 1;
  if (end > 0) yield textOf(last.subarray(0, end), count);
  // A cut may go through a character, or between a carriage return and its line feed.
  if (end < last.length) yield last.toString('utf8', end).replaceAll('\r', '');
}

const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);
const OTHER_FORMS: readonly (readonly [string, string])[] = [
  ['PGDMP', "a dump in PostgreSQL's own packed form (of vPICList_lite_….custom.zip)"],
  ['TAPE', 'a backup of Microsoft SQL Server (of vPICList_lite_….bak.zip)'],
  ['SQLite format 3', 'a SQLite database'],
];

/** Without a byte order mark. @throws VpicDumpError for what is no dump in plain text */
function beginningOf(block: Buffer): Buffer {
  const head = block.toString('latin1', 0, HEAD_BYTES);
  const other = OTHER_FORMS.find(([mark]) => head.startsWith(mark))?.[1];
  if (other !== undefined)
    throw new VpicDumpError('vpic-dump-foreign', `The file is ${other}; the plain-text dump is wanted.`);
  if (!head.includes(DUMP_BEGINS))
    throw new VpicDumpError('vpic-dump-foreign', 'The file is not a PostgreSQL dump in plain text.');
  return block.subarray(0, 3).equals(BYTE_ORDER_MARK) ? block.subarray(3) : block;
}

function textOf(block: Buffer, count: Readonly<LineCount>): string {
  if (!isUtf8(block)) throw fault(block, count, (line) => !isUtf8(line), 'its bytes are not UTF-8.');
  if (block.includes(0)) throw fault(block, count, (line) => line.includes(0), 'it has a NUL byte.');
  const text = block.toString('utf8');
  if (!block.includes(CARRIAGE_RETURN)) return text;
  const lines = text.replaceAll('\r\n', '\n');
  if (lines.includes('\r')) {
    const within = (line: Buffer): boolean => line.subarray(0, -1).includes(CARRIAGE_RETURN);
    throw fault(block, count, within, 'it has a carriage return that is not at its end.');
  }
  return lines;
}

function fault(
  block: Buffer,
  { lines }: Readonly<LineCount>,
  isFaulty: (line: Buffer) => boolean,
  message: string,
): VpicDumpError {
  let line = lines + 1;
  for (let start = 0; start < block.length; line += 1) {
    const end = block.indexOf(LINE_FEED, start);
    if (isFaulty(block.subarray(start, end))) break;
    start = end + 1;
  }
  return new VpicDumpError('vpic-dump-corrupt', message, { line });
}
