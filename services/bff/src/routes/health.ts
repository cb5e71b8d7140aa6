import type { CallContext } from '@qipei/service-kit';
import { ownImportsUnderWay } from '../http/own-imports.ts';
import { ownWork } from '../http/own-work.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Peers } from '../peers.ts';
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
      const [all, own] = await Promise.all([health.read(), operates ? undefined : ownOf(peers, call)]);
      return {
        status: 200,
        body: healthJson(own === undefined ? all : withoutOthersWork(all, own)),
        headers: { 'Cache-Control': 'no-store' },
      };
    },
  }),
];

async function ownOf(peers: Peers, call: CallContext) {
  const [jobs, work] = await Promise.all([ownImportsUnderWay(peers, call), ownWork(peers, call)]);
  return { jobs, work };
}
