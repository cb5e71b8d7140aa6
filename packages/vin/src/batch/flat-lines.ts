import { checkDigitOf } from '../check-digit.ts';
import { decodeAsGiven } from '../decode-vin.ts';
import { modelYears } from '../model-year.ts';
import type { RulePack } from '../rule-packs/rule-pack.ts';
import { readsSerial } from '../serial-keys.ts';
import { repairVin } from '../suggest-vin.ts';
import type { VinDecode } from '../vin-decode.ts';
import type { VinTable } from '../vin-table.ts';
import { findWmi } from '../wmi-number.ts';
import { type AnswerBytes, memberNames, packedValues } from './answer-bytes.ts';
import type { BatchSummary } from './batch-summary.ts';
import { type FlatAnswer, flatAnswer } from './flat-answer.ts';
import { type KindAnswer, KindAnswers } from './kind-answers.ts';
import { CHECK_DIGIT, readPlainVin, type VinKind } from './plain-vin.ts';
import type { VehicleCount } from './vehicle-count.ts';

/** For each table of each thread. */
const MOST_KEPT_BYTES = 3 * 1024 * 1024;
const MOST_CODES = 32;

const NO_SUGGESTIONS = ',"suggestions":[]}\n';

const [HAS_MAKE, IS_COMPLETE, HAS_VEHICLE] = [1, 2, 4] as const;

/** In the order in which `flatAnswer` has them. */
const NAMES = memberNames([
  'valid',
  'make',
  'model',
  'year',
  'manufacturer',
  'vehicleType',
  'series',
  'trim',
  'body',
  'doors',
  'engineModel',
  'displacementL',
  'cylinders',
  'fuel',
  'drive',
  'transmission',
  'plantCountry',
  'plantCity',
  'vehicleId',
  'candidates',
  'notes',
] satisfies (keyof FlatAnswer)[]);

export interface FlatLineOptions {
  now: Date;
  packs: readonly RulePack[];
  countVehicles: (decode: VinDecode, now: Date) => VehicleCount;
  /** Whether that and the packs are the same for all callers, so that an answer may be used again. */
  shared: boolean;
}

export interface FlatLines {
  /** Writes the answer to a text that may be a VIN. */
  write(raw: string, line: number, ref: string | number | undefined, options: FlatLineOptions): void;
  /** The same for 17 bytes; false, and nothing is written, where they are not written as VINs are. */
  writePlain(
    bytes: Uint8Array,
    at: number,
    line: number,
    ref: string | number | undefined,
    options: FlatLineOptions,
  ): boolean;
}

/**
 * Writes flat answers as JSON. Those that are alike but for the serial number are decoded once: what a serial number
 * changes is nothing but what a VIN with a wrong check digit may have been meant for.
 */
export function flatLines(table: VinTable, out: AnswerBytes, summary: () => BatchSummary): FlatLines {
  const answers = new KindAnswers(MOST_KEPT_BYTES);
  const ascii = new TextDecoder('latin1');
  const kind: VinKind = { high: 0, low: 0, checkDigit: 0 };
  const found: KindAnswer = { at: 0, length: 0, flags: 0, notes: 0 };
  const codes: string[] = [];
  const { exceptionVins } = table.index;
  const { validCharacters } = table.provenance.capabilities;
  let year = 0;

  function count(flags: number, notes: number, suggestions: number): void {
    const sum = summary();
    sum.lines += 1;
    if ((flags & HAS_MAKE) !== 0) sum.withMake += 1;
    if ((flags & IS_COMPLETE) !== 0) sum.complete += 1;
    if ((flags & HAS_VEHICLE) !== 0) sum.withVehicle += 1;
    if (suggestions > 0) sum.withSuggestions += 1;
    for (let rest = notes, bit = 0; rest !== 0; rest >>>= 1, bit += 1) {
      if ((rest & 1) === 0) continue;
      const code = codes[bit] as string;
      sum.notes[code] = (sum.notes[code] ?? 0) + 1;
    }
  }

  /** Undefined where they are too many, or one comes twice. */
  function noteBits(notes: readonly string[]): number | undefined {
    let bits = 0;
    for (const code of notes) {
      let bit = codes.indexOf(code);
      if (bit < 0) bit = codes.push(code) - 1;
      if (bit >= MOST_CODES || ((bits >>> bit) & 1) === 1) return undefined;
      bits |= 1 << bit;
    }
    return bits >>> 0;
  }

  /** Whether nothing but the kind of the VIN has a part in its decode. */
  function isOfItsKind(vin: string, now: Date): boolean {
    const wmi = findWmi(table.sections.wmiCodes, vin.slice(0, 3));
    if (wmi < 0) return true;
    if (readsSerial(table, wmi)) return false;
    // Of several years the one counts whose errors weigh least, and those look at the check digit's own sum.
    return !validCharacters || modelYears(table, wmi, vin, now).years.length < 2;
  }

  function writeHead(line: number, ref: string | number | undefined): void {
    out.ascii(`{"line":${line},`);
    if (ref !== undefined) out.text(`"ref":${JSON.stringify(ref)},`);
  }

  function writeTail(vin: string, { now }: FlatLineOptions, right: boolean): number {
    const suggestions = right
      ? []
      : repairVin(table, { vin, checkDigit: checkDigitOf(vin) }, now).suggestions.map((one) => one.vin);
    out.ascii(suggestions.length === 0 ? NO_SUGGESTIONS : `,"suggestions":${JSON.stringify(suggestions)}}\n`);
    return suggestions.length;
  }

  const write: FlatLines['write'] = (raw, line, ref, options) => {
    const { now, packs } = options;
    const decode = decodeAsGiven(table, raw, { now, packs });
    decode.suggestions = repairVin(table, decode, now).suggestions;
    const answer = flatAnswer(line, ref, decode, options.countVehicles(decode, now));
    out.text(`${JSON.stringify(answer)}\n`);
    count(flagsOf(answer), 0, answer.suggestions.length);
    const { notes } = summary();
    for (const code of answer.notes) notes[code] = (notes[code] ?? 0) + 1;
  };

  return {
    write,
    writePlain(bytes, at, line, ref, options) {
      if (!readPlainVin(bytes, at, kind)) return false;
      const { now, packs } = options;
      const right = kind.checkDigit === CHECK_DIGIT.right;
      if (year !== now.getUTCFullYear()) {
        year = now.getUTCFullYear();
        answers.clear();
      }
      const vin =
        right && exceptionVins.size === 0 && options.shared ? '' : ascii.decode(bytes.subarray(at, at + 17));
      const own = !options.shared || exceptionVins.has(vin);
      if (own || !answers.find(kind, found)) {
        const text = vin === '' ? ascii.decode(bytes.subarray(at, at + 17)) : vin;
        if (own || !isOfItsKind(text, now)) {
          write(text, line, ref, options);
          return true;
        }
        const decode = decodeAsGiven(table, text, { now, packs });
        const answer = flatAnswer(0, undefined, decode, options.countVehicles(decode, now));
        const notes = noteBits(answer.notes);
        if (notes === undefined) {
          write(text, line, ref, options);
          return true;
        }
        const values = packedValues(sharedValues(answer));
        writeHead(line, ref);
        out.ascii(`"vin":"${text}",`);
        out.members(NAMES, values, 0, values.length);
        count(flagsOf(answer), notes, writeTail(text, options, right));
        answers.add(kind, values, flagsOf(answer), notes);
        return true;
      }
      writeHead(line, ref);
      out.ascii('"vin":"');
      out.copy(bytes, at, 17);
      out.ascii('",');
      out.members(NAMES, answers.bytes, found.at, found.length);
      count(found.flags, found.notes, writeTail(vin, options, right));
      return true;
    },
  };
}

function flagsOf({ make, model, year, vehicleId }: FlatAnswer): number {
  return (
    (make === null ? 0 : HAS_MAKE) |
    (make === null || model === null || year === null ? 0 : IS_COMPLETE) |
    (vehicleId === null ? 0 : HAS_VEHICLE)
  );
}

/** What all lines of a kind have in common: all but line, reference, VIN and suggestions. */
function sharedPart({
  line: _line,
  ref: _ref,
  vin: _vin,
  suggestions: _suggestions,
  ...answer
}: FlatAnswer): Omit<FlatAnswer, 'line' | 'ref' | 'vin' | 'suggestions'> {
  return answer;
}

const sharedValues = (answer: FlatAnswer): unknown[] => Object.values(sharedPart(answer));
