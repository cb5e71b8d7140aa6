import { type PassValues, passValues } from './pass-values.ts';
import { ELEMENT, NOTE_ELEMENTS, type TableElement } from './provenance.ts';
import { at, type TableSections } from './table-format.ts';

/** Characters of one class, at `class * CLASS_STRIDE + code`. */
export const CLASS_STRIDE = 37;

/** A test on one character, in one number: place in the key, whether it is a class, the character's code or the class. */
export const TEST_PLACE = 15;
export const TEST_IS_CLASS = 16;
export const TEST_SHIFT = 5;

/** The arrays of a match index: what can be shared of it. */
export interface MatchArrays {
  /** 1 where the class has the character; the last class has every character, also those that no VIN has. */
  classMembers: Uint8Array;
  /** Of each group's key the test that fewest characters pass. */
  groupTests: Uint32Array;
  /** First row of each group, and behind the last one. */
  groupRowStarts: Uint32Array;
  rowRanks: Uint16Array | Uint32Array;
  /** 1 for a key with `#`, which yields the VIN's own digits. */
  keyIsFormula: Uint8Array;
}

/** What matching wants and the file need not hold. */
export interface MatchIndex extends MatchArrays {
  /** 1 for elements that keep every value. */
  isNote: Uint8Array;
  /** Place of an element among the table's by vPIC's id; -1 for none. */
  elementOf(id: number): number;
  vehicleDescriptors: ReadonlyMap<string, number>;
  exceptionVins: ReadonlySet<string>;
  /** For the passes of one decode, which is over before another begins. */
  passes: readonly PassValues[];
}

/** The year asked for, and either year that position 10 stands for. */
const MOST_PASSES = 3;

function classMembers({ classMasks }: TableSections): Uint8Array {
  const classes = classMasks.length / 2;
  const members = new Uint8Array((classes + 1) * CLASS_STRIDE);
  for (let index = 0; index < classes; index += 1) {
    const low = at(classMasks, index * 2);
    const high = at(classMasks, index * 2 + 1);
    for (let code = 0; code < 32; code += 1) members[index * CLASS_STRIDE + code] = (low >>> code) & 1;
    for (let code = 32; code < 36; code += 1)
      members[index * CLASS_STRIDE + code] = (high >>> (code - 32)) & 1;
  }
  members.fill(1, classes * CLASS_STRIDE);
  return members;
}

/** How many characters each class has. */
function classSizes(members: Uint8Array): Uint8Array {
  const sizes = new Uint8Array(members.length / CLASS_STRIDE);
  for (let of = 0; of < sizes.length; of += 1) {
    let size = 0;
    for (let code = 0; code < CLASS_STRIDE; code += 1) size += at(members, of * CLASS_STRIDE + code);
    sizes[of] = size;
  }
  return sizes;
}

/** The strictest test of each key. */
function strictestTests(sections: TableSections, members: Uint8Array): Uint32Array {
  const { keyTestStarts, keyTestPositions, keyTestClasses, keyLengths } = sections;
  const sizes = classSizes(members);
  const anything = sizes.length - 1;
  const tests = new Uint32Array(keyLengths.length);
  for (let key = 0; key < tests.length; key += 1) {
    let least = CLASS_STRIDE + 1;
    let packed = (anything << TEST_SHIFT) | TEST_IS_CLASS;
    for (let test = at(keyTestStarts, key); test < at(keyTestStarts, key + 1); test += 1) {
      const of = at(keyTestClasses, test);
      const size = at(sizes, of);
      if (size >= least) continue;
      least = size;
      const place = at(keyTestPositions, test);
      if (size > 1) packed = (of << TEST_SHIFT) | TEST_IS_CLASS | place;
      else packed = ((members.indexOf(1, of * CLASS_STRIDE) - of * CLASS_STRIDE) << TEST_SHIFT) | place;
    }
    tests[key] = packed;
  }
  return tests;
}

function rowRanks({ rowRanks: low, highRankRows, highRanks }: TableSections): Uint16Array | Uint32Array {
  const wide = highRanks.some((rank) => rank > 0xff);
  const ranks = wide ? new Uint32Array(low) : new Uint16Array(low);
  highRankRows.forEach((row, index) => {
    ranks[row] = at(ranks, row) | (at(highRanks, index) << 8);
  });
  return ranks;
}

/** Engine-model rows have an order of their own; see `engineRowOrders`. */
export function engineRowOrder({ engineRows, engineRowOrders }: TableSections, row: number): number {
  let low = 0;
  let high = engineRows.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(engineRows, middle) < row) low = middle + 1;
    else high = middle;
  }
  return at(engineRowOrders, low);
}

export function matchArrays(sections: TableSections, text: (string: number) => string): MatchArrays {
  const members = classMembers(sections);
  const tests = strictestTests(sections, members);
  const { groupKeys, groupRowCounts, keyTestClasses, keyTestStarts, keyLengths, classTexts } = sections;
  const groupTests = new Uint32Array(groupKeys.length);
  const groupRowStarts = new Uint32Array(groupKeys.length + 1);
  let row = 0;
  for (let group = 0; group < groupKeys.length; group += 1) {
    groupTests[group] = at(tests, at(groupKeys, group));
    row += at(groupRowCounts, group);
    groupRowStarts[group + 1] = row;
  }
  let digits = -1;
  for (let of = 0; of < classTexts.length && digits < 0; of += 1)
    if (text(at(classTexts, of)) === '#') digits = of;
  const keyIsFormula = new Uint8Array(keyLengths.length);
  for (let key = 0, test = 0; digits >= 0 && key < keyLengths.length; key += 1) {
    for (const end = at(keyTestStarts, key + 1); test < end; test += 1)
      if (at(keyTestClasses, test) === digits) keyIsFormula[key] = 1;
  }
  return { classMembers: members, groupTests, groupRowStarts, rowRanks: rowRanks(sections), keyIsFormula };
}

export function matchIndex(
  sections: TableSections,
  elements: readonly TableElement[],
  text: (string: number) => string,
  arrays: MatchArrays,
): MatchIndex {
  const places = new Map(elements.map(({ id }, place) => [id, place]));
  return {
    ...arrays,
    isNote: Uint8Array.from(elements, ({ id }) => (NOTE_ELEMENTS.has(id) ? 1 : 0)),
    elementOf: (id) => places.get(id) ?? -1,
    vehicleDescriptors: new Map(
      Array.from(sections.descriptorTexts, (string, index) => [
        text(string),
        at(sections.descriptorYears, index),
      ]),
    ),
    exceptionVins: new Set(Array.from(sections.exceptionVins, (string) => text(string))),
    passes: Array.from({ length: MOST_PASSES }, () => passValues(elements.length)),
  };
}

/** Places among the table's elements of those that have a part in the rules. */
export type RuleElements = Record<keyof typeof ELEMENT, number>;

export function ruleElements(index: Pick<MatchIndex, 'elementOf'>): RuleElements {
  return Object.fromEntries(
    Object.entries(ELEMENT).map(([name, id]) => [name, index.elementOf(id)]),
  ) as RuleElements;
}
