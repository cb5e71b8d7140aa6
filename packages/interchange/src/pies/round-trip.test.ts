import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ANY_ITEM, itemsOf, readAll, writeAll } from './pies.fixture.ts';
import type { PiesRecord } from './pies-feed.ts';
import type { PiesItem } from './pies-item.ts';
import { plainHeader } from './pies-writer.ts';

const asRecords = (items: readonly PiesItem[], version: string): PiesRecord[] => [
  { kind: 'header', header: { ...plainHeader(), version } },
  ...items.map((item, at): PiesRecord => ({ kind: 'item', number: at + 1, item })),
];

it.each(['7.2', '8.0'] as const)(
  'what was written as %s, read and written again is the same',
  async (version) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(ANY_ITEM, { maxLength: 3 }),
        fc.integer({ min: 1, max: 500 }),
        async (items, size) => {
          const first = await writeAll(asRecords(items, version), version);
          const read = await readAll(first.text, size);
          expect(itemsOf(read)).toHaveLength(items.length);
          const second = await writeAll(read, version);
          expect(second.text).toBe(first.text);
          expect(second.losses).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  },
);

it.each([
  ['7.2', '8.0'],
  ['8.0', '7.2'],
  ['6.7', '7.2'],
  ['6.5', '8.0'],
] as const)('what %s has and %s doesn’t is in the report, and nothing else is missing', async (from, to) => {
  await fc.assert(
    fc.asyncProperty(ANY_ITEM, async (item) => {
      const { text, losses } = await writeAll(asRecords([item], from), to);
      const [back] = itemsOf(await readAll(text));
      const missing = leaves(item).filter((value) => !leaves(back).includes(value));
      expect(missing.length === 0 || losses.length > 0).toBe(true);
    }),
    { numRuns: 100 },
  );
});

/** All texts of an item, as a file can have them. */
function leaves(value: unknown): string[] {
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? [] : [text];
  }
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === 'name' ? [] : leaves(each)));
}
