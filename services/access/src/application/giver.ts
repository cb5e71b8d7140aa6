import { GrantBeyondOwn } from '../domain/account.ts';
import type { Scope } from '../domain/api-key.ts';
import { scopesOf } from '../domain/member-role.ts';
import type { Asker, SignInParts } from './sign-in-stores.ts';

/** What who asks has, as it is kept: nothing where it is neither a key nor a member of the tenant. */
async function scopesOfAsker(
  { tenant, actor }: Asker,
  { keys, accounts }: Pick<SignInParts, 'keys' | 'accounts'>,
): Promise<ReadonlySet<Scope>> {
  if (actor.startsWith('key_')) {
    const key = await keys.find(actor);
    return new Set(key?.tenant === tenant && key.revokedAt === undefined ? key.scopes : []);
  }
  const membership = await accounts.findMembership(tenant, actor);
  return new Set(membership === undefined ? [] : scopesOf(membership.role));
}

/**
 * Nobody gives, or takes from another, more than they have themselves; who acts for a customer does so for that one alone.
 * @throws GrantBeyondOwn
 */
export async function requireMayGive(
  asker: Asker,
  given: { scopes: readonly Scope[]; customerId: string },
  parts: Pick<SignInParts, 'keys' | 'accounts'>,
): Promise<void> {
  const own = await scopesOfAsker(asker, parts);
  const beyond = given.scopes.filter((scope) => !own.has(scope));
  const isForOther = asker.customerId !== '' && given.customerId !== asker.customerId;
  if (beyond.length > 0 || isForOther) throw new GrantBeyondOwn(beyond);
}
