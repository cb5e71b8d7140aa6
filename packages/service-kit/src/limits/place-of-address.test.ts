import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limitedPlaceOf, placeOf } from './place-of-address.ts';

it.each([
  ['203.0.113.1', '203.0.113.1'],
  ['::ffff:203.0.113.1', '203.0.113.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['203.0.113.1:50812', '203.0.113.1'],
  ['[2001:db8:1:2::9]:50812', '2001:db8:1:2'],
  ['[::ffff:203.0.113.1]', '203.0.113.1'],
  ['::ffff:c0a8:101', '192.168.1.1'],
  ['0:0:0:0:0:FFFF:C0A8:0101', '192.168.1.1'],
  ['::ffff:203.0.113.1:50812', '203.0.113.1'],
  ['[::ffff:cb00:7101]:50812', '203.0.113.1'],
  ['64:ff9b::cb00:7101', '203.0.113.1'],
  ['64:ff9b::127.0.0.1', '64:ff9b:0:0'],
  ['64:ff9b:1::cb00:7101', '64:ff9b:1:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::', '0:0:0:0'],
  ['::1', '::1'],
  ['', ''],
  ['unknown', 'unknown'],
])('%j is of the place %j', (address, place) => {
  expect(placeOf(address)).toBe(place);
});

it('an IPv4 address is of one place, dotted or in hex', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(byte, byte, byte, byte, (a, b, c, d) => {
      const dotted = [a, b, c, d].join('.');
      const hex = [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
      for (const spelling of [`::ffff:${dotted}`, `::ffff:${hex}`, `0:0:0:0:0:FFFF:${hex.toUpperCase()}`]) {
        expect(placeOf(spelling)).toBe(dotted);
        expect(limitedPlaceOf(spelling)).toBe(limitedPlaceOf(dotted));
      }
      expect(placeOf(`64:ff9b::${hex}`)).toBe(placeOf(`64:ff9b::${dotted}`));
      expect(limitedPlaceOf(`64:ff9b::${hex}`)).not.toBeUndefined();
    }),
  );
});

it.each(['127.0.0.1', '127.9.9.9', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1', ''])(
  '%j isn’t limited',
  (address) => {
    expect(limitedPlaceOf(address)).toBe(undefined);
  },
);

it('another machine is', () => {
  expect(limitedPlaceOf('10.0.0.7')).toBe('10.0.0.7');
  expect(limitedPlaceOf('::')).toBe('0:0:0:0');
  expect(limitedPlaceOf('::2')).toBe('0:0:0:0');
});
