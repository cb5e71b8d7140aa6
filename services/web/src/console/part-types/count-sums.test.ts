import { expect, it } from 'vitest';
import { countSums } from './count-sums.ts';

it('adds up what the pages say', () => {
  const sums = countSums([
    {
      partsRead: 9,
      counts: [
        { partTypeId: 'oil-filter', unresolved: null, parts: 4 },
        { partTypeId: null, unresolved: 'pcdb.partTerminology:2', parts: 2 },
        { partTypeId: null, unresolved: 'pcdb.partTerminology:1', parts: 2 },
        { partTypeId: null, unresolved: null, parts: 1 },
      ],
    },
    {
      partsRead: 4,
      counts: [
        { partTypeId: null, unresolved: 'pcdb.partTerminology:2', parts: 3 },
        { partTypeId: 'oil-filter', unresolved: null, parts: 1 },
      ],
    },
  ]);
  expect(sums).toEqual({
    byType: new Map([['oil-filter', 5]]),
    unresolved: [
      { id: 'pcdb.partTerminology:2', parts: 5 },
      { id: 'pcdb.partTerminology:1', parts: 2 },
    ],
    without: 1,
    partsRead: 13,
  });
  expect(countSums([])).toEqual({ byType: new Map(), unresolved: [], without: 0, partsRead: 0 });
});
