import {
  AcceptInvitationResponse,
  ChangeMemberResponse,
  GetInvitationByTokenResponse,
  type Invitation as InvitationMessage,
  InviteMemberResponse,
  ListInvitationsResponse,
  ListMembersResponse,
  type Member as MemberMessage,
  type MemberServiceService,
  RemoveMemberResponse,
  RevokeInvitationResponse,
} from '@qipei/contracts/access/v1/member';
import type { CallContext, GrpcHandlers } from '@qipei/service-kit';
import { acceptInvitation, openInvitation } from '../../application/accept-invitation.ts';
import { inviteMember, listInvitations, revokeInvitation } from '../../application/invite-member.ts';
import { changeMember, type Member, removeMember } from '../../application/manage-members.ts';
import type { Asker, SignInParts } from '../../application/sign-in-stores.ts';
import type { Invitation } from '../../domain/invitation.ts';

export function memberHandlers(parts: SignInParts): GrpcHandlers<typeof MemberServiceService> {
  const invitationMessage = async (invitation: Invitation): Promise<InvitationMessage> => {
    const { invitationId, tenant, email, role, customerId, createdAt, expiresAt } = invitation;
    const tenantName = await parts.tenantName(tenant);
    return { invitationId, tenant, tenantName, email, role, customerId, createdAt, expiresAt };
  };
  return {
    async listMembers(_, { tenant }) {
      const members = await parts.accounts.members(tenant);
      return ListMembersResponse.fromPartial({ members: members.map(memberMessage) });
    },
    async changeMember(request, context) {
      const member = await changeMember(askerOf(context), request, parts);
      return ChangeMemberResponse.fromPartial({ member: memberMessage(member) });
    },
    async removeMember({ userId }, context) {
      await removeMember(askerOf(context), userId, parts);
      return RemoveMemberResponse.fromPartial({});
    },
    async inviteMember(request, context) {
      const invitation = await inviteMember(askerOf(context), request, parts);
      return InviteMemberResponse.fromPartial({ invitation: await invitationMessage(invitation) });
    },
    async listInvitations(_, { tenant }) {
      const found = await listInvitations(tenant, parts);
      return ListInvitationsResponse.fromPartial({
        invitations: await Promise.all(found.map(invitationMessage)),
      });
    },
    async revokeInvitation({ invitationId }, { tenant }) {
      await revokeInvitation(tenant, invitationId, parts);
      return RevokeInvitationResponse.fromPartial({});
    },
    async getInvitationByToken({ token }) {
      const { invitation, user } = await openInvitation(token, parts);
      return GetInvitationByTokenResponse.fromPartial({
        invitation: await invitationMessage(invitation),
        hasAccount: user !== undefined,
      });
    },
    async acceptInvitation(request) {
      const { tenant } = await acceptInvitation(request, parts);
      return AcceptInvitationResponse.fromPartial({ tenant });
    },
  };
}

export function askerOf({ tenant, actor, customerId }: CallContext): Asker {
  return { tenant, actor, customerId };
}

function memberMessage({ membership, user }: Member): MemberMessage {
  const { userId, email, name } = user;
  const { role, customerId, since } = membership;
  return { userId, email, name, role, customerId, since };
}
