import { expect, it } from 'vitest';
import { brandId, brandKey, numberSpace } from './number-space.ts';
import { readPartRow } from './part-row.ts';

/** A small generator of its own, so that a failure is repeated by its seed. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const BRANDS = ['Bosch', 'MANN-FILTER', 'Volkswagen', '曼牌', 'Mahle/Knecht', 'BMW', 'Toyota', '3M'];
const SEPARATORS = ['', ' ', '-', '.', '\u00A0', '\u2011', '—', '\u200B'];
const KEY = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

function respell(text: string, next: (below: number) => number): string {
  let result = '';
  for (const letter of text) {
    const code = letter.charCodeAt(0);
    const wide = next(5) === 0 && code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : letter;
    result += (next(2) === 0 ? wide.toLowerCase() : wide.toUpperCase()) + (SEPARATORS[next(16)] ?? '');
  }
  return result;
}

function identity(brand: string, partNumber: string): string {
  const row = readPartRow({ brand, partNumber, partType: 'oil-filter' });
  return row.action === 'refuse' ? `refused ${JSON.stringify(row.faults)}` : JSON.stringify(row.identity);
}

it.each([1, 2, 3, 4, 5])('a part stays the same however brand and number are spelt (seed %i)', (seed) => {
  const next = chance(seed);
  for (let round = 0; round < 400; round += 1) {
    const brand = BRANDS[next(BRANDS.length)] ?? '';
    const number = Array.from({ length: 3 + next(10) }, () => KEY[next(KEY.length)]).join('');
    const first = identity(brand, number);
    const [otherBrand, otherNumber] = [respell(brand, next), respell(number, next)];
    expect([otherBrand, otherNumber, identity(otherBrand, otherNumber)]).toEqual([
      otherBrand,
      otherNumber,
      first,
    ]);
    expect(brandId(otherBrand)).toBe(brandId(brand));
    const other = `${number}${KEY[next(KEY.length)]}`;
    // A BMW number may be shortened to the same seven digits; elsewhere one more letter is another part.
    if (brand !== 'BMW') expect(identity(brand, other)).not.toBe(first);
  }
});

it('shares a space only among makes that share their numbers', () => {
  expect(numberSpace('Audi')).toBe(numberSpace('大众'));
  expect(numberSpace('Chery')).not.toBe(numberSpace('Great Wall'));
  expect(numberSpace('Bosch')).toBe(numberSpace('博世'));
  expect(numberSpace('Fram')).toBe(brandKey('Fram'));
  expect(numberSpace('Dongfeng')).not.toBe(numberSpace('Changan'));
  // A brand of the name of a group doesn't get into it.
  expect(numberSpace('vw-group-o-to-zero')).not.toBe(numberSpace('Audi'));
});
