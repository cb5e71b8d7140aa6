import type { Grant } from './grant.ts';

/** Whether a grant opens a part, read as the contract says it and not as the code does. */
export function isTold(grant: Grant, part: { publisher: string; brand: string }, now: Date): boolean {
  if (grant.publisher !== part.publisher || grant.revokedAt !== undefined) return false;
  if (grant.validFrom !== undefined && now.getTime() < grant.validFrom.getTime()) return false;
  if (grant.validUntil !== undefined && now.getTime() >= grant.validUntil.getTime()) return false;
  return grant.scope.kind === 'all' || grant.scope.brands.includes(part.brand);
}
