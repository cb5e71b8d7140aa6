import { expect, test } from 'vitest';
import { random } from '../contract/parts.ts';
import { allowedEdits, bitCount, editDistance, letterMask } from './spelling.ts';

test.each([
  ['brake', 'brake', 0],
  ['brkae', 'brake', 1],
  ['brak', 'brake', 1],
  ['bbrake', 'brake', 1],
  ['btake', 'brake', 1],
  ['absrober', 'absorber', 1],
  ['absroebr', 'absorber', 2],
  ['abc', 'xyz', 3],
  ['', 'ab', 2],
])('from %s to %s it is %i', (a, b, distance) => {
  expect(editDistance(a, b, 3)).toBe(distance);
  expect(editDistance(b, a, 3)).toBe(distance);
  expect(editDistance(a, b, 1)).toBe(Math.min(distance, 2));
});

test('words of more letters are forgiven more', () => {
  expect([3, 4, 7, 8, 20].map(allowedEdits)).toEqual([0, 1, 1, 2, 2]);
});

test('no word within reach is ruled out by its letters', () => {
  const next = random(7);
  const letter = (): string => String.fromCharCode(97 + Math.floor(next() * 26));
  for (let i = 0; i < 2000; i += 1) {
    const word = Array.from({ length: 4 + Math.floor(next() * 8) }, letter);
    const other = [...word];
    const edits = 1 + Math.floor(next() * 2);
    for (let edit = 0; edit < edits; edit += 1) {
      const at = Math.floor(next() * other.length);
      const kind = next();
      if (kind < 0.3) other.splice(at, 1);
      else if (kind < 0.6) other.splice(at, 0, letter());
      else other[at] = letter();
    }
    const [a, b] = [word.join(''), other.join('')];
    expect(editDistance(a, b, edits)).toBeLessThanOrEqual(edits);
    expect(bitCount(letterMask(a) ^ letterMask(b))).toBeLessThanOrEqual(2 * edits);
  }
});
