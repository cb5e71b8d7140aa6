import { expect, it } from 'vitest';
import { createTenantPlaces } from './tenant-places.ts';

it('leaves others a place, whatever one tenant takes', () => {
  const places = createTenantPlaces({ all: 3, ofOne: 2 });
  const held = Array.from({ length: 20 }, () => places.take('loud'));
  expect(held.filter((give) => give !== undefined)).toHaveLength(2);
  expect(places.take('quiet')).toBeTypeOf('function');
  expect(places.take('third')).toBeUndefined();
});

it('has a place again for each that was given back, once', () => {
  const places = createTenantPlaces({ all: 2, ofOne: 1 });
  const give = places.take('a');
  expect(places.take('a')).toBeUndefined();
  give?.();
  give?.();
  expect(places.take('a')).toBeTypeOf('function');
  expect(places.take('a')).toBeUndefined();
  expect(places.take('b')).toBeTypeOf('function');
  expect(places.take('c')).toBeUndefined();
});
