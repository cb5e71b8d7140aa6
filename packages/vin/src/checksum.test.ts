import { expect, test } from 'vitest';
import { xxh32 } from './checksum.ts';

test.each([
  ['', 0x02cc5d05],
  ['a', 0x550d7456],
  ['abc', 0x32d153ff],
  ['Nobody inspects the spammish repetition', 0xe2293b2f],
])('xxHash32 of %j is that of the reference', (text, hash) => {
  const bytes = new TextEncoder().encode(text);
  expect(xxh32(bytes)).toBe(hash);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  expect(xxh32(shifted.subarray(1))).toBe(hash);
});
