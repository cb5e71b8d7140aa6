import { brandKey, numberSpace } from '../domain/number-space.ts';
import type { Part, PartNumber } from '../domain/part.ts';
import type { WalkBudget } from './walk-budget.ts';

const MAX_OF_ONE_NUMBER = 20;

/** Of several parts with the number: one of just that brand, the tenant's own, the oldest. */
export async function findNamedPart(
  tenant: string,
  named: PartNumber,
  budget: Pick<WalkBudget, 'byNumber'>,
): Promise<Part | undefined> {
  const hits = await budget.byNumber({
    key: named.key,
    space: numberSpace(named.make),
    kinds: ['own'],
    limit: MAX_OF_ONE_NUMBER,
  });
  const wanted = brandKey(named.make);
  let best: { part: Part; rank: number } | undefined;
  for (const { part } of hits) {
    const rank = (brandKey(part.brand) === wanted ? 2 : 0) + (part.publisher === tenant ? 1 : 0);
    if (best === undefined || rank > best.rank) best = { part, rank };
  }
  return best?.part;
}
