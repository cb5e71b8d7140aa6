import {
  ChangeMemberRequest,
  ListMembersRequest,
  RemoveMemberRequest,
} from '@qipei/contracts/access/v1/member';
import { z } from 'zod';
import { id, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { MemberJson, memberJson } from '../resources/member.ts';
import { role } from '../resources/session.ts';
import { BODY_PROBLEMS } from './session.ts';

const tag = 'Members';
const scope = 'members:write';
const params = z.object({ userId: id('A member’s user id.') });
const problems = {
  403: 'It would give, or take, more than who asks has (`grant-beyond-own`).',
  404: 'The tenant has no such member.',
  409: '`last-owner`: nobody else could manage the tenant then.',
};
export const Post = {
  role,
  customerId: text(63)
    .optional()
    .meta({ description: 'For a buyer, and for nobody else: whom it buys for.' }),
};

export const memberRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/members',
    operationId: 'listMembers',
    summary: 'List who works for you',
    tag,
    scope,
    responses: {
      200: { description: 'All members, by e-mail.', schema: z.object({ members: z.array(MemberJson) }) },
    },
    async handle(_, { peers, call }) {
      const { members } = await peers.members.listMembers(ListMembersRequest.fromPartial({}), call);
      return { status: 200, body: { members: members.map(memberJson) } };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/v1/members/{userId}',
    operationId: 'changeMember',
    summary: 'Give a member another role',
    tag,
    scope,
    params,
    body: { json: z.strictObject(Post).meta({ id: 'ChangeMember' }) },
    responses: { 200: { description: 'The member as it is now.', schema: z.object({ member: MemberJson }) } },
    problems: { ...BODY_PROBLEMS, ...problems },
    async handle({ params: { userId }, body }, { peers, call, sessions }) {
      const { member } = await peers.members.changeMember(
        ChangeMemberRequest.fromPartial({ userId, role: body.role, customerId: body.customerId ?? '' }),
        call,
      );
      sessions.forgetAll();
      return { status: 200, body: { member: memberJson(member) } };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/members/{userId}',
    operationId: 'removeMember',
    summary: 'Part with a member',
    description: 'Ends its sessions here. Its account stays, and what it is for other tenants.',
    tag,
    scope,
    params,
    responses: { 204: { description: 'It is no member any more.' } },
    problems,
    async handle({ params: { userId } }, { peers, call, sessions }) {
      await peers.members.removeMember(RemoveMemberRequest.fromPartial({ userId }), call);
      sessions.forgetAll();
      return { status: 204, contentType: '', content: '' };
    },
  }),
];
