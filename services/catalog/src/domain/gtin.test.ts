import { expect, it } from 'vitest';
import { readGtin } from './gtin.ts';

it.each([
  ['96385074', '96385074'],
  ['036000291452', '036000291452'],
  ['4006381333931', '4006381333931'],
  ['10614141000415', '10614141000415'],
  [' 4-006381-33393 1', '4006381333931'],
  ['４００６３８１３３３９３１', '4006381333931'],
])('reads %s', (text, gtin) => expect(readGtin(text)).toBe(gtin));

it.each(['', '0', '4006381333932', '400638133393', '40063813339311', '400638133393X', '1'.repeat(1_000)])(
  'refuses %.20s',
  (text) => expect(readGtin(text)).toBeUndefined(),
);

it('notices each single wrong digit', () => {
  const right = '4006381333931';
  for (let at = 0; at < right.length; at += 1)
    for (let digit = 0; digit < 10; digit += 1) {
      const text = right.slice(0, at) + digit + right.slice(at + 1);
      expect(readGtin(text)).toBe(text === right ? right : undefined);
    }
});
