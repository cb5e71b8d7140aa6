import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitment } from '../../domain/part-fitments-repository.contract.ts';
import { unresolvedRow } from '../../domain/unresolved-fitments.contract.ts';
import { packStaged, unpackStaged } from './packed-staged.ts';
import { selectorPool } from './selector-pool.ts';

test('rows of a part come back as they were staged', () => {
  const change = fc.record({
    action: fc.constantFrom('set' as const, 'delete' as const),
    fitment: fc
      .tuple(fc.constantFrom('', 'front', '前左'), fc.nat(9))
      .map(([at, quantity]) => fitment(at, quantity)),
  });
  const key = fc.stringMatching(/^[0-9a-f]{6}$/);
  const rows = fc.record({
    changes: fc.array(change, { maxLength: 6 }),
    waiting: fc.array(
      key.map((each) => unresolvedRow('part_a', each)),
      { maxLength: 4 },
    ),
    settled: fc.array(key, { maxLength: 4 }),
  });
  const of = { publisher: 'acme', partId: 'part_a', selectors: selectorPool() };
  fc.assert(
    fc.property(rows, (given) => {
      expect(unpackStaged(packStaged(given), of)).toEqual(given);
    }),
  );
});
