import { randomBytes, randomUUID } from 'node:crypto';

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

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
  let bits =
    (BigInt(lastTime) << 80n) | (BigInt(counter) << 64n) | BigInt(`0x${randomBytes(8).toString('hex')}`);
  let text = '';
  for (let i = 0; i < 26; i += 1) {
    text = CROCKFORD[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
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
