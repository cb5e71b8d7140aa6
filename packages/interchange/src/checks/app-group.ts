import type { CheckCode } from './check-codes.ts';
import { type YearSpan, type YearsIndex, yearsIndex } from './years-index.ts';

/**
 * Records that say the same, as one. All of a group share vehicle (but for the years), part type, positions, label and brand. The
 * numbers stand for texts: equal within a group where the texts are.
 */
export interface AppClass extends YearSpan {
  attributes: number;
  hasAttributes: boolean;
  /** 31 stands for that many or more. */
  attributeCount: number;
  /** Qualifiers and notes. */
  comments: number;
  hasComments: boolean;
  part: number;
  asset: number;
  quantity: number;
  /** False where the vehicle itself says its year. */
  hasYears: boolean;
  /** Line of the first of the records. */
  line: number;
  /** Where the words of the first of the records are. */
  source: number;
}

export interface GroupFault {
  code: CheckCode;
  count: number;
  /** Exactly the classes that take part, all their records with them. */
  classes: AppClass[];
  /** False where counting was broken off. */
  exact: boolean;
  /** The years of a gap. */
  years?: { from: number; to: number };
}

export interface GroupOptions {
  /** `name=value` of a class, sorted. */
  attributesOf(one: AppClass): readonly string[];
  /** Most steps that finding sets of attributes within others may take in one group. */
  maxSteps?: number;
}

/** Longest run of missing years that is taken for an oversight rather than for a model that wasn't made. */
export const MAX_YEAR_GAP = 3;
/** Before what stands for qualifiers and notes among attributes, whose names start otherwise. */
const COMMENT = '\u0000';
const MOST_COUNTED = 31;
const MAX_STEPS = 20_000_000;
/** Up to so many classes are held against each other first: most groups have nothing at fault. */
const FEW = 16;

/** All that is at fault within one group of classes. Takes n log n, and never n² where many records say much the same. */
export function checkGroup(classes: readonly AppClass[], options: GroupOptions): GroupFault[] {
  const faults: GroupFault[] = [];
  for (const one of classes) {
    if (one.count > 1) faults.push({ code: 'duplicate', count: one.count - 1, classes: [one], exact: true });
  }
  if (classes.length === 1) return faults;
  for (const together of sharingYears(classes)) {
    if (together.length <= FEW && !anyAtFault(together)) continue;
    overlaps(together, faults);
    commentOverlaps(together, faults);
    nestedOverlaps(together, options, faults);
    repeats(together, faults);
  }
  yearGaps(classes, faults);
  return faults;
}

/** Taken apart where no record holds for a year and the next: what doesn't share a year can't be at odds. */
function sharingYears(classes: readonly AppClass[]): AppClass[][] {
  const byStart = classes.length <= FEW ? classes : [...classes].sort((one, other) => one.from - other.from);
  if (byStart === classes) return [[...classes]];
  const runs: AppClass[][] = [];
  let run: AppClass[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const one of byStart) {
    if (one.from > end && run.length > 0) {
      if (run.length > 1) runs.push(run);
      run = [];
    }
    run.push(one);
    if (one.to > end) end = one.to;
  }
  if (run.length > 1) runs.push(run);
  return runs;
}

/** Whether any two may be at odds, to leave alone at once the many groups where none are. */
function anyAtFault(classes: readonly AppClass[]): boolean {
  for (let at = 1; at < classes.length; at += 1) {
    const one = classes[at] as AppClass;
    for (let before = 0; before < at; before += 1) {
      const other = classes[before] as AppClass;
      if (meet(one, other) && mayBeAtOdds(one, other)) return true;
    }
  }
  return false;
}

function mayBeAtOdds(one: AppClass, other: AppClass): boolean {
  if (one.attributes === other.attributes) return true;
  if (one.part === other.part) return false;
  if (one.hasComments && other.hasComments && one.comments !== other.comments)
    return isPlain(one) !== isPlain(other);
  // Of two sets of as many attributes none is part of the other.
  return one.attributeCount !== other.attributeCount || one.attributeCount === MOST_COUNTED;
}

function meet(one: YearSpan, other: YearSpan): boolean {
  return one.from <= other.to && other.from <= one.to;
}

function overlaps(classes: readonly AppClass[], faults: GroupFault[]): void {
  for (const alike of bucketsOf(classes, wordsKey)) {
    if (alike.length < 2 || alike.every(({ part }) => part === alike[0]?.part)) continue;
    const { pairs, involved } = pairsWithin(alike);
    if (pairs > 0) faults.push({ code: 'overlap', count: pairs, classes: involved, exact: true });
  }
}

function commentOverlaps(classes: readonly AppClass[], faults: GroupFault[]): void {
  const plain = classes.filter(isPlain);
  if (plain.length === 0 || plain.length === classes.length) return;
  const { pairs, involved } = pairsBetween(
    plain,
    classes.filter((one) => !isPlain(one)),
  );
  if (pairs > 0) faults.push({ code: 'comment-overlap', count: pairs, classes: involved, exact: true });
}

function isPlain({ hasAttributes, hasComments }: AppClass): boolean {
  return !hasAttributes && !hasComments;
}

/**
 * Of two parts under conditions the one has all the attributes of the other. Either more of them, with the same qualifiers and notes
 * (`attribute-overlap`), or as many or more, with qualifiers or notes where the other has none (`condition-overlap`).
 */
function nestedOverlaps(
  classes: readonly AppClass[],
  { attributesOf, maxSteps = MAX_STEPS }: GroupOptions,
  faults: GroupFault[],
): void {
  const conditional = classes.filter((one) => !isPlain(one));
  if (conditional.length < 2 || conditional.every(({ part }) => part === conditional[0]?.part)) return;
  const sets = bucketsOf(conditional, ({ attributes, comments }) => `${attributes} ${comments}`);
  if (sets.length < 2) return;
  const found = {
    'attribute-overlap': { pairs: 0, involved: new Set<AppClass>() },
    'condition-overlap': { pairs: 0, involved: new Set<AppClass>() },
  };
  // Qualifiers and notes are one item of the condition: they are there, and the same, or they aren't.
  const conditions = sets.map(([first]) => {
    const { hasComments, comments } = first as AppClass;
    const items = attributesOf(first as AppClass);
    return hasComments ? [...items, `${COMMENT}${comments}`].sort() : items;
  });
  const { complete } = setsWithinOthers(conditions, maxSteps, (smaller, larger) => {
    const [some, others] = [sets[smaller] ?? [], sets[larger] ?? []];
    const { pairs, involved } = pairsBetween(some, others);
    const to = found[some[0]?.comments === others[0]?.comments ? 'attribute-overlap' : 'condition-overlap'];
    to.pairs += pairs;
    for (const one of involved) to.involved.add(one);
  });
  for (const [code, { pairs, involved }] of Object.entries(found)) {
    if (pairs === 0 && complete) continue;
    faults.push({ code: code as keyof typeof found, count: pairs, classes: [...involved], exact: complete });
  }
}

/**
 * Calls `found` for each set that is part of another. A set is looked up by all its subsets where they are fewer than the sets
 * there are, and held against each smaller set otherwise.
 */
function setsWithinOthers(
  sets: readonly (readonly string[])[],
  maxSteps: number,
  found: (smaller: number, larger: number) => void,
): { complete: boolean } {
  const byText = new Map(sets.map((set, at) => [set.join('\u001e'), at]));
  const smallest = Math.min(...sizesOf(sets));
  let steps = 0;
  for (let larger = 0; larger < sets.length; larger += 1) {
    const set = sets[larger] ?? [];
    if (set.length <= smallest) continue;
    if (set.length < 20 && 2 ** set.length < sets.length) {
      steps += 2 ** set.length;
      if (steps > maxSteps) return { complete: false };
      for (let chosen = 0; chosen < 2 ** set.length - 1; chosen += 1) {
        const smaller = byText.get(set.filter((_, at) => (chosen >>> at) & 1).join('\u001e'));
        if (smaller !== undefined) found(smaller, larger);
      }
      continue;
    }
    steps += sets.length;
    if (steps > maxSteps) return { complete: false };
    const items = new Set(set);
    for (let smaller = 0; smaller < sets.length; smaller += 1) {
      const other = sets[smaller] ?? [];
      if (other.length < set.length && other.every((item) => items.has(item))) found(smaller, larger);
    }
  }
  return { complete: true };
}

function* sizesOf(sets: readonly (readonly string[])[]): Generator<number> {
  const sizes = new Set<number>();
  for (const set of sets) sizes.add(set.length);
  yield* sizes;
}

/** The same part with the same words: in another quantity, or for years that overlap. */
function repeats(classes: readonly AppClass[], faults: GroupFault[]): void {
  for (const alike of bucketsOf(classes, (one) => `${wordsKey(one)} ${one.part}`)) {
    if (alike.length < 2) continue;
    const sameYears = bucketsOf(alike, ({ from, to }) => from * 65536 + to);
    for (const same of sameYears) {
      if (same.length < 2) continue;
      const records = sum(same);
      let pairs = (records * (records - 1)) / 2;
      for (const { count } of same) pairs -= (count * (count - 1)) / 2;
      faults.push({ code: 'quantity-differs', count: pairs, classes: [...same], exact: true });
    }
    if (sameYears.length < 2) continue;
    const all = yearsIndex(alike);
    let pairs = 0;
    const involved: AppClass[] = [];
    for (const same of sameYears) {
      const others = all.meeting(same[0] as AppClass) - sum(same);
      if (others === 0) continue;
      pairs += sum(same) * others;
      involved.push(...same);
    }
    if (pairs > 0) faults.push({ code: 'year-repeat', count: pairs / 2, classes: involved, exact: true });
  }
}

/** Runs of years that no record of the group holds for, with one part on both sides of it. */
function yearGaps(classes: readonly AppClass[], faults: GroupFault[]): void {
  if (classes.some(({ hasYears }) => !hasYears)) return;
  const byStart = [...classes].sort((one, other) => one.from - other.from);
  let end = byStart[0]?.to ?? 0;
  for (const { from, to } of byStart) {
    if (from > end + 1 && from - end - 1 <= MAX_YEAR_GAP) {
      const before = classes.filter((one) => one.from <= end && one.to >= end);
      const after = classes.filter((one) => one.from <= from && one.to >= from);
      const partsAfter = new Set(after.map(({ part }) => part));
      const parts = new Set(before.map(({ part }) => part).filter((part) => partsAfter.has(part)));
      const years = { from: end + 1, to: from - 1 };
      for (const part of parts) {
        const around = [...before, ...after].filter((one) => one.part === part);
        faults.push({ ...{ code: 'year-gap', count: 1, classes: around, exact: true }, years });
      }
    }
    if (to > end) end = to;
  }
}

interface Pairs {
  pairs: number;
  involved: AppClass[];
}

/** Pairs of records of different parts that hold for a common year. */
function pairsWithin(classes: readonly AppClass[]): Pairs {
  const partners = partnersIn(classes);
  let twice = 0;
  const involved: AppClass[] = [];
  for (const one of classes) {
    const found = partners(one);
    if (found === 0) continue;
    twice += one.count * found;
    involved.push(one);
  }
  return { pairs: twice / 2, involved };
}

function pairsBetween(some: readonly AppClass[], others: readonly AppClass[]): Pairs {
  const partners = partnersIn(others);
  let pairs = 0;
  const involved: AppClass[] = [];
  for (const one of some) {
    const found = partners(one);
    if (found === 0) continue;
    pairs += one.count * found;
    involved.push(one);
  }
  if (pairs === 0) return { pairs, involved };
  const back = partnersIn(involved);
  return { pairs, involved: [...involved, ...others.filter((other) => back(other) > 0)] };
}

/** How many records of `classes` share a year with a class and have another part. */
function partnersIn(classes: readonly AppClass[]): (one: AppClass) => number {
  if (classes.length <= FEW)
    return (one) => {
      let count = 0;
      for (const other of classes) if (other.part !== one.part && meet(one, other)) count += other.count;
      return count;
    };
  const all = yearsIndex(classes);
  const byPart = new Map<number, YearsIndex>();
  for (const same of bucketsOf(classes, ({ part }) => part))
    byPart.set((same[0] as AppClass).part, yearsIndex(same));
  return (one) => all.meeting(one) - (byPart.get(one.part)?.meeting(one) ?? 0);
}

function wordsKey({ attributes, comments, asset }: AppClass): string {
  return `${attributes} ${comments} ${asset}`;
}

function bucketsOf<K>(classes: readonly AppClass[], keyOf: (one: AppClass) => K): AppClass[][] {
  const buckets = new Map<K, AppClass[]>();
  for (const one of classes) {
    const key = keyOf(one);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [one]);
    else bucket.push(one);
  }
  return [...buckets.values()];
}

function sum(classes: readonly AppClass[]): number {
  let records = 0;
  for (const { count } of classes) records += count;
  return records;
}
