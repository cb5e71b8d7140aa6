import { decodeVin } from '../decode-vin.ts';
import type { RulePack } from '../rule-packs/rule-pack.ts';
import type { VinTable } from '../vin-table.ts';
import { addAnswer, type BatchSummary, emptySummary } from './batch-summary.ts';
import { flatAnswer } from './flat-answer.ts';
import { fullAnswer } from './full-answer.ts';
import { type LineBlock, MAX_LINE_BYTES } from './line-blocks.ts';
import { type LineFault, type LineFormat, readLine } from './read-line.ts';
import { vehicleCounter } from './vehicle-count.ts';

export interface BlockOptions {
  format: LineFormat;
  /** All that the decode of one VIN tells, in place of a flat line. */
  full: boolean;
  /** Decides which model years are still to come. */
  now: Date;
  /** What a tenant adds to the table. */
  packs?: readonly RulePack[];
}

export interface DecodedBlock {
  /** NDJSON: a line for each that isn't blank, in their order. */
  bytes: Uint8Array<ArrayBuffer>;
  summary: BatchSummary;
}

/** Decodes blocks over one table, whose lines are thus all of one edition. */
export function blockDecoder(table: VinTable): (block: LineBlock, options: BlockOptions) => DecodedBlock {
  const countVehicles = vehicleCounter(table.vehicles);
  const encoder = new TextEncoder();
  return ({ bytes, firstLine }, { format, full, now, packs = [] }) => {
    const summary = emptySummary();
    let text = '';
    let number = firstLine;
    for (const line of linesOf(bytes)) {
      const read = typeof line === 'string' ? readLine(line, number, format) : line;
      if (read !== undefined && 'fault' in read) {
        summary.lines += 1;
        summary.faults[read.fault] = (summary.faults[read.fault] ?? 0) + 1;
        text += `${JSON.stringify({ line: number, error: { code: read.fault, message: read.message } })}\n`;
      } else if (read !== undefined) {
        const decode = decodeVin(table, read.vin, { now, packs });
        const answer = flatAnswer(number, read.ref, decode, countVehicles(decode, now));
        addAnswer(summary, answer, decode);
        text += full
          ? `${JSON.stringify({ line: number, ref: read.ref, ...fullAnswer(table, decode, now) })}\n`
          : `${JSON.stringify(answer)}\n`;
      }
      number += 1;
    }
    return { bytes: encoder.encode(text), summary };
  };
}

type Faulty = { fault: LineFault; message: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The lines' texts, without their ends; for one that can't be read, why. */
function linesOf(bytes: Uint8Array): (string | Faulty)[] {
  const whole = bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes;
  try {
    const text = utf8.decode(whole);
    if (text.length <= MAX_LINE_BYTES) return text.split('\n');
    return text.split('\n').map((line) => (line.length > MAX_LINE_BYTES ? TOO_LONG : line));
  } catch {
    return bytewise(whole);
  }
}

const TOO_LONG: Faulty = {
  fault: 'line-too-long',
  message: `The line has over ${MAX_LINE_BYTES} bytes.`,
};

/** Some line isn't UTF-8: the others are read all the same. */
function bytewise(bytes: Uint8Array): (string | Faulty)[] {
  const lines: (string | Faulty)[] = [];
  for (let from = 0; ; ) {
    const end = bytes.indexOf(10, from);
    const line = bytes.subarray(from, end < 0 ? bytes.length : end);
    try {
      lines.push(line.length > MAX_LINE_BYTES ? TOO_LONG : utf8.decode(line));
    } catch {
      lines.push({ fault: 'encoding-invalid', message: 'The line is not valid UTF-8.' });
    }
    if (end < 0) return lines;
    from = end + 1;
  }
}
