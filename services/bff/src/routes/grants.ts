import { GetGrantRequest, ListGrantsRequest, RevokeGrantRequest } from '@qipei/contracts/catalog/v1/grant';
import { z } from 'zod';
import { DEFAULT_PAGE_SIZE, flag, id, pageSize, pageToken } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  GRANT_DIRECTIONS,
  GrantJson,
  grantDirection,
  grantJson,
  NewGrantJson,
  readNewGrant,
} from '../resources/grant.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const path = '/v1/grants/{grantId}';
const tag = 'Grants';
const params = z.object({ grantId: id('A grant’s id, `grant_…`.') });
const answer = z.object({ grant: GrantJson });

// A customer's key reads parts, and is told of no business between tenants: these ask for the scopes of imports.
export const grantRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/grants',
    operationId: 'createGrant',
    summary: 'Share your private parts with a tenant',
    description:
      'All of them, or those of some brands, with where they fit; without list prices, internal notes and whatever else of ' +
      'them is yours alone. It holds at once, or from `validFrom` on. The same brands for the same tenant are the same grant, ' +
      'which takes the note and the times that you give; a grant whose time was over goes on.',
    tag,
    scope: 'imports:write',
    body: { json: NewGrantJson },
    problems: {
      409: '`grants-too-many`: that tenant has as many grants of yours as it may have. `grant-brands-too-many`: they name as many brands as they may.',
    },
    responses: {
      200: { description: 'There was such a grant.', schema: answer },
      201: { description: 'It is given.', schema: answer },
    },
    async handle({ body }, { peers, call }) {
      const { grant, created } = await peers.grants.createGrant(readNewGrant(body), call);
      const headers = { Location: `/v1/grants/${grant?.grantId}` };
      return { status: created ? 201 : 200, headers, body: { grant: grantJson(grant) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/grants',
    operationId: 'listGrants',
    summary: 'List the grants that you gave, or those that you were given, newest first',
    tag,
    scope: 'imports:read',
    query: z.strictObject({
      direction: z.enum(GRANT_DIRECTIONS).optional().meta({ description: '`given` unless given.' }),
      revoked: flag('Those that were revoked, too; `true` unless given.'),
      pageSize,
      pageToken,
    }),
    responses: {
      200: {
        description: 'A page of grants.',
        schema: z.object({ grants: z.array(GrantJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query }, { peers, call }) {
      const { grants, nextPageToken } = await peers.grants.listGrants(
        ListGrantsRequest.fromPartial({
          direction: grantDirection(query.direction ?? 'given'),
          withoutRevoked: query.revoked === false,
          pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
          pageToken: query.pageToken ?? '',
        }),
        call,
      );
      return {
        status: 200,
        body: { grants: grants.map(grantJson), nextPageToken: textOrNull(nextPageToken) },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path,
    operationId: 'getGrant',
    summary: 'Get a grant that you gave or were given',
    tag,
    scope: 'imports:read',
    params,
    problems: { 404: 'There is no such grant of yours.' },
    responses: { 200: { description: 'The grant.', schema: answer } },
    async handle({ params: { grantId } }, { peers, call }) {
      const { grant } = await peers.grants.getGrant(GetGrantRequest.fromPartial({ grantId }), call);
      return { status: 200, body: { grant: grantJson(grant) } };
    },
  }),
  defineRoute({
    method: 'delete',
    path,
    operationId: 'revokeGrant',
    summary: 'Revoke a grant that you gave',
    description:
      'Its parts are closed to the subscriber when this is answered, in search some moments later. The grant stays to be seen ' +
      'as `revoked`; revoking it again changes nothing.',
    tag,
    scope: 'imports:write',
    params,
    problems: { 404: 'You gave no such grant.' },
    responses: { 200: { description: 'It is revoked.', schema: answer } },
    async handle({ params: { grantId } }, { peers, call }) {
      const { grant } = await peers.grants.revokeGrant(RevokeGrantRequest.fromPartial({ grantId }), call);
      return { status: 200, body: { grant: grantJson(grant) } };
    },
  }),
];
