import { ownImportsUnderWay } from '../http/own-imports.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { HealthJson, healthJson, withoutOthersWork } from '../resources/health.ts';

export const healthRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/health',
    operationId: 'getPlatformHealth',
    summary: 'See how the platform does, now and over the last hour',
    description:
      'How the platform is: which services answer, how far it is behind, how it answers. What it works at is shown of the ' +
      'tenant that asks; of all where the operator has named it (`QIPEI_OPERATORS`). The hour is in the memory of the process that answers: it ' +
      'begins with its start, and where several serve REST each has counted its own requests.',
    tag: 'Operations',
    scope: 'operations:read',
    responses: { 200: { description: 'As it is now.', schema: HealthJson } },
    async handle(_, { health, operators, peers, call }) {
      const operates = operators.has(call.tenant);
      const [all, jobs] = await Promise.all([health.read(), operates ? [] : ownImportsUnderWay(peers, call)]);
      return {
        status: 200,
        body: healthJson(operates ? all : withoutOthersWork(all, jobs)),
        headers: { 'Cache-Control': 'no-store' },
      };
    },
  }),
];
