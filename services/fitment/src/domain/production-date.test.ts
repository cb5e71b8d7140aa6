import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateSpan, withinBounds } from './production-date.ts';

it.each([
  ['2005-03', 20050301, 20050331],
  ['2024-02', 20240201, 20240229],
  ['1900-02', 19000201, 19000228],
  ['2005-03-15', 20050315, 20050315],
  ['2024-02-29', 20240229, 20240229],
])('%s', (text, first, last) => {
  expect(dateSpan(text)).toEqual({ first, last });
});

it.each([
  ...['', '2005', '2005-3', '2005-13', '2005-00', '2026-02-30', '2025-02-29', '2005-04-31', '2005-03-00'],
  ...[' 2005-03', '2005-03\n', '20050-3', '1800-01', '2101-01', '２００５-03', '2005-03-15T00:00:00Z'],
])('%j is no month or day', (text) => {
  expect(dateSpan(text)).toBeUndefined();
});

it.each([
  ['2005-03', '2007-09', '2005-03', 'yes'],
  ['2005-03', '2007-09', '2007-09-30', 'yes'],
  ['2005-03', '2007-09', '2007-10-01', 'no'],
  ['2005-03', '2007-09', '2005-02', 'no'],
  ['2005-03-15', '', '2005-03', 'unknown'],
  ['2005-03-15', '', '2005-03-15', 'yes'],
  ['', '2007-09-10', '2007-09', 'unknown'],
  ['', '', '2007-09', 'yes'],
  ['2007-09', '2005-03', '2006-01', 'no'],
])('built from %j to %j, and it was %s: %s', (producedFrom, producedTo, built, answer) => {
  const span = dateSpan(built);
  expect(span && withinBounds({ producedFrom, producedTo }, span)).toBe(answer);
});

it('has the days of every month of the calendar', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }),
      (date) => {
        const day = date.toISOString().slice(0, 10);
        const span = dateSpan(day);
        const month = dateSpan(day.slice(0, 7));
        expect(span?.first).toBe(Number(day.replaceAll('-', '')));
        const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
        expect(month?.last).toBe(Number(last.toISOString().slice(0, 10).replaceAll('-', '')));
      },
    ),
  );
});
