const NONE = 0xffff_ffff;

/**
 * Numbers hashes of 64 bits in the order in which each comes first. To be filled and cleared again and again: it uses its memory anew,
 * where a Map leaves a table and a number for each of its keys behind, for the collector to find.
 */
export interface HashNumbers {
  readonly size: number;
  /** The number of a hash, from 0. A new one gets what `size` was before. */
  numberOf(low: number, high: number): number;
  clear(): void;
}

export function hashNumbers(): HashNumbers {
  let capacity = 64;
  /** Low and high half of each number's hash. */
  let halves = new Uint32Array(capacity * 2);
  /** Twice as many as there is room for. */
  let slots = new Uint32Array(capacity * 2).fill(NONE);
  let size = 0;

  function grow(): void {
    capacity *= 2;
    const wider = new Uint32Array(capacity * 2);
    wider.set(halves);
    halves = wider;
    slots = new Uint32Array(capacity * 2).fill(NONE);
    for (let number = 0; number < size; number += 1) slots[freeSlot(halves[number * 2] as number)] = number;
  }

  function freeSlot(low: number): number {
    const mask = slots.length - 1;
    let slot = low & mask;
    while (slots[slot] !== NONE) slot = (slot + 1) & mask;
    return slot;
  }

  return {
    get size() {
      return size;
    },
    numberOf(low, high) {
      const mask = slots.length - 1;
      let slot = low & mask;
      for (let found = slots[slot] as number; found !== NONE; found = slots[slot] as number) {
        if (halves[found * 2] === low && halves[found * 2 + 1] === high) return found;
        slot = (slot + 1) & mask;
      }
      if (size === capacity) {
        grow();
        slot = freeSlot(low);
      }
      halves[size * 2] = low;
      halves[size * 2 + 1] = high;
      slots[slot] = size;
      size += 1;
      return size - 1;
    },
    clear() {
      slots.fill(NONE);
      size = 0;
    },
  };
}
