import { newId } from '@qipei/kernel';
import { LastOwner, requireUserName, type User } from '../domain/account.ts';
import { type Invitation, InvitationMissing } from '../domain/invitation.ts';
import { scopesOf } from '../domain/member-role.ts';
import { requirePassword } from '../domain/password.ts';
import { hashToken, looksLikeToken } from '../domain/token.ts';
import { auditOfUser } from './audit-of-user.ts';
import { mayStillGive } from './giver.ts';
import { checkPassword } from './sign-in.ts';
import type { SignInParts } from './sign-in-stores.ts';

/** Asks nobody's leave, and is nobody that could go. */
const OPERATOR = 'operator';

/** What the holder of a link is asked to. @throws InvitationMissing */
export async function openInvitation(
  token: string,
  parts: Pick<SignInParts, 'invitations' | 'accounts' | 'keys' | 'clock'>,
): Promise<{ invitation: Invitation; user: User | undefined }> {
  const { invitations, accounts, clock } = parts;
  const invitation = looksLikeToken(token) ? await invitations.findByTokenHash(hashToken(token)) : undefined;
  if (invitation === undefined || invitation.expiresAt <= clock.now()) throw new InvitationMissing();
  await requireStanding(invitation, parts);
  return { invitation, user: await accounts.findUserByEmail(invitation.email) };
}

/**
 * Makes the holder of the link a member, once. Who has an account shows it by its password; who has none gets one with
 * the name and the password given. @throws InvitationMissing, InvalidInput, SignInFailed, SignInThrottled, HasherBusy
 */
export async function acceptInvitation(
  command: { token: string; name: string; password: string; address: string },
  parts: SignInParts,
): Promise<Invitation> {
  const { invitation, user: known } = await openInvitation(command.token, parts);
  const { email } = invitation;
  const user =
    known === undefined
      ? await newUser(command, email, parts)
      : await checkPassword({ email, password: command.password, address: command.address }, parts);
  // From here on nobody else can use it.
  if ((await parts.invitations.take(invitation.tokenHash)) === undefined) throw new InvitationMissing();
  try {
    await requireStanding(invitation, parts);
    if (known === undefined) await parts.accounts.addUser(user);
    await join(invitation, user, parts);
  } catch (error) {
    await parts.invitations.put(invitation);
    throw error;
  }
  await parts.limits.succeeded({ email, address: command.address });
  await auditOfUser(user, [invitation.tenant], 'acceptInvitation', parts);
  return invitation;
}

/** @throws InvitationMissing where who invited could no longer do so */
async function requireStanding(
  { tenant, invitedBy, role, customerId }: Invitation,
  parts: Pick<SignInParts, 'keys' | 'accounts'>,
): Promise<void> {
  if (invitedBy === OPERATOR) return;
  const given = { scopes: scopesOf(role), customerId };
  if (!(await mayStillGive({ tenant, actor: invitedBy }, given, parts))) throw new InvitationMissing();
}

async function newUser(
  command: { name: string; password: string },
  email: string,
  { hasher, clock }: Pick<SignInParts, 'hasher' | 'clock'>,
): Promise<User> {
  const name = requireUserName(command.name);
  const passwordHash = await hasher.hash(requirePassword(command.password, email));
  return { userId: newId('user'), email, name, passwordHash, createdAt: clock.now() };
}

async function join(
  { tenant, role, customerId }: Invitation,
  { userId }: User,
  { accounts, clock }: Pick<SignInParts, 'accounts' | 'clock'>,
): Promise<void> {
  const put = await accounts.putMembership({ tenant, userId, role, customerId, since: clock.now() });
  if (put === 'last-owner') throw new LastOwner();
}
