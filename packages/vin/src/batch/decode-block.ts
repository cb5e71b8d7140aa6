import { decodeVin } from '../decode-vin.ts';
import type { RulePack } from '../rule-packs/rule-pack.ts';
import type { VinDecode } from '../vin-decode.ts';
import type { VinTable } from '../vin-table.ts';
import { AnswerBytes } from './answer-bytes.ts';
import { addAnswer, type BatchSummary, emptySummary } from './batch-summary.ts';
import { flatAnswer } from './flat-answer.ts';
import { type FlatLineOptions, flatLines } from './flat-lines.ts';
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
  /** What was decoded comes along, for who knows of more vehicles than the table. */
  decodes?: boolean;
}

export interface DecodedBlock {
  /** NDJSON: a line for each that isn't blank, in their order. */
  bytes: Uint8Array<ArrayBuffer>;
  summary: BatchSummary;
  /** Where it was asked for: of each line, null for one that names no VIN. */
  decodes?: (VinDecode | null)[];
}

const NO_PACKS: readonly RulePack[] = [];
const VIN_LENGTH = 17;
const [LINE_END, RETURN, QUOTE] = [10, 13, 34] as const;

/** Decodes blocks over one table, whose lines are thus all of one edition. */
export function blockDecoder(table: VinTable): (block: LineBlock, options: BlockOptions) => DecodedBlock {
  const countVehicles = vehicleCounter(table.vehicles);
  const out = new AnswerBytes();
  let summary = emptySummary();
  let decodes: (VinDecode | null)[] = [];
  const flat = flatLines(table, out, () => summary);
  const vinBytes = new Uint8Array(VIN_LENGTH);
  const encoder = new TextEncoder();

  function writeRead(read: ReturnType<typeof readLine>, number: number, options: BlockOptions): void {
    if (read === undefined) return;
    const { now, full, packs = NO_PACKS } = options;
    if ('fault' in read) {
      decodes.push(null);
      summary.lines += 1;
      summary.faults[read.fault] = (summary.faults[read.fault] ?? 0) + 1;
      out.text(`${JSON.stringify({ line: number, error: { code: read.fault, message: read.message } })}\n`);
      return;
    }
    const { vin, ref } = read;
    if (full || options.decodes === true) {
      const decode = decodeVin(table, vin, { now, packs });
      const answer = flatAnswer(number, ref, decode, countVehicles(decode, now));
      addAnswer(summary, answer, decode);
      const shown = full ? { line: number, ref, ...fullAnswer(table, decode, now) } : answer;
      out.text(`${JSON.stringify(shown)}\n`);
      decodes.push(decode);
      return;
    }
    const given = flatOptions(options);
    if (vin.length === VIN_LENGTH) {
      const { read: all, written } = encoder.encodeInto(vin, vinBytes);
      const plain = all === VIN_LENGTH && written === VIN_LENGTH;
      if (plain && flat.writePlain(vinBytes, 0, number, ref, given)) return;
    }
    flat.write(vin, number, ref, given);
  }

  const flatOptions = ({ now, packs = NO_PACKS }: BlockOptions): FlatLineOptions => ({
    ...{ now, packs, countVehicles },
    shared: packs.length === 0,
  });

  return ({ bytes, firstLine }, options) => {
    const given = flatOptions(options);
    const { kind } = options.format;
    const quotes = kind === 'ndjson' ? 1 : 0;
    const mayBePlain = !options.full && options.decodes !== true && kind !== 'csv';
    summary = emptySummary();
    decodes = [];
    let number = firstLine;
    for (let from = 0; from < bytes.length; number += 1) {
      const next = bytes.indexOf(LINE_END, from);
      const end = next < 0 ? bytes.length : next;
      const length = end - from - (bytes[end - 1] === RETURN ? 1 : 0);
      const isPlain =
        mayBePlain &&
        length === VIN_LENGTH + 2 * quotes &&
        (quotes === 0 || (bytes[from] === QUOTE && bytes[from + length - 1] === QUOTE)) &&
        flat.writePlain(bytes, from + quotes, number, undefined, given);
      if (!isPlain) writeRead(readBytes(bytes.subarray(from, end), number, options.format), number, options);
      from = end + 1;
    }
    return { bytes: out.take(), summary, ...(options.decodes === true && { decodes }) };
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const TOO_LONG: { fault: LineFault; message: string } = {
  fault: 'line-too-long',
  message: `The line has over ${MAX_LINE_BYTES} bytes.`,
};

function readBytes(line: Uint8Array, number: number, format: LineFormat): ReturnType<typeof readLine> {
  if (line.length > MAX_LINE_BYTES) return TOO_LONG;
  let text: string;
  try {
    text = utf8.decode(line);
  } catch {
    return { fault: 'encoding-invalid', message: 'The line is not valid UTF-8.' };
  }
  return readLine(text, number, format);
}
