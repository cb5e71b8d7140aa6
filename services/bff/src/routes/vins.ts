import { DecodeVinRequest } from '@qipei/contracts/fitment/v1/vin';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { DecodedVinJson, decodedVinJson } from '../resources/vin.ts';

export const vinRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/vins/{vin}',
    operationId: 'decodeVin',
    summary: 'Decode a VIN',
    description:
      'Any text is an answerable question: what is wrong with it is said in `notes`, what could not be known is absent.',
    tag: 'Vehicles',
    scope: 'catalog:read',
    params: z.object({
      vin: text(64)
        .refine((value) => value.trim() !== '', {
          params: { code: 'required' },
          message: 'must not be blank',
        })
        .meta({
          description: 'As typed or scanned: blanks, dashes and full-width letters are cleaned.',
          example: '1HGCM82633A004352',
        }),
    }),
    responses: { 200: { description: 'What the VIN tells.', schema: DecodedVinJson } },
    async handle({ params }, { peers, call }) {
      const decoded = await peers.fitment.decodeVin(DecodeVinRequest.fromPartial({ vin: params.vin }), call);
      return { status: 200, body: decodedVinJson(decoded) };
    },
  }),
];
