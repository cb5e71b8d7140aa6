import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { imageNameOf } from './image-name.ts';

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
