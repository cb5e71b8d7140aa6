import { z } from 'zod';
import { defineRoute, type Route } from '../http/route.ts';
import { textOrNull } from '../resources/unknown-values.ts';

export const keyRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/key',
    operationId: 'getKey',
    summary: 'See whose key or session this is, and what it allows',
    tag: 'Keys',
    scope: 'any',
    responses: {
      200: {
        description: 'What the request was made with; never its secret.',
        schema: z.object({
          key: z
            .object({
              keyId: z.string().nullable().meta({ description: 'null for the session of a user.' }),
              tenant: z.string(),
              customerId: z.string().nullable().meta({
                description:
                  'Customer of the tenant on whose behalf the key acts; null for the tenant itself.',
              }),
              scopes: z.array(z.string()),
            })
            .meta({ id: 'Key' }),
        }),
      },
    },
    async handle(_, { caller: { keyId, tenant, customerId, scopes } }) {
      const key = {
        keyId: textOrNull(keyId),
        tenant,
        customerId: textOrNull(customerId),
        scopes: [...scopes].sort(),
      };
      return { status: 200, body: { key } };
    },
  }),
];
