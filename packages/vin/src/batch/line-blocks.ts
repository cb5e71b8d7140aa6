/** Whole lines of a file, to be decoded together. */
export interface LineBlock {
  /** With the line ends; the last line of a file may lack its own. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Number of the first of them, from 1. */
  firstLine: number;
}

/** A longer line is no VIN, and is not kept. */
export const MAX_LINE_BYTES = 4_096;

const LINE_END = 10;

/** Stands for a line over the limit. */
const TOO_LONG = new Uint8Array(MAX_LINE_BYTES + 1).fill(120);

/**
 * Cuts a file that comes in pieces into blocks of whole lines. What has come is given out at once: a caller who waits for the
 * answer to a line before it sends the next gets it. Holds one line at most.
 */
export class LineBlocks {
  #line = 1;
  #rest: Uint8Array[] = [];
  #restBytes = 0;
  #tooLong = false;
  readonly #blockBytes: number;

  /** A block has no more bytes than `blockBytes`, or one line. */
  constructor(blockBytes: number) {
    this.#blockBytes = blockBytes;
  }

  /** The blocks that `chunk` completes. */
  *add(chunk: Uint8Array): Generator<LineBlock> {
    let from = 0;
    for (;;) {
      const first = chunk.indexOf(LINE_END, from);
      if (first < 0) break;
      if (this.#restBytes > 0 || this.#tooLong || first - from > MAX_LINE_BYTES) {
        this.#keep(chunk.subarray(from, first));
        yield this.#flush(true);
        from = first + 1;
        continue;
      }
      const end = this.#endOfBlock(chunk, from, first);
      yield this.#block(chunk.slice(from, end));
      from = end;
    }
    this.#keep(chunk.subarray(from));
  }

  /** The line that nothing ended. */
  *end(): Generator<LineBlock> {
    if (this.#restBytes > 0 || this.#tooLong) yield this.#flush(false);
  }

  /** Behind the last line end within a block's bytes, or before the first line that is too long. */
  #endOfBlock(chunk: Uint8Array, from: number, first: number): number {
    let end = first + 1;
    while (end - from < this.#blockBytes) {
      const next = chunk.indexOf(LINE_END, end);
      if (next < 0 || next - end > MAX_LINE_BYTES || next + 1 - from > this.#blockBytes) break;
      end = next + 1;
    }
    return end;
  }

  #keep(piece: Uint8Array): void {
    if (this.#tooLong || piece.length === 0) return;
    this.#restBytes += piece.length;
    if (this.#restBytes > MAX_LINE_BYTES) {
      this.#tooLong = true;
      this.#rest = [];
      this.#restBytes = 0;
    } else this.#rest.push(piece.slice());
  }

  #flush(ended: boolean): LineBlock {
    const pieces = this.#tooLong ? [TOO_LONG] : this.#rest;
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const bytes = new Uint8Array(length + (ended ? 1 : 0));
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    if (ended) bytes[length] = LINE_END;
    this.#rest = [];
    this.#restBytes = 0;
    this.#tooLong = false;
    return this.#block(bytes);
  }

  #block(bytes: Uint8Array<ArrayBuffer>): LineBlock {
    const block = { bytes, firstLine: this.#line };
    for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) this.#line += 1;
    return block;
  }
}
