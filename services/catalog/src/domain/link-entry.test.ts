import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inForce, splitDates } from './edge-dates.ts';
import { readLinks, readSupersessions } from './link-entry.ts';
import { rowFaults } from './row-faults.ts';

const ALONE = { quantity: 1, validUntil: '', together: '', alternative: false };

function successors(...entries: string[]) {
  const faults = rowFaults();
  return { read: readSupersessions('supersededBy', entries, 'BOSCH', faults), faults: faults.found };
}

function links(...entries: string[]) {
  const faults = rowFaults();
  return { read: readLinks('kitComponents', 'component', entries, 'BOSCH', faults), faults: faults.found };
}

it('reads supersessions with and without a brand and a day, each once', () => {
  expect(successors('0 986 452 042', 'MANN:W 7', 'X1@2024-02-29', 'Bosch: x-1').read).toEqual([
    { brand: 'BOSCH', partNumber: '0 986 452 042', effectiveDate: '', ...ALONE },
    { brand: 'MANN', partNumber: 'W 7', effectiveDate: '', ...ALONE },
    { brand: 'BOSCH', partNumber: 'X1', effectiveDate: '2024-02-29', ...ALONE },
  ]);
});

it('tells what comes together from what is a choice', () => {
  const { read, faults } = successors('A*2 + MANN:B@2024', 'C or D 或 E + F@..2025-06', 'G');
  expect(faults).toEqual([]);
  expect(
    read.map((each) => [
      each.partNumber,
      each.quantity,
      each.effectiveDate,
      each.validUntil,
      each.together,
      each.alternative,
    ]),
  ).toEqual([
    ['A', 2, '2024', '', '1', false],
    ['B', 1, '2024', '', '1', false],
    ['C', 1, '', '', '', true],
    ['D', 1, '', '', '', true],
    ['E', 1, '', '2025-06', '2', true],
    ['F', 1, '', '2025-06', '2', true],
    ['G', 1, '', '', '', false],
  ]);
});

it('reads the same from objects, which need no signs of their own', () => {
  const object = { brand: 'K&N', partNumber: '33 + 2*4', quantity: 3, from: '2020', until: '2021-01' };
  expect(links(JSON.stringify(object), JSON.stringify({ partNumber: 'B' })).read).toEqual([
    {
      kind: 'component',
      brand: 'K&N',
      partNumber: '33 + 2*4',
      quantity: 3,
      validFrom: '2020',
      validUntil: '2021-01',
    },
    { kind: 'component', brand: 'BOSCH', partNumber: 'B', quantity: 1, validFrom: '', validUntil: '' },
  ]);
  const said = successors(
    '{"partNumber":"A","together":"x"}',
    '{"partNumber":"B","together":"x","alternative":true}',
  );
  expect(said.read).toMatchObject([
    { partNumber: 'A', together: 'x', alternative: false },
    { partNumber: 'B', together: 'x', alternative: true },
  ]);
});

describe('what is wrong is told, and nothing is taken for something else', () => {
  it.each([
    ['?:1', 'malformed'],
    ['1@soon', 'malformed'],
    ['1@2024-02-30', 'malformed'],
    ['1@2024-13', 'malformed'],
    ['1@0000', 'malformed'],
    ['1@2024..2023', 'malformed'],
    ['1@2024-05..2024-04-30', 'malformed'],
    ['1*0', 'out-of-range'],
    ['1*1000001', 'out-of-range'],
    ['—', 'malformed'],
    ['{', 'malformed'],
    ['{"partNumber":"1","colour":"red"}', 'malformed'],
    ['{"partNumber":["1"]}', 'malformed'],
    ['{"partNumber":"1","quantity":1.5}', 'out-of-range'],
    ['{"partNumber":"1","quantity":-1}', 'out-of-range'],
    ['{"partNumber":"1","from":"2024-2-1"}', 'malformed'],
    ['{"partNumber":"1\\u0000"}', 'malformed'],
    ['{"brand":"MANN"}', 'malformed'],
  ])('%s', (entry, code) => {
    const { read, faults } = links(entry);
    expect([read, faults.map((fault) => fault.code)]).toEqual([[], [code]]);
  });

  it('leaves out the whole of what belongs together', () => {
    const { read, faults } = successors('A + B*0', 'C');
    expect(read.map(({ partNumber }) => partNumber)).toEqual(['C']);
    expect(faults).toHaveLength(1);
  });

  it('holds for any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 5 }), (entries) => {
        for (const { read, faults } of [links(...entries), successors(...entries)]) {
          for (const { quantity, partNumber } of read) {
            expect(quantity).toBeGreaterThan(0);
            expect(partNumber).not.toBe('');
          }
          expect(read.length + faults.length).toBeGreaterThanOrEqual(entries.length === 0 ? 0 : 1);
        }
      }),
    );
  });

  it('takes no longer for a hostile text', () => {
    for (const piece of [' + ', ' or ', '*', '@', '@2024..', '{', ' ', ':'])
      expect(links(piece.repeat(20_000)).read).toEqual([]);
  });
});

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const partial = fc.tuple(day, fc.constantFrom(4, 7, 10)).map(([date, length]) => date.slice(0, length));

it('counts a month and a year from their first day to their last', () => {
  fc.assert(
    fc.property(partial, partial, day, (validFrom, validUntil, at) => {
      const first = validFrom + '-01-01'.slice(validFrom.length - 4);
      const end = new Date(`${validUntil + '-01-01'.slice(validUntil.length - 4)}T00:00:00Z`);
      if (validUntil.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
      else if (validUntil.length === 7) end.setUTCMonth(end.getUTCMonth() + 1);
      else end.setUTCDate(end.getUTCDate() + 1);
      const expected = at >= first && at < end.toISOString().slice(0, 10);
      expect(inForce({ validFrom, validUntil }, at)).toBe(expected);
    }),
  );
});

it.each([
  ['VW:1@2024..2025', { text: 'VW:1', validFrom: '2024', validUntil: '2025' }],
  ['1 @ 2024-01 .. 2024-02-03', { text: '1', validFrom: '2024-01', validUntil: '2024-02-03' }],
  ['1@..2025', { text: '1', validFrom: '', validUntil: '2025' }],
  ['a@b', { text: 'a@b', validFrom: '', validUntil: '' }],
  ['@2024', { text: '@2024', validFrom: '', validUntil: '' }],
])('takes the dates off %s', (entry, expected) => expect(splitDates(entry)).toEqual(expected));
