import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInYear, parsePoint, parseSpan, yearsOf } from './vehicle-span.ts';

describe('when a vehicle was built', () => {
  test.each([
    ['2005.03-2009/08', '2005-03', '2009-08'],
    ['03/05-', '2005-03', ''],
    ['03/05 - 08/09', '2005-03', '2009-08'],
    ['11/98-10/03', '1998-11', '2003-10'],
    ['2005-2009', '2005', '2009'],
    ['2005-', '2005', ''],
    ['-2009', '', '2009'],
    ['2005', '2005', '2005'],
    ['2005-03', '2005-03', '2005-03'],
    ['2005-03-2009-08', '2005-03', '2009-08'],
    ['2005年3月-2009年8月', '2005-03', '2009-08'],
    ['2005年3月—至今', '2005-03', ''],
    ['2005.03~2009.08', '2005-03', '2009-08'],
    ['２００５．０３－２００９．０８', '2005-03', '2009-08'],
    ['200503-200908', '2005-03', '2009-08'],
    ['03.2005-08.2009', '2005-03', '2009-08'],
    ['2010款', undefined, undefined],
  ])('%s', (text, from, to) => {
    expect(parseSpan(text)).toEqual(from === undefined ? 'malformed' : { from, to });
  });

  test.each(['', '-', 'x', '2005.13-2006', '99/99-', '1-2-3-4-5', '2005-2009-2010', '0/0', '3000'])(
    'refuses %j',
    (text) => expect(parseSpan(text)).toBe('malformed'),
  );

  test('refuses an end before its beginning, to the precision that both have', () => {
    expect(parseSpan('2009-2005')).toBe('backwards');
    expect(parseSpan('2009.08-2009.03')).toBe('backwards');
    expect(parseSpan('2009.08-2009')).toEqual({ from: '2009-08', to: '2009' });
  });

  test('which of two short numbers is the month can be said', () => {
    expect(parsePoint('05/03')).toBe('2003-05');
    expect(parsePoint('05/03', 'yy/mm')).toBe('2005-03');
    expect(parsePoint('98/11')).toBe('1998-11');
    expect(parsePoint('2005-03-01T00:00:00')).toBe('2005-03');
  });

  test('what is written is read back, whatever is made of it', () => {
    const month = fc.tuple(fc.integer({ min: 1886, max: 2100 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(month, month, fc.constantFrom('.', '/', '-'), (a, b, dot) => {
        const [first, last] = [a, b].sort(([y, m], [z, n]) => y * 12 + m - z * 12 - n) as [
          typeof a,
          typeof b,
        ];
        const iso = ([y, m]: [number, number]) => `${y}-${String(m).padStart(2, '0')}`;
        const text = [first, last].map(([y, m]) => `${y}${dot}${String(m).padStart(2, '0')}`).join('-');
        expect(parseSpan(text)).toEqual({ from: iso(first), to: iso(last) });
      }),
    );
  });

  test('any text gives an answer, at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const span = parseSpan(text);
        if (typeof span === 'string') return;
        for (const end of [span.from, span.to]) expect(end).toMatch(/^(?:\d{4}(?:-\d\d)?)?$/);
      }),
      { numRuns: 2_000 },
    );
    expect(parseSpan('2005-'.repeat(100_000))).toBe('malformed');
  });

  test('an open end goes on until this year', () => {
    expect(yearsOf({ from: '2024-07', to: '' }, 2026)).toEqual([2024, 2025, 2026]);
    expect(isInYear({ from: '2024', to: '' }, 2027, 2026)).toBe(false);
    expect(yearsOf({ from: '', to: '2005' }, 2026)).toEqual([2005]);
    expect(yearsOf({ from: '', to: '' }, 2026)).toEqual([]);
  });
});
