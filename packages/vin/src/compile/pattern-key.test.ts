import { describe, expect, test } from 'vitest';
import { characterCode } from '../wmi-number.ts';
import { parsePatternKey } from './pattern-key.ts';

function characters({ low, high }: { low: number; high: number }): string {
  return [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    .filter((character) => {
      const code = characterCode(character.charCodeAt(0));
      return code < 32 ? ((low >>> code) & 1) === 1 : ((high >>> (code - 32)) & 1) === 1;
    })
    .join('');
}

const read = (text: string) => {
  const key = parsePatternKey(text);
  return key && { length: key.length, tests: key.tests.map((of) => `${of.position}${characters(of)}`) };
};

describe('keys', () => {
  test.each([
    ['*****', { length: 5, tests: [] }],
    ['AB', { length: 2, tests: ['0A', '1B'] }],
    ['*[A-C5]*9', { length: 4, tests: ['15ABC', '39'] }],
    ['*****|*[X-Z]', { length: 8, tests: ['7XYZ'] }],
    ['*B[CFJM_______]', { length: 3, tests: ['1B', '2CFJM'] }],
    ['3***A*', { length: 6, tests: ['03', '4A'] }],
    ['[^0-8A-Z]', { length: 1, tests: ['09'] }],
    ['*****|*[1-A-JT]', { length: 8, tests: ['71ABCDEFGHIJT'] }],
    ['a#', { length: 2, tests: ['0A', '10123456789'] }],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each(['AB|C', '*****A', '[AB', '[]', '*****|*********', 'A|', '[^0-9A-Z]', '1#', '[A-C]#'])(
    '%s matches no VIN',
    (text) => {
      expect(parsePatternKey(text)).toBeNull();
    },
  );
});
