import { DomainError, NotFound, newId } from '@qipei/kernel';
import { requireEmail } from '../domain/email.ts';
import { INVITATION_MS, type Invitation } from '../domain/invitation.ts';
import { requirePost, scopesOf } from '../domain/member-role.ts';
import { hashToken, newToken } from '../domain/token.ts';
import { requireMayGive } from './giver.ts';
import { invitationMail } from './mails.ts';
import { requirePublicUrl } from './public-url.ts';
import type { Asker, SignInParts } from './sign-in-stores.ts';

export class AlreadyMember extends DomainError {
  constructor() {
    super({ kind: 'conflict', code: 'already-member', message: 'They are a member already.' });
  }
}

/**
 * Keeps an invitation and mails its link; one that the e-mail has open is replaced. A mail that can't be sent is told in
 * the log: sending the invitation again sends another. @throws InvalidInput, GrantBeyondOwn, AlreadyMember, SignInThrottled
 */
export async function inviteMember(
  asker: Asker,
  command: { email: string; role: string; customerId: string; publicUrl: string },
  parts: SignInParts,
): Promise<Invitation> {
  const { tenant } = asker;
  const publicUrl = requirePublicUrl(command.publicUrl);
  const email = requireEmail(command.email);
  const post = requirePost(command);
  await requireMayGive(asker, { scopes: scopesOf(post.role), customerId: post.customerId }, parts);
  const user = await parts.accounts.findUserByEmail(email);
  if (user !== undefined && (await parts.accounts.findMembership(tenant, user.userId)) !== undefined)
    throw new AlreadyMember();
  await parts.limits.takeInvitation(tenant);
  const now = parts.clock.now();
  const token = newToken();
  const invitation: Invitation = {
    invitationId: newId('invitation'),
    tenant,
    email,
    ...post,
    invitedBy: asker.actor,
    tokenHash: hashToken(token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + INVITATION_MS),
  };
  await parts.invitations.put(invitation);
  parts.background('mail an invitation', async () => {
    const link = `${publicUrl}/accept-invitation#${token}`;
    await parts.mailer.send(invitationMail(email, await parts.tenantName(tenant), link));
  });
  return invitation;
}

/** Those that can still be used, newest first. */
export async function listInvitations(
  tenant: string,
  { invitations, clock }: Pick<SignInParts, 'invitations' | 'clock'>,
): Promise<Invitation[]> {
  const now = clock.now();
  return (await invitations.list(tenant)).filter(({ expiresAt }) => expiresAt > now);
}

/** @throws NotFound */
export async function revokeInvitation(
  tenant: string,
  invitationId: string,
  { invitations }: Pick<SignInParts, 'invitations'>,
): Promise<void> {
  if (!(await invitations.remove(tenant, invitationId))) throw new NotFound('invitation', invitationId);
}
