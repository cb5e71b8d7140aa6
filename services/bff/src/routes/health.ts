import { defineRoute, type Route } from '../http/route.ts';
import { HealthJson, healthJson } from '../resources/health.ts';

export const healthRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/health',
    operationId: 'getPlatformHealth',
    summary: 'See how the platform does, now and over the last hour',
    description:
      'Of the platform as a whole: no figure tells of one tenant. The hour is in the memory of the process that answers: it ' +
      'begins with its start, and where several serve REST each has counted its own requests.',
    tag: 'Operations',
    scope: 'operations:read',
    responses: { 200: { description: 'As it is now.', schema: HealthJson } },
    async handle(_, { health }) {
      return {
        status: 200,
        body: healthJson(await health.read()),
        headers: { 'Cache-Control': 'no-store' },
      };
    },
  }),
];
