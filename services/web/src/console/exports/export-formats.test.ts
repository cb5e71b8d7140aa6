import fc from 'fast-check';
import { expect, it } from 'vitest';
import { namesOf } from './export-formats.ts';

it('names are parted by lines and signs, and told once', () => {
  expect(namesOf(' Bosch\r\nMann Filter，Bosch;;\n博世 ')).toEqual(['Bosch', 'Mann Filter', '博世']);
  expect(namesOf(' \n')).toEqual([]);
});

it('of any text nothing is blank or twice', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const names = namesOf(text);
      expect(names).toEqual([...new Set(names.map((each) => each.trim()))]);
      expect(names).not.toContain('');
    }),
  );
});
