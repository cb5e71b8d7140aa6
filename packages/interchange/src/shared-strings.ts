import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PAGE_BYTES = 256 * 1024;
/** Pages held in memory; further ones are read from a file when they are asked for. */
const HELD_PAGES = 64;

/**
 * The texts of a workbook, by number. A million of them take their offsets in memory and little more: what doesn't fit
 * goes to a file. Cells ask for them mostly in the order in which they are stored.
 */
export class SharedStrings implements Disposable {
  /** Ends of the texts, within all bytes. */
  #ends = new Float64Array(1_024);
  #count = 0;
  #bytes = 0;
  #writing = Buffer.allocUnsafe(PAGE_BYTES);
  /** Whole pages in memory, the least used first. */
  readonly #pages = new Map<number, Buffer>();
  #file: { descriptor: number; folder: string } | undefined;

  get length(): number {
    return this.#count;
  }

  add(text: string): void {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) {
      const offset = this.#bytes % PAGE_BYTES;
      const taken = bytes.copy(this.#writing, offset, at, at + PAGE_BYTES - offset);
      at += taken;
      this.#bytes += taken;
      if (offset + taken === PAGE_BYTES) this.#finishPage();
    }
    if (this.#count === this.#ends.length) {
      const grown = new Float64Array(this.#ends.length * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#ends[this.#count] = this.#bytes;
    this.#count += 1;
  }

  /** Undefined where there is no such text. */
  get(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return undefined;
    const start = index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
    const end = this.#ends[index] ?? 0;
    const first = Math.floor(start / PAGE_BYTES);
    if (end <= (first + 1) * PAGE_BYTES)
      return this.#page(first).toString('utf8', start % PAGE_BYTES, (start % PAGE_BYTES) + end - start);
    const pieces: Buffer[] = [];
    for (let at = start; at < end; ) {
      const page = Math.floor(at / PAGE_BYTES);
      const stop = Math.min(end, (page + 1) * PAGE_BYTES);
      pieces.push(Buffer.from(this.#page(page).subarray(at % PAGE_BYTES, (at % PAGE_BYTES) + stop - at)));
      at = stop;
    }
    return Buffer.concat(pieces).toString();
  }

  [Symbol.dispose](): void {
    if (this.#file === undefined) return;
    closeSync(this.#file.descriptor);
    rmSync(this.#file.folder, { recursive: true, force: true });
    this.#file = undefined;
  }

  #finishPage(): void {
    const page = this.#bytes / PAGE_BYTES - 1;
    if (page >= HELD_PAGES) {
      if (this.#file === undefined) this.#spill();
      writeSync(this.#fileNumber(), this.#writing, 0, PAGE_BYTES, page * PAGE_BYTES);
    } else {
      this.#pages.set(page, Buffer.from(this.#writing));
    }
  }

  /** From now on the file has every page. */
  #spill(): void {
    const folder = mkdtempSync(join(tmpdir(), 'qipei-strings-'));
    this.#file = { folder, descriptor: openSync(join(folder, 'texts'), 'w+', 0o600) };
    for (const [page, bytes] of this.#pages)
      writeSync(this.#file.descriptor, bytes, 0, PAGE_BYTES, page * PAGE_BYTES);
  }

  #fileNumber(): number {
    if (this.#file === undefined) throw new TypeError('there is no file of texts');
    return this.#file.descriptor;
  }

  #page(page: number): Buffer {
    if (page === Math.floor(this.#bytes / PAGE_BYTES)) return this.#writing;
    let bytes = this.#pages.get(page);
    if (bytes === undefined) {
      bytes = Buffer.allocUnsafe(PAGE_BYTES);
      readSync(this.#fileNumber(), bytes, 0, PAGE_BYTES, page * PAGE_BYTES);
    }
    this.#pages.delete(page);
    this.#pages.set(page, bytes);
    if (this.#pages.size > HELD_PAGES) {
      const [oldest = -1] = this.#pages.keys();
      this.#pages.delete(oldest);
    }
    return bytes;
  }
}
