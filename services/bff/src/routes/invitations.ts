import {
  AcceptInvitationRequest,
  GetInvitationByTokenRequest,
  InviteMemberRequest,
  ListInvitationsRequest,
  RevokeInvitationRequest,
} from '@qipei/contracts/access/v1/member';
import { z } from 'zod';
import { id, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { withSignInProblems } from '../http/sign-in-problem.ts';
import { InvitationJson, invitationJson } from '../resources/member.ts';
import { role } from '../resources/session.ts';
import { Post } from './members.ts';
import { BODY_PROBLEMS, email, password, THROTTLED } from './session.ts';

const tag = 'Members';
const scope = 'members:write';
const tokenPath = '/v1/invitation-tokens/{token}';
const token = z.object({ token: text(100).meta({ description: 'What stands behind the # of the link.' }) });
const gone = { 404: 'The invitation was used, was taken back, is too old, or never was.' };

export const invitationRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/invitations',
    operationId: 'listInvitations',
    summary: 'List open invitations',
    tag,
    scope,
    responses: {
      200: {
        description: 'Those that can still be used, newest first.',
        schema: z.object({ invitations: z.array(InvitationJson) }),
      },
    },
    async handle(_, { peers, call }) {
      const { invitations } = await peers.members.listInvitations(
        ListInvitationsRequest.fromPartial({}),
        call,
      );
      return { status: 200, body: { invitations: invitations.map(invitationJson) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/invitations',
    operationId: 'inviteMember',
    summary: 'Invite somebody',
    description:
      'Mails a link that is good once, for seven days. Invited again, the e-mail gets another link and the one before is good for nothing.',
    tag,
    scope,
    body: { json: z.strictObject({ email, ...Post }).meta({ id: 'InviteMember' }) },
    responses: { 201: { description: 'Invited.', schema: z.object({ invitation: InvitationJson }) } },
    problems: {
      ...BODY_PROBLEMS,
      ...THROTTLED,
      403: 'It would give more than who asks has (`grant-beyond-own`).',
      409: '`already-member`',
    },
    async handle({ body }, { peers, call, sessions }) {
      const { invitation } = await withSignInProblems(
        peers.members.inviteMember(
          InviteMemberRequest.fromPartial({
            email: body.email,
            role: body.role,
            customerId: body.customerId ?? '',
            publicUrl: sessions.publicUrl(),
          }),
          call,
        ),
      );
      return { status: 201, body: { invitation: invitationJson(invitation) } };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/invitations/{invitationId}',
    operationId: 'revokeInvitation',
    summary: 'Take an invitation back',
    tag,
    scope,
    params: z.object({ invitationId: id('An invitation’s id.') }),
    responses: { 204: { description: 'Its link is good for nothing.' } },
    problems: { 404: 'There is no such open invitation of yours.' },
    async handle({ params: { invitationId } }, { peers, call }) {
      await peers.members.revokeInvitation(RevokeInvitationRequest.fromPartial({ invitationId }), call);
      return { status: 204, contentType: '', content: '' };
    },
  }),
  defineRoute({
    method: 'get',
    path: tokenPath,
    operationId: 'getInvitationByToken',
    summary: 'See what a mailed invitation is for',
    tag,
    scope: undefined,
    params: token,
    responses: {
      200: {
        description: 'What the holder of the link is asked to.',
        schema: z.object({
          tenant: z.string(),
          tenantName: z.string(),
          email: z.string(),
          role,
          hasAccount: z.boolean().meta({
            description: 'Whether the e-mail has an account already: then its password is asked for.',
          }),
        }),
      },
    },
    problems: gone,
    async handle({ params }, { peers, call }) {
      const { invitation, hasAccount } = await peers.members.getInvitationByToken(
        GetInvitationByTokenRequest.fromPartial(params),
        call,
      );
      if (invitation === undefined) throw new Error('access answered without the invitation');
      const { tenant, tenantName, email } = invitation;
      const body = { tenant, tenantName, email, role: role.parse(invitation.role), hasAccount };
      return { status: 200, body };
    },
  }),
  defineRoute({
    method: 'post',
    path: tokenPath,
    operationId: 'acceptInvitation',
    summary: 'Accept an invitation',
    description:
      'Makes the invited e-mail a member, once. Who has no account yet gets one with this name and password; who has one shows it by its password. Then sign in.',
    tag,
    scope: undefined,
    params: token,
    body: {
      json: z
        .strictObject({
          name: text(200).optional().meta({ description: 'Of a new account; needed for one.' }),
          password,
        })
        .meta({ id: 'AcceptInvitation' }),
    },
    responses: {
      200: { description: 'A member now.', schema: z.object({ tenant: z.string() }) },
    },
    problems: {
      ...BODY_PROBLEMS,
      ...THROTTLED,
      ...gone,
      401: '`sign-in-failed`: it is not the account’s password.',
    },
    async handle({ params, body }, { peers, call, address, sessions }) {
      const { tenant } = await withSignInProblems(
        peers.members.acceptInvitation(
          AcceptInvitationRequest.fromPartial({
            ...params,
            name: body.name ?? '',
            password: body.password,
            address,
          }),
          call,
        ),
      );
      sessions.forgetAll();
      return { status: 200, body: { tenant } };
    },
  }),
];
