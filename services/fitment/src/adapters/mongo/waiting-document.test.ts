import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { unresolvedRow } from '../../domain/unresolved-fitments.contract.ts';
import type { UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import { packUnresolved } from '../json/packed-unresolved.ts';
import { fullParts } from './full-parts.ts';
import { fullness, storedText } from './stored-text.ts';
import { rowsThatFit } from './waiting-document.ts';

/** Hardly to be deflated, and the same in each run. */
function noise(seed: number, length: number): string {
  return createHash('shake256', { outputLength: length }).update(`${seed}`).digest('base64').slice(0, length);
}

const rows = (from: number, count: number, cells: (at: number) => UnresolvedFitment['cells']) =>
  Array.from({ length: count }, (_, at) => ({
    ...unresolvedRow('p1', `k${String(from + at).padStart(6, '0')}`),
    cells: cells(from + at),
  }));
const even = (at: number) => ({ model: noise(at, 1_500) });

function counted() {
  const count = { packings: 0 };
  const pack = (some: readonly UnresolvedFitment[]) => {
    count.packings += 1;
    return packUnresolved(some);
  };
  return { count, pack };
}

test.each([
  ['rows of one size', 5, even],
  ['rows that deflate', 5, (at: number) => ({ note: `${at} ${'it waits for its part '.repeat(150)}` })],
  // By halves it would be fourteen.
  ['rows that grow', 10, (at: number) => ({ model: noise(at, at + 1) })],
] as const)('a part is filled with %s by few packings', (_, most, cells) => {
  const { count, pack } = counted();
  const kept = rows(0, 1_000, cells);
  const more = rows(1_000, 5_000, cells);
  const { rows: fitting, refused } = rowsThatFit(kept, more, pack);
  expect(refused.length).toBeGreaterThan(0);
  const keys = (some: readonly UnresolvedFitment[]) => some.map(({ key }) => key).join();
  expect(keys(fitting)).toBe(keys([...kept, ...more.slice(0, more.length - refused.length)]));
  const text = packUnresolved(fitting);
  expect(fullness(text)).toBeGreaterThan(0.99);
  expect(() => storedText('p1', text)).not.toThrow();
  expect(count.packings).toBeLessThanOrEqual(most);
});

test('of a part that is full already it takes two packings to know', () => {
  const { rows: kept } = rowsThatFit(rows(0, 1_000, even), rows(1_000, 5_000, even));
  const { count, pack } = counted();
  const more = rows(7_000, 500, even);
  const { rows: after, refused } = rowsThatFit(kept, more, pack);
  expect([after.length, refused.length]).toEqual([kept.length, more.length]);
  expect(count.packings).toBe(2);
  // What waits already isn't refused, wherever it stands.
  const [said] = rows(5, 1, even).map((row) => ({ ...row, source: 'fitments_b#1' }));
  if (said === undefined) throw new Error('There is one.');
  const again = rowsThatFit(kept, [...more, said]);
  expect([again.rows.length, again.refused.length]).toEqual([kept.length, more.length]);
  expect(again.rows[5]?.source).toBe('fitments_b#1');
});

test('a row that alone is more than a part can have is left out', () => {
  const [huge] = rows(0, 1, () => ({ model: noise(1, 6_000_000) }));
  expect(rowsThatFit([], huge === undefined ? [] : [huge])).toEqual({ rows: [], refused: [huge] });
});

test('a part that was full is so for new keys, as long as it is as it was', () => {
  const full = fullParts();
  const keys = Array.from({ length: 5_000 }, (_, at) => `k${at}`);
  expect([full.has('acme/p1'), full.refuses('acme/p1', 'a', ['new'])]).toEqual([false, false]);
  full.remember('acme/p1', 'a', keys);
  expect(full.refuses('acme/p1', 'a', ['new', 'newer'])).toBe(true);
  expect(full.refuses('acme/p1', 'b', ['new'])).toBe(false);
  expect(full.refuses('acme/p2', 'a', ['new'])).toBe(false);
  for (const key of keys) expect(full.refuses('acme/p1', 'a', ['new', key])).toBe(false);
  // However many they are, those of which one heard last are known.
  for (let at = 0; at < 100; at += 1) full.remember(`acme/q${at}`, 'a', ['k']);
  expect([full.has('acme/p1'), full.has('acme/q99')]).toEqual([false, true]);
});
