import { randomBytes } from 'node:crypto';

/**
 * A hash of 64 bits in two halves, for telling texts apart by the ten million: two of 10^7 texts are taken for one with a chance of
 * about 3 in a million runs. Seeded anew by each run, so that nobody can write a feed whose texts collide.
 */
export interface SeededHash {
  /** Halves of what has been added since `reset`, unsigned. */
  low: number;
  high: number;
  reset(): SeededHash;
  text(text: string): SeededHash;
  number(number: number): SeededHash;
}

export function seededHash(seed: Uint8Array = randomBytes(8)): SeededHash {
  const view = new DataView(seed.buffer, seed.byteOffset, 8);
  const [seedLow, seedHigh] = [view.getUint32(0), view.getUint32(4)];
  let a = seedLow;
  let b = seedHigh;
  const hash: SeededHash = {
    low: 0,
    high: 0,
    reset() {
      a = seedLow;
      b = seedHigh;
      return hash;
    },
    text(text) {
      // The length goes first, so that ('ab', 'c') and ('a', 'bc') differ.
      step(text.length);
      for (let at = 0; at < text.length; at += 1) {
        // As `step`, written out: it runs for every character of a feed.
        a = Math.imul(a ^ text.charCodeAt(at), 0x9e3779b1);
        a = (a << 13) | (a >>> 19);
        b = Math.imul(b ^ a, 0x85ebca77);
        b = (b << 17) | (b >>> 15);
      }
      return finish();
    },
    number(number) {
      step(number | 0);
      step((number / 0x1_0000_0000) | 0);
      return finish();
    },
  };

  /** Loses nothing: from the new halves and what was added the old ones could be told. */
  function step(added: number): void {
    a = Math.imul(a ^ added, 0x9e3779b1);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ a, 0x85ebca77);
    b = (b << 17) | (b >>> 15);
  }

  function finish(): SeededHash {
    hash.low = mixed(a ^ Math.imul(b, 0xc2b2ae3d));
    hash.high = mixed(b ^ Math.imul(hash.low, 0x27d4eb2f));
    return hash;
  }
  return hash;
}

function mixed(half: number): number {
  let mix = Math.imul(half ^ (half >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
