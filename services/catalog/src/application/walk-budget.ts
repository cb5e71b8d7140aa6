import { setImmediate } from 'node:timers/promises';
import type { NumberHit, NumberQuery, PartReader } from '../domain/part-repository.ts';

/** What there is more of than an answer tells. */
export type Truncation = 'steps' | 'parts' | 'edges' | 'numbers' | 'options';

export interface WalkBudget {
  readonly truncated: Set<Truncation>;
  readonly left: number;
  /** As of the reader; empty, and said to be truncated, once the budget is used up. */
  byNumber(query: NumberQuery): Promise<NumberHit[]>;
}

const TURN = 50;

/** Limits how much one answer reads: in a dense graph the same parts come again and again. Others are answered in between. */
export function walkBudget(tenant: string, parts: PartReader, most: number): WalkBudget {
  const truncated = new Set<Truncation>();
  let left = most;
  let calls = 0;
  return {
    truncated,
    get left() {
      return left;
    },
    async byNumber(query) {
      if (left <= 0) {
        truncated.add('numbers');
        return [];
      }
      calls += 1;
      if (calls % TURN === 0) await setImmediate();
      const limit = Math.min(query.limit, left);
      const hits = await parts.byNumber(tenant, { ...query, limit });
      left -= Math.max(1, hits.length);
      return hits;
    },
  };
}
