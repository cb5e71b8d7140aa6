const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

function round(lane: number, word: number): number {
  const mixed = (lane + Math.imul(word, P2)) | 0;
  return Math.imul((mixed << 13) | (mixed >>> 19), P1);
}

/**
 * xxHash32 with seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md). SHA-256 in JavaScript would take longer than
 * all the rest of loading; this finds the same accidents in a few milliseconds.
 */
export function xxh32(given: Uint8Array): number {
  const bytes = given.byteOffset % 4 === 0 ? given : new Uint8Array(given);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let word = 0;
  let hash: number;
  if (bytes.length >= 16) {
    let a = (P1 + P2) | 0;
    let b = P2 | 0;
    let c = 0;
    let d = -P1 | 0;
    for (const end = words.length - 3; word < end; word += 4) {
      a = round(a, words[word] as number);
      b = round(b, words[word + 1] as number);
      c = round(c, words[word + 2] as number);
      d = round(d, words[word + 3] as number);
    }
    hash =
      (((a << 1) | (a >>> 31)) +
        ((b << 7) | (b >>> 25)) +
        ((c << 12) | (c >>> 20)) +
        ((d << 18) | (d >>> 14))) |
      0;
  } else {
    hash = P5 | 0;
  }
  hash = (hash + bytes.length) | 0;
  for (; word < words.length; word += 1) {
    hash = (hash + Math.imul(words[word] as number, P3)) | 0;
    hash = Math.imul((hash << 17) | (hash >>> 15), P4);
  }
  for (let at = words.length * 4; at < bytes.length; at += 1) {
    hash = (hash + Math.imul(bytes[at] as number, P5)) | 0;
    hash = Math.imul((hash << 11) | (hash >>> 21), P1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), P2);
  hash = Math.imul(hash ^ (hash >>> 13), P3);
  return (hash ^ (hash >>> 16)) >>> 0;
}
