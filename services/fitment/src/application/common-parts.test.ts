import { expect, test } from 'vitest';
import { commonParts, type HeldFacts } from './common-parts.ts';

const facts = (over: Partial<HeldFacts> = {}): HeldFacts => ({
  ...{ displacementL: '', cylinders: 0, fuel: '', body: '', engineCode: '', drive: '', transmission: '' },
  ...over,
});

test('what is alike is one object, what differs in anything is not', () => {
  const { spanOf, factsOf } = commonParts();
  const span = spanOf({ from: '2005', to: '' });
  expect(spanOf({ from: '2005', to: '' })).toBe(span);
  expect(spanOf({ from: '', to: '2005' })).toEqual({ from: '', to: '2005' });
  const bare = factsOf(facts());
  expect(factsOf(facts())).toBe(bare);
  for (const over of [{ cylinders: 4 }, { fuel: '4' }, { body: '4' }, { engineCode: '","' }])
    expect(factsOf(facts(over))).toEqual(facts(over));
  // What one tenant's vehicles have in common is not held for another's.
  expect(commonParts().factsOf(facts())).not.toBe(bare);
});
