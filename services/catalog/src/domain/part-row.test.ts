import { describe, expect, it } from 'vitest';
import { readPartRow } from './part-row.ts';

const ROW = { brand: 'BOSCH', partNumber: '0 986 452 041', partType: 'oil-filter' };

function content(rest: object = {}) {
  const row = readPartRow({ ...ROW, ...rest });
  if (row.action !== 'upsert') throw new Error(JSON.stringify(row));
  return row.content;
}

function faults(rest: object) {
  const row = readPartRow({ ...ROW, ...rest });
  return row.action === 'refuse' ? row.faults.map(({ column, code }) => [column, code]) : [];
}

it('fills in what a short row leaves out', () => {
  expect(content()).toMatchObject({
    visibility: 'private',
    nameZh: '机油滤清器',
    nameEn: 'Oil filter',
    packQuantity: 1,
    partNumberKey: '0986452041',
    numbers: [{ kind: 'own', make: 'BOSCH' }],
  });
  expect(content({ nameZh: '滤芯' })).toMatchObject({ nameZh: '滤芯', nameEn: 'Oil filter' });
});

it.each(['oil-filter', 'OIL FILTER', 'oil filters', '机油滤清器', '机滤'])(
  'knows the part type %s',
  (partType) => expect(content({ partType }).partTypeId).toBe('oil-filter'),
);

it('takes numbers apart where makers do, and leaves brands’ slashes alone', () => {
  const { numbers } = content({
    oeNumbers: ['VW:06A 115 561 B / 06A-115-561-D', '大众：06A115561B', '1234'],
    crossReferences: ['MANN:W 712/75', 'mann:w-712-75'],
  });
  expect(numbers.slice(1).map(({ kind, make, key }) => [kind, make, key])).toEqual([
    ['oe', 'VW', '06A115561B'],
    ['oe', 'VW', '06A115561D'],
    ['oe', '', '1234'],
    ['cross-reference', 'MANN', 'W71275'],
  ]);
});

it('takes an item whose interchange names no brand: OE numbers as they are, others in its details alone', () => {
  const item = (brand: string, kind?: string) => ({
    ...{ partTypeRef: '', details: {}, private: undefined, attributes: [] },
    crossReferences: [{ brand, partNumber: 'X-1', ...(kind !== undefined && { kind }) }],
  });
  expect(content({ item: item('', 'oe') }).numbers.slice(1)).toMatchObject([
    { kind: 'oe', make: '', key: 'X1' },
  ]);
  expect(content({ item: item('') }).numbers.slice(1)).toEqual([]);
  expect(content({ item: item('Fram') }).numbers.slice(1)).toMatchObject([
    { kind: 'cross-reference', make: 'Fram' },
  ]);
  expect(faults({ item: item('--', 'oe') })).toEqual([['crossReferences', 'malformed']]);
});

it('takes no N/A for a number, and completes what a list of the make leaves out', () => {
  const { numbers } = content({
    oeNumbers: ['Toyota:N/A', 'none', 'Toyota:04152-31090/38010', 'VW:n.a.'],
    crossReferences: ['MANN:TBD'],
  });
  expect(numbers.slice(1).map(({ key }) => key)).toEqual(['0415231090', '0415238010']);
  expect(faults({ partNumber: 'N/A' })).toEqual([['partNumber', 'malformed']]);
});

it('refuses numbers that a spreadsheet has written with an exponent', () => {
  expect(faults({ partNumber: '4.15237E+09' })).toEqual([['partNumber', 'malformed']]);
  expect(faults({ oeNumbers: ['Toyota:9.09E+09', 'Toyota:90915-YZZE1'] })).toEqual([
    ['oeNumbers', 'malformed'],
  ]);
  expect(faults({ crossReferences: ['MANN:1,2e+10'] })).toEqual([['crossReferences', 'malformed']]);
  for (const partNumber of ['1E05', '415E09', 'E+12', '1E-05', 'A1E+05'])
    expect(faults({ partNumber })).toEqual([]);
});

it.each([
  ['93 mm', '93', 'mm'],
  ['-40Cel', '-40', 'Cel'],
  ['0.5 A.h', '0.5', 'A.h'],
  ['M20x1.5', 'M20x1.5', ''],
  ['5W-30', '5W-30', ''],
  ['3/4 inch', '3/4 inch', ''],
  ['12', '12', ''],
  ['1,5 mm', '1,5 mm', ''],
])('reads the measure %s', (given, value, unit) => {
  expect(content({ attributes: { it: given } }).attributes).toEqual([{ name: 'it', value, unit }]);
});

describe('bounds', () => {
  it.each([
    [{ brand: 'x'.repeat(101) }, ['brand', 'too-long']],
    [{ brand: '—' }, ['brand', 'malformed']],
    [{ nameEn: 'x'.repeat(201) }, ['nameEn', 'too-long']],
    [{ partType: 'x'.repeat(100_000) }, ['partType', 'unknown-part-type']],
    [{ oeNumbers: Array(501).fill('VW:1') }, ['oeNumbers', 'out-of-range']],
    [{ oeNumbers: [`${'x'.repeat(101)}:1`] }, ['oeNumbers', 'too-long']],
    [{ crossReferences: ['W 712/75'] }, ['crossReferences', 'malformed']],
    [{ comparables: [`MANN:${'1'.repeat(65)}`] }, ['comparables', 'too-long']],
    [{ supersededBy: ['?:1'] }, ['supersededBy', 'malformed']],
    [{ supersededBy: ['1@soon'] }, ['supersededBy', 'malformed']],
    [{ packQuantity: '99999999999999999999' }, ['packQuantity', 'out-of-range']],
    [{ packQuantity: '1e3' }, ['packQuantity', 'not-a-whole-number']],
    [{ attributes: { it: 'x'.repeat(501) } }, ['attributes', 'too-long']],
  ])('of %.60j', (rest, fault) => expect(faults(rest)).toEqual([fault]));
});

it('asks of a deletion only which part it means', () => {
  expect(readPartRow({ brand: 'Bosch', partNumber: '0986-452-041', action: 'DELETE', gtin: '1' })).toEqual({
    action: 'delete',
    identity: { brandKey: 'BOSCH', partNumberKey: '0986452041' },
  });
  expect(readPartRow({ brand: 'Bosch', action: 'delete' })).toMatchObject({ action: 'refuse' });
});
