import { GrantBeyondOwn } from '../domain/account.ts';
import type { Scope } from '../domain/api-key.ts';
import { scopesOf } from '../domain/member-role.ts';
import type { Asker, SignInParts } from './sign-in-stores.ts';

/** What somebody may do, or is to be given. */
interface Standing {
  scopes: readonly Scope[];
  customerId: string;
}

/** As it is kept; undefined where the actor is neither a key of the tenant that works nor a member of it. */
async function standingOf(
  { tenant, actor }: Pick<Asker, 'tenant' | 'actor'>,
  { keys, accounts }: Pick<SignInParts, 'keys' | 'accounts'>,
): Promise<Standing | undefined> {
  if (actor.startsWith('key_')) {
    const key = await keys.find(actor);
    return key?.tenant === tenant && key.revokedAt === undefined ? key : undefined;
  }
  const membership = await accounts.findMembership(tenant, actor);
  return membership && { scopes: scopesOf(membership.role), customerId: membership.customerId };
}

/**
 * Nobody gives, or takes from another, more than they have themselves; who acts for a customer does so for that one alone.
 * @throws GrantBeyondOwn
 */
export async function requireMayGive(
  asker: Asker,
  given: Standing,
  parts: Pick<SignInParts, 'keys' | 'accounts'>,
): Promise<void> {
  const own = new Set((await standingOf(asker, parts))?.scopes);
  const beyond = given.scopes.filter((scope) => !own.has(scope));
  const isForOther = asker.customerId !== '' && given.customerId !== asker.customerId;
  if (beyond.length > 0 || isForOther) throw new GrantBeyondOwn(beyond);
}

/** Whether who once gave it, by invitation, might give it now: a member who is gone or demoted leaves no way back open. */
export async function mayStillGive(
  giver: Pick<Asker, 'tenant' | 'actor'>,
  given: Standing,
  parts: Pick<SignInParts, 'keys' | 'accounts'>,
): Promise<boolean> {
  const own = await standingOf(giver, parts);
  if (own === undefined || (own.customerId !== '' && own.customerId !== given.customerId)) return false;
  return given.scopes.every((scope) => own.scopes.includes(scope));
}
