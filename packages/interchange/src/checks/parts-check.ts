import { generalKey } from '@qipei/part-number/general-key';
import type { CheckCode } from './check-codes.ts';
import { type CheckReport, findingsCollector } from './check-report.ts';
import { partSpellings } from './part-spellings.ts';
import { partitionedSpill } from './partitioned-spill.ts';
import { recordIds } from './record-ids.ts';
import { seededHash } from './seeded-hash.ts';
import { comparable } from './spilled-app.ts';

/** A part of a feed of parts, as the checks see it. `''` is "not given". */
export interface CheckedItem {
  /** Line of the file, from 1. */
  line: number;
  brand: string;
  number: string;
  partType: string;
  gtins: readonly { where: string; value: string }[];
  /** Numbers that mean nothing without a unit. */
  measures: readonly { where: string; value: string; unit: string }[];
  /** What the part was replaced by, of the same brand. */
  replacedBy: readonly string[];
  /** The feed takes the part out, and says no more of it. */
  isWithdrawn?: boolean;
}

export interface PartsCheck extends Disposable {
  add(item: CheckedItem): void;
  fault(code: CheckCode, at: { record: string; line: number }, message: string): void;
  /** To be called once. `applications` and what goes with them are 0. */
  finish(): CheckReport;
}

/** Most parts whose replacements are followed: what a large feed has is far fewer. */
const MAX_REPLACED = 2_000_000;
const SHOWN_OF_LOOP = 6;
const MEMORY_BYTES = 16 * 1024 ** 2;

export function createPartsCheck({
  maxFindings = 100,
}: {
  maxFindings?: number | undefined;
} = {}): PartsCheck {
  const findings = findingsCollector(maxFindings);
  const hash = seededHash();
  const parts = partitionedSpill(MEMORY_BYTES);
  const ids = partitionedSpill(MEMORY_BYTES);
  const spellings = partSpellings(parts, hash);
  const identities = recordIds(ids, hash);
  const partTypes = new Set<string>();
  const replaced = new Map<string, { to: string[]; number: string; line: number }>();

  return {
    add({ line, brand, number, partType, gtins, measures, replacedBy, isWithdrawn = false }) {
      const at = { record: number, line, part: number };
      if (number === '') findings.record('part-missing', at, 'The item has no part number.');
      else {
        identities.add({ record: brand === '' ? number : `${brand} ${number}`, line });
        spellings.add({ part: { brand, number }, record: number, line });
      }
      if (partType !== '') partTypes.add(partType);
      else if (!isWithdrawn)
        findings.record('part-type-missing', at, 'The item does not say what kind of part it is.');
      for (const { where, value } of gtins) {
        const wrong = gtinFault(value);
        if (wrong !== undefined)
          findings.record('gtin-check-digit', at, `${where} '${value.slice(0, 40)}': ${wrong}`);
      }
      for (const { where, value, unit } of measures) {
        const wrong = measureFault(value, unit);
        if (wrong !== undefined) findings.record('unit-malformed', at, `${where}: ${wrong}`);
      }
      if (replacedBy.length === 0 || number === '') return;
      const key = keyOf(brand, number);
      const known = replaced.get(key);
      const to = replacedBy.map((each) => keyOf(brand, each));
      if (known !== undefined) known.to.push(...to);
      else if (replaced.size < MAX_REPLACED) replaced.set(key, { to, number, line });
      else findings.inexact('supersession-loop');
    },
    fault(code, { record, line }, message) {
      findings.record(code, { record, line, part: '' }, message);
    },
    finish() {
      const distinct = spellings.finish(findings);
      identities.finish(findings);
      for (const { length, first } of loopsOf(replaced)) {
        const members = first.flatMap((key) => replaced.get(key) ?? []);
        const numbers = members.map(({ number }) => number);
        numbers.push(length > members.length ? '…' : (numbers[0] ?? ''));
        findings.report('supersession-loop', {
          line: Math.min(...members.map(({ line }) => line)),
          ...{ count: length, recordCount: length },
          example: () => ({
            message: `${numbers.join(' → ')}.`,
            records: members.map(({ number, line }) => ({ record: number, line, part: number })),
          }),
        });
      }
      return {
        ...{ applications: 0, parts: distinct, partTypes: partTypes.size, baseVehicles: 0 },
        ...{ duplicates: findings.countOf('record-id-repeated'), overlaps: 0, commentOverlaps: 0 },
        findings: findings.findings(),
      };
    },
    [Symbol.dispose]() {
      parts[Symbol.dispose]();
      ids[Symbol.dispose]();
    },
  };
}

/** As spellings of one number are told to be one. */
function keyOf(brand: string, number: string): string {
  return `${comparable(brand)} ${generalKey(number) || comparable(number)}`;
}

/** Why the text is no GTIN: GS1 General Specifications, 7.9 (8, 12, 13 or 14 digits, the last of which follows from the others). */
export function gtinFault(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d+$/.test(digits)) return 'it is not of digits only.';
  if (![8, 12, 13, 14].includes(digits.length))
    return `it has ${digits.length} digits; a GTIN has 8, 12, 13 or 14.`;
  let sum = 0;
  for (let at = 0; at < digits.length - 1; at += 1)
    sum += Number(digits[digits.length - 2 - at]) * (at % 2 === 0 ? 3 : 1);
  const expected = (10 - (sum % 10)) % 10;
  return Number(digits.at(-1)) === expected ? undefined : `its check digit would be ${expected}.`;
}

function measureFault(value: string, unit: string): string | undefined {
  if (value === '' && unit === '') return undefined;
  if (value !== '' && unit === '') return `'${value.slice(0, 40)}' has no unit.`;
  if (/^[\d.,\s]+$/.test(unit)) return `the unit '${unit.slice(0, 40)}' is a number.`;
  if (value !== '' && !Number.isFinite(Number(value))) return `'${value.slice(0, 40)}' is no number.`;
  return undefined;
}

/**
 * The ways that lead back to where they began, each once, with the first parts of it in the order of replacement. Without recursion: a
 * chain may be long.
 */
function loopsOf(
  replaced: ReadonlyMap<string, { to: readonly string[] }>,
): { length: number; first: string[] }[] {
  const done = new Set<string>();
  const loops: { length: number; first: string[] }[] = [];
  for (const start of replaced.keys()) {
    if (done.has(start)) continue;
    const path: string[] = [start];
    const places = new Map([[start, 0]]);
    const next: number[] = [0];
    while (path.length > 0) {
      const at = path.length - 1;
      const to = replaced.get(path[at] as string)?.to[next[at] as number];
      if (to === undefined) {
        const left = path.pop() as string;
        places.delete(left);
        next.pop();
        done.add(left);
        continue;
      }
      next[at] = (next[at] as number) + 1;
      const place = places.get(to);
      if (place !== undefined)
        loops.push({ length: path.length - place, first: path.slice(place, place + SHOWN_OF_LOOP) });
      else if (!done.has(to) && replaced.has(to)) {
        places.set(to, path.length);
        path.push(to);
        next.push(0);
      }
    }
  }
  return loops;
}
