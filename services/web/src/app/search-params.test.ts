import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneOf, ownPath, text, wholeNumber } from './search-params.ts';

describe('a path to be sent on to', () => {
  it.each(['/', '/parts/x?vehicleId=1', '/search?q=%2F%2Fevil.example', '/t/demo/cart'])(
    'may be %s',
    (path) => {
      expect(ownPath(path)).toBe(path);
    },
  );

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/..//evil.example',
    '/.//evil.example',
    'parts',
    '',
    ' /x',
    `/${'x'.repeat(2_000)}`,
  ])('is never %j', (path) => {
    expect(ownPath(path)).toBeUndefined();
  });

  it('stays on the origin for every text', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      ':',
      '@',
      '?',
      '#',
      '%2f',
      'evil.example',
      'https:',
      '\t',
      ' ',
      'a',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const path = ownPath(`/${pieces.join('')}`);
        if (path === undefined) return;
        const url = new URL(path, 'https://parts.example/sign-in');
        expect(url.origin).toBe('https://parts.example');
        // As a router that resolves it again would read it.
        expect(new URL(url.pathname, 'https://parts.example/').origin).toBe('https://parts.example');
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what stands in a link', () => {
  it('keeps every digit of a number', () => {
    expect(text('00123456789012345678', 64)).toBe('00123456789012345678');
    expect(text('1e5', 64)).toBe('1e5');
  });

  it.each([['a\u0000b'], ['a\nb'], ['\ud800'], [''], ['   '], ['x'.repeat(65)], [{}], [null], [['a']]])(
    'is left out where it is %j',
    (value) => {
      expect(text(value, 64)).toBeUndefined();
    },
  );

  it('is a whole number within its bounds, or none', () => {
    expect(wholeNumber('7', 1, 9)).toBe(7);
    for (const value of ['0', '10', '1.5', '-1', 'x', '', null, Number.NaN, '1e1'])
      expect(wholeNumber(value, 1, 9)).toBeUndefined();
    expect(oneOf('price', ['price', 'number'])).toBe('price');
    expect(oneOf('__proto__', ['price'])).toBeUndefined();
  });
});
