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
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['', ''],
  ['unknown', 'unknown'],
])('%j is of the place %j', (address, place) => {
  expect(placeOf(address)).toBe(place);
});

it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', ''])('%j isn’t limited', (address) => {
  expect(limitedPlaceOf(address)).toBe(undefined);
});

it('another machine is', () => {
  expect(limitedPlaceOf('10.0.0.7')).toBe('10.0.0.7');
});
