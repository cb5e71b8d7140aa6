import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { freeImageName, imageNameOf } from './image-name.ts';

test.each([
  ['front.jpg', 'front.jpg'],
  ['正面 (1).png', '正面 -1-.png'],
  ['.hidden', 'hidden'],
  ['../../etc/passwd', 'etc-passwd'],
  ['<b>"x".webp', 'b-x-.webp'],
  ['', 'image'],
  ['...', 'image'],
])('%j is called %j', (file, name) => {
  expect(imageNameOf(file)).toBe(name);
});

it('makes a name that the platform takes of whatever a file is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (file) => {
      const name = imageNameOf(file);
      expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u);
      expect(name).not.toMatch(/[ .]$/);
      expect(name.length).toBeLessThanOrEqual(80);
      expect(name.isWellFormed()).toBe(true);
    }),
  );
});

it('gives another name to what another picture is called already, as often as it takes', () => {
  const taken = new Set<string>();
  const names = ['image.jpg', 'image.jpg', 'image.jpg', 'IMG 1', 'IMG 1'].map((file) => {
    const name = freeImageName(file, taken);
    taken.add(name);
    return name;
  });
  expect(names).toEqual(['image.jpg', 'image-2.jpg', 'image-3.jpg', 'IMG 1', 'IMG 1-2']);
  const long = `${'x'.repeat(100)}.jpeg`;
  const [first, second] = [imageNameOf(long), freeImageName(long, new Set([imageNameOf(long)]))];
  expect(second).not.toBe(first);
  expect(second).toMatch(/^x+-2\.jpeg$/);
  expect(second).toHaveLength(80);
});
