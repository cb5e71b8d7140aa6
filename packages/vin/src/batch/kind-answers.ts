import type { VinKind } from './plain-vin.ts';

/** What the answers to all VINs of a kind have in common. */
export interface KindAnswer {
  /** Place and length of the text among `bytes`. */
  at: number;
  length: number;
  flags: number;
  /** A bit for each note's code, as the caller numbers them. */
  notes: number;
}

const FIRST_BYTES = 256 * 1024;
const FIRST_SLOTS = 1_024;
const NUMBERS = 6;
const [HIGH, LOW, AT, LENGTH, FLAGS, NOTES] = [0, 1, 2, 3, 4, 5] as const;
/** Times that a full store is asked in vain, by what it holds, before it is emptied for what comes now. */
const VAIN = 4;

/**
 * Answers that were made, by the kind of VIN: most of a batch is of kinds that came before. Lies in a few arrays, as a
 * million small objects would cost more to look after than they save. Full, it keeps what it has, until that is of no use.
 */
export class KindAnswers {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(FIRST_BYTES);
  readonly #mostBytes: number;
  #slots = new Uint32Array(FIRST_SLOTS * NUMBERS);
  #count = 0;
  #used = 0;
  #vain = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  find({ high, low }: VinKind, into: KindAnswer): boolean {
    const slots = this.#slots;
    const slot = this.#slotOf(slots, high, low);
    if (slots[slot + LENGTH] === 0) return false;
    into.at = slots[slot + AT] as number;
    into.length = slots[slot + LENGTH] as number;
    into.flags = slots[slot + FLAGS] as number;
    into.notes = slots[slot + NOTES] as number;
    return true;
  }

  /** Keeps it where there is room. */
  add({ high, low }: VinKind, text: Uint8Array, flags: number, notes: number): void {
    if (!this.#makeRoom(text.length)) return;
    const slot = this.#slotOf(this.#slots, high, low);
    if (this.#slots[slot + LENGTH] === 0) this.#count += 1;
    this.bytes.set(text, this.#used);
    this.#slots.set([high, low, this.#used, text.length, flags, notes], slot);
    this.#used += text.length;
  }

  clear(): void {
    this.#slots.fill(0);
    this.#count = 0;
    this.#used = 0;
    this.#vain = 0;
  }

  #makeRoom(bytes: number): boolean {
    if (this.#used + bytes > this.#mostBytes) {
      this.#vain += 1;
      if (bytes > this.#mostBytes || this.#vain < VAIN * this.#count) return false;
      this.clear();
    }
    if (this.#used + bytes > this.bytes.length) {
      const larger = new Uint8Array(Math.min(this.#mostBytes, Math.max(this.bytes.length * 2, bytes)));
      larger.set(this.bytes.subarray(0, this.#used));
      this.bytes = larger;
    }
    if ((this.#count + 1) * NUMBERS * 2 > this.#slots.length) this.#growSlots();
    return true;
  }

  #growSlots(): void {
    const old = this.#slots;
    const grown = new Uint32Array(old.length * 2);
    for (let from = 0; from < old.length; from += NUMBERS) {
      if (old[from + LENGTH] === 0) continue;
      const slot = this.#slotOf(grown, old[from + HIGH] as number, old[from + LOW] as number);
      grown.set(old.subarray(from, from + NUMBERS), slot);
    }
    this.#slots = grown;
  }

  /** Where the kind lies, or would: there are always free slots. */
  #slotOf(slots: Uint32Array, high: number, low: number): number {
    const last = slots.length / NUMBERS - 1;
    let hash = Math.imul(high, 0x9e3779b1) ^ Math.imul(low, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let place = (hash ^ (hash >>> 13)) & last;
    for (;;) {
      const slot = place * NUMBERS;
      if (slots[slot + LENGTH] === 0 || (slots[slot + HIGH] === high && slots[slot + LOW] === low))
        return slot;
      place = (place + 1) & last;
    }
  }
}
