import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toProof } from '../adapters/grpc/graph-messages.ts';
import { readNumbers } from './number-entry.ts';
import type { Part, PartNumber } from './part.ts';
import { cellsOfPart, fieldsLost } from './part-cells.ts';
import { readPartRow } from './part-row.ts';
import { rekeyed } from './rekeyed-part.ts';
import { rowFaults } from './row-faults.ts';

function read(...entries: string[]): { numbers: PartNumber[]; codes: string[] } {
  const faults = rowFaults();
  const numbers = readNumbers('oeNumbers', entries, 'oe', faults);
  return { numbers, codes: faults.found.map(({ code }) => code) };
}

const kept = (...entries: string[]) =>
  read(...entries).numbers.map(({ raw, key, rule, confidence }) => [raw, key, rule, confidence]);

it('what was completed or guessed keeps what was received, is less sure and says why', () => {
  expect(kept('Toyota:04152-31090/38010')).toEqual([
    ['04152-31090', '0415231090', 'toyota-5-5', 1],
    ['04152-31090/38010', '0415238010', 'toyota-5-5+shared-prefix', 0.75],
  ]);
  expect(kept('Hyundai:58302-1GA00/2GA00')[1]).toEqual([
    ...['58302-1GA00/2GA00', '583022GA00', 'hyundai-kia-5-5+shared-prefix', 0.75],
  ]);
  expect(kept('Bosch:0 986 494 525/596')[1]?.[3]).toBe(0.6);
  expect(kept('PSA:1109.AY/AL')[1]?.slice(2)).toEqual(['psa-4-2-or-10+shared-prefix', 0.6]);
  expect(kept('Toyota:90915-YZZE1 (15601-BZ010)')[1]?.slice(2)).toEqual(['toyota-5-5+brackets', 0.6]);
  const [, completed] = read('Toyota:04152-31090/38010').numbers;
  expect(completed && toProof(completed).rule).toMatch(
    /^toyota-5-5\+shared-prefix: .*Five characters after a slash/,
  );
});

it('what is written out elsewhere is no guess, in whatever order', () => {
  const sure = ['04152-38010', '0415238010', 'toyota-5-5', 1];
  expect(kept('Toyota:04152-31090/38010', 'Toyota:04152-38010')[1]).toEqual(sure);
  expect(kept('Toyota:04152-38010', 'Toyota:04152-31090/38010')[0]).toEqual(sure);
  expect(kept('Toyota:04152-31090/38010;04152-38010')[1]).toEqual(sure);
});

it('the ends of a range are told of, and none is kept', () => {
  for (const entry of [
    'Toyota:04152-31090~38010',
    'Honda:14400-PR4-A01 至 14400-PR4-A05',
    '04152-31090...04152-38010',
  ])
    expect(read(entry), entry).toEqual({ numbers: [], codes: ['malformed'] });
});

it('texts that stand for no number become none', () => {
  for (const entry of [
    'Bosch:N/A|N/A',
    'TBD/TBD',
    'N/A / N/A',
    'Toyota:none;N.A.',
    'N/A / 机油',
    'Ｎ／Ａ／ＴＢＤ',
  ])
    expect(read(entry), entry).toEqual({ numbers: [], codes: [] });
  expect(kept('Toyota:N/A / 04152-31090').map(([, key]) => key)).toEqual(['0415231090']);
  expect(read('VW:---').codes).toEqual(['malformed']);
  expect(readPartRow({ brand: 'B', partNumber: 'N/A / N/A', partType: 'oil-filter' })).toMatchObject({
    action: 'refuse',
  });
});

const number = fc.constantFrom(
  '04152-31090',
  '38010',
  '90915-YZZE1',
  'YZZE2',
  '(15601-BZ010)',
  'N/A',
  '0 986 494 525',
  '596',
  '1109.AY',
  'AL',
);
const entry = fc
  .tuple(
    fc.constantFrom('Toyota:', 'Bosch:', 'PSA:', ''),
    fc.array(number, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('/', ' ', ';', ' - '),
    fc.constantFrom('', '@2019', '@..2020-06'),
  )
  .map(([make, numbers, sign, dates]) => make + numbers.join(sign) + dates);

it('a number is as sure as it was when its part is written out and read, and when its keys are made anew', () => {
  let guesses = 0;
  fc.assert(
    fc.property(entry, (oe) => {
      const row = readPartRow({ brand: 'B', partNumber: '1', partType: 'oil-filter', oeNumbers: [oe] });
      if (row.action !== 'upsert') return;
      guesses += row.content.numbers.filter(({ rule }) => rule.includes('+')).length;
      const rest = { partId: 'part_1', publisher: 't', brandId: 'brand_B', version: 1, source: 'j#1' };
      const part: Part = { ...row.content, ...rest, updatedAt: new Date(0) };
      expect(fieldsLost(part, cellsOfPart(part)), oe).toEqual([]);
      expect(rekeyed(row.content).numbers, oe).toEqual(row.content.numbers);
    }),
    { numRuns: 500 },
  );
  expect(guesses).toBeGreaterThan(20);
});
