import { expect, test } from 'vitest';
import { rememberingPrivate } from './told-private.ts';

const told = (partId: string, isPublic: boolean) => ({
  ...{ publisher: 'acme', partId, public: isPublic, partVersion: 1 },
});

test('knows of the parts that were told to be private last, for some minutes, and of a bounded number', async () => {
  let now = 0;
  const written: unknown[] = [];
  const writer = { setVisibility: async (parts: readonly unknown[]) => void written.push(...parts) };
  const parts = rememberingPrivate(writer, () => now);
  await parts.setVisibility([told('a', false), told('b', false), told('c', true)]);
  expect(['a', 'b', 'c'].map(parts.isPrivate)).toEqual([true, true, false]);
  await parts.setVisibility([told('b', true)]);
  expect(parts.isPrivate('b')).toBe(false);
  expect(written).toHaveLength(4);
  now = 11 * 60_000;
  expect(parts.isPrivate('a')).toBe(false);
  await parts.setVisibility(Array.from({ length: 50_001 }, (_, at) => told(`p${at}`, false)));
  expect(['p0', 'p1', 'p50000'].map(parts.isPrivate)).toEqual([false, true, true]);
});
