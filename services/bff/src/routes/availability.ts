import { GetAvailabilityRequest } from '@qipei/contracts/inventory/v1/inventory';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { AvailabilityJson, availabilityJson } from '../resources/availability.ts';
import { visibleParts } from './resolve-pair-parts.ts';

const MAX_PARTS = 500;

export const availabilityRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/availability',
    operationId: 'getAvailability',
    summary: 'Get stock and prices of many parts',
    description:
      'What `GET /v1/parts/{partId}/availability` tells of one. Parts that you may not see are left out, as those that there aren’t.',
    tag: 'Stock',
    scope: 'inventory:read',
    body: { json: z.strictObject({ partIds: z.array(text(200)).min(1).max(MAX_PARTS) }) },
    responses: {
      200: {
        description: 'Each part once, in the order in which it was first asked for.',
        schema: z.object({ availabilities: z.array(AvailabilityJson) }),
      },
    },
    problems: {
      408: 'The body did not arrive in time.',
      413: 'The body is over 1 MB.',
      415: 'The body is not JSON.',
    },
    async handle({ body }, { peers, call }) {
      const asked = [...new Set(body.partIds)];
      const seen = await visibleParts(asked, { peers, call });
      const partIds = asked.filter((partId) => seen.has(partId));
      if (partIds.length === 0) return { status: 200, body: { availabilities: [] } };
      const { availabilities } = await peers.inventory.getAvailability(
        GetAvailabilityRequest.fromPartial({ partIds }),
        call,
      );
      return { status: 200, body: { availabilities: availabilities.map(availabilityJson) } };
    },
  }),
];
