import { NotFound } from '@qipei/kernel';
import { LastOwner, type Membership, type User } from '../domain/account.ts';
import type { MembershipChange } from '../domain/account-repository.ts';
import { requirePost, scopesOf } from '../domain/member-role.ts';
import { requireMayGive } from './giver.ts';
import type { Asker, SignInParts } from './sign-in-stores.ts';

export interface Member {
  membership: Membership;
  user: User;
}

/** @throws NotFound, InvalidInput, GrantBeyondOwn, LastOwner */
export async function changeMember(
  asker: Asker,
  command: { userId: string; role: string; customerId: string },
  parts: SignInParts,
): Promise<Member> {
  const { membership, user } = await findMember(asker.tenant, command.userId, parts);
  const post = requirePost(command);
  for (const each of [membership, post])
    await requireMayGive(asker, { scopes: scopesOf(each.role), customerId: each.customerId }, parts);
  requireDone(await parts.accounts.changeMembership(asker.tenant, user.userId, post), user.userId);
  return { membership: { ...membership, ...post }, user };
}

/** Ends the user's sessions for the tenant; what it is elsewhere stays. @throws NotFound, GrantBeyondOwn, LastOwner */
export async function removeMember(asker: Asker, userId: string, parts: SignInParts): Promise<void> {
  const { membership } = await findMember(asker.tenant, userId, parts);
  const { role, customerId } = membership;
  await requireMayGive(asker, { scopes: scopesOf(role), customerId }, parts);
  requireDone(await parts.accounts.removeMembership(asker.tenant, userId), userId);
  await parts.sessions.removeOfMember(asker.tenant, userId);
}

/** @throws NotFound, the same for somebody of another tenant and for nobody */
async function findMember(
  tenant: string,
  userId: string,
  { accounts }: Pick<SignInParts, 'accounts'>,
): Promise<Member> {
  const membership = await accounts.findMembership(tenant, userId);
  const user = membership === undefined ? undefined : await accounts.findUser(userId);
  if (membership === undefined || user === undefined) throw new NotFound('member', userId);
  return { membership, user };
}

function requireDone(change: MembershipChange, userId: string): void {
  if (change === 'missing') throw new NotFound('member', userId);
  if (change === 'last-owner') throw new LastOwner();
}
