import { randomBytes } from 'node:crypto';
import { mongo } from 'mongoose';
import { expect, test } from 'vitest';
import type { RowsOfPart } from '../../domain/data-set-diff.ts';
import type { Fitment } from '../../domain/fitment.ts';
import { unresolvedRow } from '../../domain/unresolved-fitments.contract.ts';
import { unpackStaged } from '../json/packed-staged.ts';
import { selectorPool } from '../json/selector-pool.ts';
import { storedPieces } from './staged-fitments.ts';
import { textOf } from './stored-text.ts';

const DOCUMENT = 16 * 1024 * 1024;
const noise = (length: number) => randomBytes(length).toString('base64').slice(0, length);

const vehicle = {
  ...{ modelId: 'md1', yearFrom: 2003, yearTo: 2004, producedFrom: '', producedTo: '' },
  ...{ displacementL: '', cylinders: 0, fuel: '', body: '', engineModel: '', drive: '', transmission: '' },
};
const fitment = (at: number, note: string): Fitment => ({
  ...{ selector: vehicle, position: `p${at}`, quantity: 1, qualifiers: [], note: `${at} ${note}` },
  ...{
    source: `fitments_a#${at}`,
    feed: '',
    release: '',
    record: '',
    partType: '',
    dataSet: '',
    confidence: 1,
  },
});

function read(pieces: ReturnType<typeof storedPieces>): RowsOfPart {
  const of = { publisher: 'acme', partId: 'p1', selectors: selectorPool() };
  const all = pieces.map((each) => {
    const { actions, fitments, waiting, settled } = each;
    const texts = { actions: textOf(actions), fitments: textOf(fitments) };
    return unpackStaged({ ...texts, waiting: textOf(waiting), settled: textOf(settled) }, of);
  });
  return {
    changes: all.flatMap(({ changes }) => changes),
    waiting: all.flatMap(({ waiting }) => waiting),
    settled: all.flatMap(({ settled }) => settled),
  };
}

test.each([
  ['deflates to little', 5_000, () => '适'.repeat(3_900)],
  ['doesn’t deflate', 1_600, () => noise(3_900)],
])(
  'a batch of one part that passes what a document holds is in several, and reads as it was: %s',
  (_, count, note) => {
    const rows: RowsOfPart = {
      changes: Array.from({ length: count }, (_row, at) => ({
        action: at % 7 === 0 ? 'delete' : 'set',
        fitment: fitment(at, note()),
      })),
      waiting: Array.from({ length: count }, (_row, at) => ({
        ...unresolvedRow('p1', `k${String(at).padStart(6, '0')}`),
        cells: { model: `m${at}`, note: note() },
      })),
      settled: Array.from({ length: 200 }, (_row, at) => `s${at}`),
    };
    const pieces = storedPieces('p1', rows);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) {
      const document = { ...piece, release: 'x'.repeat(200), brand: 'x'.repeat(2_000) };
      expect(mongo.BSON.calculateObjectSize(document)).toBeLessThan(DOCUMENT - 1_000_000);
    }
    expect(read(pieces)).toEqual(rows);
  },
);

test('what fits is one, and nothing is one that says nothing', () => {
  const rows: RowsOfPart = {
    changes: [{ action: 'set', fitment: fitment(1, 'n') }],
    waiting: [unresolvedRow('p1', 'k1')],
    settled: ['s1'],
  };
  expect(storedPieces('p1', rows)).toHaveLength(1);
  expect(read(storedPieces('p1', rows))).toEqual(rows);
  expect(storedPieces('p1', { changes: [], waiting: [], settled: [] })).toHaveLength(1);
});
