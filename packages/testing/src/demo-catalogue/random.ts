/** A well-mixed 32-bit number of up to three others (the finaliser of MurmurHash3 after each). */
export function mix(a: number, b = 0, c = 0): number {
  let h = a | 0;
  for (const part of [b, c]) {
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    h = (Math.imul(h, 5) + 0xe6546b64 + Math.imul(part, 0x9e3779b1)) | 0;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A repeatable source of chance (mulberry32): the same start gives the same row of numbers on every machine. */
export class Chance {
  #state: number;

  constructor(seed: number, stream = 0, index = 0) {
    this.#state = mix(seed, stream, index);
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in `share` of all cases. */
  happens(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    const value = from[this.below(from.length)];
    if (value === undefined) throw new RangeError('there is nothing to pick from');
    return value;
  }
}

/** Entries drawn in proportion to their weights. */
export interface Weighted<T> {
  readonly entries: readonly T[];
  readonly sums: Float64Array;
}

export function weighted<T>(entries: readonly T[], weightOf: (entry: T) => number): Weighted<T> {
  const sums = new Float64Array(entries.length);
  let sum = 0;
  entries.forEach((entry, at) => {
    sum += weightOf(entry);
    sums[at] = sum;
  });
  return { entries, sums };
}

/** The place of the entry that is drawn. */
export function drawIndex<T>(from: Weighted<T>, chance: Chance): number {
  const { sums } = from;
  const wanted = chance.next() * (sums[sums.length - 1] ?? 0);
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function draw<T>(from: Weighted<T>, chance: Chance): T {
  const entry = from.entries[drawIndex(from, chance)];
  if (entry === undefined) throw new RangeError('there is nothing to draw from');
  return entry;
}

/** How many values `scramble` permutes. */
export const SCRAMBLE_SIZE = 1 << 22;

/** A permutation of 0 to SCRAMBLE_SIZE - 1: running numbers come out without visible order and never twice. */
export function scramble(value: number, seed: number): number {
  const mask = SCRAMBLE_SIZE - 1;
  const odd = mix(seed, 77) | 1;
  let x = (Math.imul(value, odd) + mix(seed, 78)) & mask;
  x ^= x >>> 11;
  x = Math.imul(x, 0x2c1b3c6d) & mask;
  x ^= x >>> 12;
  return x;
}
