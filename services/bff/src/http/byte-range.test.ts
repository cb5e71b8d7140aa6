import { expect, it } from 'vitest';
import { askedRange } from './byte-range.ts';

const FILE = { bytes: 1000, etag: '"abc"' };
const part = (offset: number, length: number) => ({ kind: 'part', offset, length });
const WHOLE = { kind: 'whole' };

it.each([
  ['bytes=0-99', part(0, 100)],
  ['bytes=500-', part(500, 500)],
  ['bytes=-100', part(900, 100)],
  ['bytes=-5000', part(0, 1000)],
  ['bytes=999-5000', part(999, 1)],
  ['bytes=1000-', { kind: 'unsatisfiable' }],
  ['bytes=-0', { kind: 'unsatisfiable' }],
  ['bytes=5-2', WHOLE],
  ['bytes=0-1,5-6', WHOLE],
  ['bytes=-', WHOLE],
  ['lines=0-1', WHOLE],
  ['bytes=0-99999999999999999999', WHOLE],
  [undefined, WHOLE],
])('%s', (range, asked) => {
  expect(askedRange({ range, ifRange: undefined }, FILE)).toEqual(asked);
});

it('a file that has changed is given whole', () => {
  expect(askedRange({ range: 'bytes=5-', ifRange: '"abc"' }, FILE)).toEqual(part(5, 995));
  expect(askedRange({ range: 'bytes=5-', ifRange: '"abd"' }, FILE)).toEqual(WHOLE);
  expect(askedRange({ range: 'bytes=5-', ifRange: 'W/"abc"' }, FILE)).toEqual(WHOLE);
});
