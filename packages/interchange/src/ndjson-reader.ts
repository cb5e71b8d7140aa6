import { repeatedMember } from '@qipei/kernel';
import type { RecordReader, RecordSink } from './record-reader.ts';

const BLANK = /^\s*$/;

/** Reads one JSON object a line (LF or CRLF). Blank lines are passed over. */
export function ndjsonReader(lineLimit: number, sink: RecordSink): RecordReader {
  let carry = '';
  let line = 1;
  let discarding = false;

  function take(text: string): void {
    if (text.length > lineLimit) {
      tooLong(text);
      return;
    }
    // Asked first: what JSON.parse finds wrong with a blank line takes a hundred times as long.
    if (BLANK.test(text)) return;
    if (!sink.wants()) sink.record({}, line);
    else {
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (cause) {
        sink.broken(line, 'not-json', text, `The line isn't JSON: ${(cause as Error).message.slice(0, 200)}`);
        return;
      }
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        sink.broken(line, 'not-json', text, 'The line is JSON, but not an object.');
        return;
      }
      const name = repeatedMember(text, value);
      if (name === undefined) sink.record(value as Record<string, unknown>, line);
      else sink.broken(line, 'malformed', text, `The key '${name.slice(0, 100)}' is given twice.`);
    }
  }

  function tooLong(text: string): void {
    sink.broken(
      line,
      'field-too-large',
      text.slice(0, 1000),
      `The line has more than ${lineLimit} characters.`,
    );
  }

  return {
    push(piece) {
      let from = 0;
      for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', from)) {
        const text = carry === '' ? piece.slice(from, at) : carry + piece.slice(from, at);
        carry = '';
        from = at + 1;
        if (discarding) discarding = false;
        else take(text);
        line += 1;
      }
      if (discarding) return;
      carry += piece.slice(from);
      if (carry.length > lineLimit) {
        tooLong(carry);
        carry = '';
        discarding = true;
      }
    },
    end() {
      if (!discarding && carry !== '') take(carry);
      carry = '';
    },
    cut() {
      carry = '';
    },
    lineAtEnd: () => line,
  };
}
