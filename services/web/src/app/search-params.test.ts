import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_QUERY, oneOf, ownPath, queryText, text, wholeNumber } from './search-params.ts';

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

describe('a query', () => {
  it('that is too long stays so, however much too long it is, and whole pairs', () => {
    expect(queryText('x'.repeat(MAX_QUERY))).toHaveLength(MAX_QUERY);
    for (const long of [
      'x'.repeat(MAX_QUERY + 1),
      '机'.repeat(2_000),
      '🚗'.repeat(400),
      `x${'🚗'.repeat(400)}`,
    ]) {
      const kept = queryText(long) ?? '';
      expect(kept.length).toBeGreaterThan(MAX_QUERY);
      expect(kept.length).toBeLessThan(MAX_QUERY + 3);
      expect(long.startsWith(kept)).toBe(true);
      expect(kept.isWellFormed()).toBe(true);
      // Read again from the link that the application writes of it.
      expect(queryText(kept)).toBe(kept);
    }
  });

  it('is left out as any other text is', () => {
    for (const each of [undefined, '', '  ', 'a\u0000', '\ud800', ['x']])
      expect(queryText(each)).toBeUndefined();
    expect(queryText(123)).toBe('123');
  });
});
