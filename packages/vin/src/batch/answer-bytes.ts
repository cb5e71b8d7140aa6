const FIRST_BYTES = 64 * 1024;
/** A block's answers are rarely more; a buffer that had to hold more is not kept. */
const MOST_KEPT = 1024 * 1024;

const encoder = new TextEncoder();
const NULL = encoder.encode('null');
/** Stands in no JSON text. */
const BETWEEN = 1;

/** The values of an object's members as JSON, one behind the other and nothing for null: most of a line are its names. */
export function packedValues(values: readonly unknown[]): Uint8Array {
  const texts = values.map((value) => (value === null ? '' : JSON.stringify(value)));
  return encoder.encode(texts.join(String.fromCharCode(BETWEEN)));
}

/** The names of members, each as it stands before its value, the first one at an object's beginning. */
export function memberNames(names: readonly string[]): Uint8Array[] {
  return names.map((name, index) => encoder.encode(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`));
}

/** Bytes that grow as lines are written; used again for the next block. */
export class AnswerBytes {
  #bytes = new Uint8Array(FIRST_BYTES);
  #used = 0;

  text(text: string): void {
    this.#reserve(text.length * 3);
    this.#used += encoder.encodeInto(text, this.#bytes.subarray(this.#used)).written;
  }

  /** Digits and signs only. */
  ascii(text: string): void {
    this.#reserve(text.length);
    const bytes = this.#bytes;
    for (let index = 0; index < text.length; index += 1) bytes[this.#used + index] = text.charCodeAt(index);
    this.#used += text.length;
  }

  copy(from: Uint8Array, at: number, length: number): void {
    this.#reserve(length);
    this.#bytes.set(from.subarray(at, at + length), this.#used);
    this.#used += length;
  }

  /** Members of an object, of which `from` has the values only (see `packedValues`); `names` are as they stand before them. */
  members(names: readonly Uint8Array[], from: Uint8Array, at: number, length: number): void {
    this.#reserve(names.reduce((sum, name) => sum + name.length + NULL.length, length));
    const bytes = this.#bytes;
    let used = this.#used;
    let place = at;
    const end = at + length;
    for (const name of names) {
      bytes.set(name, used);
      used += name.length;
      if (place >= end || from[place] === BETWEEN) {
        bytes.set(NULL, used);
        used += NULL.length;
      }
      for (; place < end && from[place] !== BETWEEN; place += 1) {
        bytes[used] = from[place] as number;
        used += 1;
      }
      place += 1;
    }
    this.#used = used;
  }

  /** What was written, in memory of its own; then there is nothing. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#used);
    this.#used = 0;
    if (this.#bytes.length > MOST_KEPT) this.#bytes = new Uint8Array(FIRST_BYTES);
    return taken;
  }

  #reserve(bytes: number): void {
    const needed = this.#used + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = larger;
  }
}
