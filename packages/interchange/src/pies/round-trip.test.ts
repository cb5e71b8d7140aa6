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
          // What the schema wants otherwise is told each time that it is written.
          const lost = second.losses.filter(
            ({ code }) => code !== 'required-missing' && code !== 'not-standard',
          );
          expect(lost).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  },
);
