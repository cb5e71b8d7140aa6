import {
  type ApiKey,
  CreateKeyRequest,
  ListKeysRequest,
  RevokeKeyRequest,
} from '@qipei/contracts/access/v1/key';
import { z } from 'zod';
import { SCOPES } from '../http/authenticate.ts';
import { id, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { instant, instantOrNull, textOrNull } from '../resources/unknown-values.ts';
import { BODY_PROBLEMS } from './session.ts';

const tag = 'Keys';
const scope = 'keys:write';
const KeyJson = z
  .object({
    keyId: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    customerId: z.string().nullable(),
    createdAt: instant,
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });

function keyJson(key: ApiKey | undefined): z.infer<typeof KeyJson> {
  if (key?.createdAt === undefined) throw new Error('access answered without the key');
  const { keyId, name, scopes, customerId, createdAt, revokedAt } = key;
  return {
    ...{ keyId, name, scopes: [...scopes].sort(), customerId: textOrNull(customerId) },
    createdAt: createdAt.toISOString(),
    revokedAt: instantOrNull(revokedAt),
  };
}

export const tenantKeyRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/keys',
    operationId: 'listKeys',
    summary: 'List your API keys',
    tag,
    scope,
    responses: {
      200: {
        description: 'All of them, the oldest first, revoked ones too; never a secret.',
        schema: z.object({ keys: z.array(KeyJson) }),
      },
    },
    async handle(_, { peers, call }) {
      const { keys } = await peers.keys.listKeys(ListKeysRequest.fromPartial({}), call);
      return { status: 200, body: { keys: keys.map(keyJson) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/keys',
    operationId: 'createKey',
    summary: 'Make an API key',
    description:
      'With some of the scopes that you have yourself. The secret is in this answer and nowhere else.',
    tag,
    scope,
    body: {
      json: z
        .strictObject({
          name: text(200),
          scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
          customerId: text(63).optional().meta({
            description: 'Customer of yours on whose behalf it acts; unless given it acts for you.',
          }),
        })
        .meta({ id: 'CreateKey' }),
    },
    responses: {
      201: { description: 'Made.', schema: z.object({ key: KeyJson, secret: z.string() }) },
    },
    problems: { ...BODY_PROBLEMS, 403: 'It would give more than who asks has (`grant-beyond-own`).' },
    async handle({ body }, { peers, call }) {
      const { name, scopes, customerId = '' } = body;
      const { key, secret } = await peers.keys.createKey(
        CreateKeyRequest.fromPartial({ name, scopes, customerId }),
        call,
      );
      return { status: 201, body: { key: keyJson(key), secret } };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/keys/{keyId}',
    operationId: 'revokeKey',
    summary: 'Revoke an API key',
    description: 'It works for two seconds more at most. Revoking it again changes nothing.',
    tag,
    scope,
    params: z.object({ keyId: id('A key’s id.') }),
    responses: { 200: { description: 'The key as it is now.', schema: z.object({ key: KeyJson }) } },
    problems: { 404: 'There is no such key of yours.' },
    async handle({ params: { keyId } }, { peers, call }) {
      const { key } = await peers.keys.revokeKey(RevokeKeyRequest.fromPartial({ keyId }), call);
      return { status: 200, body: { key: keyJson(key) } };
    },
  }),
];
