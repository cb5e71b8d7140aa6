import { DecodeVinRequest } from '@qipei/contracts/fitment/v1/vin';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { DecodedVinJson, decodedVinJson } from '../resources/vin.ts';
import { answersOf, VinAnswersQuery } from '../resources/vin-answers.ts';
import { vinBatchRoute } from './vin-batch.ts';

export const vinRoutes: readonly Route[] = [
  // Before `{vin}`, which would take it for one.
  vinBatchRoute,
  defineRoute({
    method: 'get',
    path: '/v1/vins/{vin}',
    operationId: 'decodeVin',
    summary: 'Decode a VIN',
    description:
      'Any text is an answerable question: what is wrong with it is said in `notes`, what could not be known is absent. ' +
      'Where several vehicles remain, `questions` tell them apart; call again with what was answered, such as ' +
      '`answer.displacementL=1.5&answer.body=三厢轿车`. An answer that no vehicle has is refused with the `options`.',
    tag: 'Vehicles',
    scope: 'catalog:read',
    guests: true,
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
    query: VinAnswersQuery,
    responses: { 200: { description: 'What the VIN tells.', schema: DecodedVinJson } },
    async handle({ params, query }, { peers, call }) {
      const request = DecodeVinRequest.fromPartial({ vin: params.vin, answers: answersOf(query) });
      const decoded = await peers.fitment.decodeVin(request, call);
      return { status: 200, body: decodedVinJson(decoded) };
    },
  }),
];
