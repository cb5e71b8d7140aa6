import type { Invitation, Member } from '@qipei/contracts/access/v1/member';
import { z } from 'zod';
import { role } from './session.ts';
import { instant, textOrNull } from './unknown-values.ts';

const customerId = z
  .string()
  .nullable()
  .meta({ description: 'Customer of the tenant that a buyer buys for; null for everybody else.' });

export const MemberJson = z
  .object({ userId: z.string(), email: z.string(), name: z.string(), role, customerId, since: instant })
  .meta({ id: 'Member' });

export function memberJson(member: Member | undefined): z.infer<typeof MemberJson> {
  if (member?.since === undefined) throw new Error('access answered without the member');
  const { userId, email, name, since } = member;
  return {
    ...{ userId, email, name, role: role.parse(member.role) },
    customerId: textOrNull(member.customerId),
    since: since.toISOString(),
  };
}

export const InvitationJson = z
  .object({
    invitationId: z.string(),
    email: z.string(),
    role,
    customerId,
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' });

export function invitationJson(invitation: Invitation | undefined): z.infer<typeof InvitationJson> {
  if (invitation?.createdAt === undefined || invitation.expiresAt === undefined)
    throw new Error('access answered without the invitation');
  const { invitationId, email, createdAt, expiresAt } = invitation;
  return {
    ...{ invitationId, email, role: role.parse(invitation.role) },
    customerId: textOrNull(invitation.customerId),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
