import { type Clock, isId, NotFound } from '@qipei/kernel';
import { type Grant, type GrantTerms, requireGrant } from '../domain/grant.ts';
import type { GrantWriter } from '../domain/grant-repository.ts';

interface Dependencies {
  grants: GrantWriter;
  clock: Clock;
}

/**
 * Shares a publisher's private parts with a tenant. The same scope for the same tenant is the same grant, which takes the terms
 * given. Whether there is such a tenant is neither asked nor told.
 * @throws InvalidInput, GrantsTooMany, GrantBrandsTooMany
 */
export async function giveGrant(
  publisher: string,
  asked: { subscriber: string; allBrands: boolean; brands: readonly string[] } & GrantTerms,
  traceparent: string,
  { grants, clock }: Dependencies,
): Promise<{ grant: Grant; created: boolean }> {
  const now = clock.now();
  return await grants.give(requireGrant(publisher, asked, now), { now, traceparent });
}

/** @throws NotFound, the same for a grant that never was and for one that another publisher gave. */
export async function revokeGrant(
  publisher: string,
  grantId: string,
  traceparent: string,
  { grants, clock }: Dependencies,
): Promise<Grant> {
  const change = { now: clock.now(), traceparent };
  const grant = isId('grant', grantId) ? await grants.revoke(publisher, grantId, change) : undefined;
  if (grant === undefined) throw new NotFound('grant', grantId);
  return grant;
}
