import { CLASS_STRIDE, TEST_IS_CLASS, TEST_PLACE, TEST_SHIFT } from './match-index.ts';
import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';
import { characterCode } from './wmi-number.ts';

/** What the keys that match a VIN look at: a bit for each place in `pos4-8|pos10-17`, and these. */
export type PatternTrace = number;

/** Some key matches. */
export const MATCHED = 1 << 14;
/** One of them names a model. */
export const NAMES_MODEL = 1 << 15;

const PLACES = 14;
const SEPARATOR = 5;
const ALL_PLACES = (1 << PLACES) - 1;
/** A misread VIN differs from the one that was meant in so many places. */
const MOST_FAILS = 2;

/** The characters of 17 that keys test, as codes by place. */
export function placeCodes(vin: string): Uint8Array {
  const codes = new Uint8Array(PLACES);
  for (let place = 0; place < PLACES; place += 1) codes[place] = characterCode(vin.charCodeAt(place + 3));
  codes[SEPARATOR] = 36;
  return codes;
}

const factsOf = new WeakMap<VinTable, Uint16Array>();

/** Filled in as groups are met; 0 for one that wasn't. */
function groupFacts(table: VinTable): Uint16Array {
  let facts = factsOf.get(table);
  if (facts === undefined) {
    facts = new Uint16Array(table.sections.groupKeys.length);
    factsOf.set(table, facts);
  }
  return facts;
}

function traceOf(table: VinTable, facts: Uint16Array, group: number): PatternTrace {
  const known = at(facts, group);
  if (known !== 0) return known;
  const { sections, index, rules } = table;
  let trace = MATCHED;
  const key = at(sections.groupKeys, group);
  for (let test = at(sections.keyTestStarts, key); test < at(sections.keyTestStarts, key + 1); test += 1)
    trace |= 1 << at(sections.keyTestPositions, test);
  for (let row = at(index.groupRowStarts, group); row < at(index.groupRowStarts, group + 1); row += 1)
    if (at(sections.pairElements, at(sections.rowPairs, row)) === rules.model) trace |= NAMES_MODEL;
  facts[group] = trace;
  return trace;
}

function matches({ sections, classMembers }: VinTable, group: number, codes: Uint8Array): boolean {
  const { groupKeys, keyTestStarts, keyTestClasses, keyTestPositions } = sections;
  const key = at(groupKeys, group);
  const end = at(keyTestStarts, key + 1);
  for (let test = at(keyTestStarts, key); test < end; test += 1) {
    const code = at(codes, at(keyTestPositions, test));
    if (at(classMembers, at(keyTestClasses, test) * CLASS_STRIDE + code) === 0) return false;
  }
  return true;
}

/** What the keys of a WMI and year look at that match. */
export function tracePatterns(table: VinTable, wmi: number, codes: Uint8Array, year: number): PatternTrace {
  const { sections, classMembers, index } = table;
  const { wmiLinkStarts, linkYearsFrom, linkYearsTo, linkSchemas, schemaGroupStarts } = sections;
  const facts = groupFacts(table);
  let trace = 0;
  for (let link = at(wmiLinkStarts, wmi); link < at(wmiLinkStarts, wmi + 1); link += 1) {
    if (year < at(linkYearsFrom, link) || year > at(linkYearsTo, link)) continue;
    const schema = at(linkSchemas, link);
    const last = at(schemaGroupStarts, schema + 1);
    for (let group = at(schemaGroupStarts, schema); group < last; group += 1) {
      const strictest = at(index.groupTests, group);
      const code = at(codes, strictest & TEST_PLACE);
      if ((strictest & TEST_IS_CLASS) === 0) {
        if (strictest >>> TEST_SHIFT !== code) continue;
      } else if (at(classMembers, (strictest >>> TEST_SHIFT) * CLASS_STRIDE + code) === 0) continue;
      if (matches(table, group, codes)) trace |= traceOf(table, facts, group);
    }
  }
  return trace;
}

/** The keys of a WMI and year that match a VIN, or would with one or two other characters. */
export interface NearKeys {
  codes: Uint8Array;
  groups: number[];
  /** Of each the places where it doesn't match. */
  fails: number[];
}

export function nearKeys(table: VinTable, wmi: number, codes: Uint8Array, year: number): NearKeys {
  const { sections, classMembers } = table;
  const { wmiLinkStarts, linkYearsFrom, linkYearsTo, linkSchemas, schemaGroupStarts } = sections;
  const { groupKeys, keyTestStarts, keyTestClasses, keyTestPositions } = sections;
  const near: NearKeys = { codes, groups: [], fails: [] };
  for (let link = at(wmiLinkStarts, wmi); link < at(wmiLinkStarts, wmi + 1); link += 1) {
    if (year < at(linkYearsFrom, link) || year > at(linkYearsTo, link)) continue;
    const schema = at(linkSchemas, link);
    const last = at(schemaGroupStarts, schema + 1);
    for (let group = at(schemaGroupStarts, schema); group < last; group += 1) {
      const key = at(groupKeys, group);
      const end = at(keyTestStarts, key + 1);
      let fails = 0;
      let failed = 0;
      for (let test = at(keyTestStarts, key); test < end && failed <= MOST_FAILS; test += 1) {
        const place = at(keyTestPositions, test);
        if (at(classMembers, at(keyTestClasses, test) * CLASS_STRIDE + at(codes, place)) === 1) continue;
        fails |= 1 << place;
        failed += 1;
      }
      if (failed > MOST_FAILS) continue;
      near.groups.push(group);
      near.fails.push(fails);
    }
  }
  return near;
}

/**
 * `tracePatterns` for a VIN that differs from that of `near` in at most two places, or only where no key fails: the keys
 * that can match it are few.
 */
export function traceNear(table: VinTable, near: NearKeys, codes: Uint8Array): PatternTrace {
  let changed = 0;
  for (let place = 0; place < PLACES; place += 1)
    if (at(codes, place) !== at(near.codes, place)) changed |= 1 << place;
  const kept = ALL_PLACES & ~changed;
  const facts = groupFacts(table);
  let trace = 0;
  for (let index = 0; index < near.groups.length; index += 1) {
    if (((near.fails[index] as number) & kept) !== 0) continue;
    const group = near.groups[index] as number;
    const own = traceOf(table, facts, group);
    if ((own & changed) === 0 || matches(table, group, codes)) trace |= own;
  }
  return trace;
}

/** In how many places two differ. */
export function placesApart(a: Uint8Array, b: Uint8Array): number {
  let apart = 0;
  for (let place = 0; place < PLACES; place += 1) if (at(a, place) !== at(b, place)) apart += 1;
  return apart;
}
