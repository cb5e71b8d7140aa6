import { randomFillSync, randomUUID } from 'node:crypto';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

const RANDOM_BYTES = 8;
const pool = Buffer.alloc(RANDOM_BYTES * 512);
let pooled = pool.length;

/** 64 random bits. Asking the system for each id by itself costs more than all the rest of it. */
function randomBits(): bigint {
  if (pooled === pool.length) {
    randomFillSync(pool);
    pooled = 0;
  }
  const bits = pool.readBigUInt64BE(pooled);
  pooled += RANDOM_BYTES;
  return bits;
}

let lastTime = 0;
let counter = 0;

/**
 * A new id of the form `<prefix>_<26 characters>`: 48 bits of milliseconds, a 16-bit counter and 64 random bits in
 * Crockford's base 32, so that ids of one process sort by the time at which they were made.
 */
export function newId(prefix: string, now: number = Date.now()): string {
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xffff) {
      lastTime += 1;
      counter = 0;
    }
  }
  const random = randomBits();
  // 130 bits in 26 characters of 5: 2 of padding, 48 of time, 16 of counter, 64 of randomness.
  const high = (BigInt(lastTime) << 16n) | BigInt(counter);
  return `${prefix}_${base32(high >> 1n, 13)}${base32(((high & 1n) << 64n) | random, 13)}`;
}

/** The lowest `length` groups of five bits. */
function base32(bits: bigint, length: number): string {
  let text = '';
  let low = Number(bits & 0x3ff_ffffn);
  let rest = bits >> 26n;
  // Numbers are faster than big integers: 25 bits, five characters, at a time.
  for (let done = 0; done < length; ) {
    let chunk = low & 0x1ff_ffff;
    const carried = low >>> 25;
    for (let at = 0; at < 5 && done < length; at += 1, done += 1) {
      text = CROCKFORD[chunk & 31] + text;
      chunk >>>= 5;
    }
    low = carried | (Number(rest & 0x1ff_ffffn) << 1);
    rest >>= 25n;
  }
  return text;
}

/** Whether `value` has the form that `newId(prefix)` gives. */
export function isId(prefix: string, value: string): boolean {
  return (
    value.length === prefix.length + 27 &&
    value.startsWith(`${prefix}_`) &&
    /^[0-9a-hjkmnp-tv-z]{26}$/.test(value.slice(-26))
  );
}

/** An event's id: random, of 122 bits. */
export function newEventId(): string {
  return randomUUID();
}
