import { GetVinDataRequest } from '@qipei/contracts/fitment/v1/vin_data';
import { defineRoute, type Route } from '../http/route.ts';
import { VinDataJson, vinDataJson } from '../resources/vin-data.ts';

export const vinDataRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/vin-data',
    operationId: 'getVinData',
    summary: 'Which data VINs are decoded by',
    description: 'The operator replaces it while the platform runs (`qipei vin-data install`).',
    tag: 'Vehicles',
    scope: 'catalog:read',
    responses: { 200: { description: 'The table that is served now.', schema: VinDataJson } },
    async handle(_, { peers, call }) {
      const data = await peers.fitment.getVinData(GetVinDataRequest.create(), call);
      return { status: 200, body: vinDataJson(data) };
    },
  }),
];
