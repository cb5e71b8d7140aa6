import { SuggestRequest } from '@qipei/contracts/search/v1/suggest';
import { z } from 'zod';
import { text, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { SuggestionJson, suggestionJson } from '../resources/suggestion.ts';

/** Who types doesn't wait longer: the next letter asks again. */
const SUGGEST_MS = 2_000;

export const suggestionRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/suggestions',
    operationId: 'listSuggestions',
    summary: 'See what somebody who types may mean',
    description:
      'For every letter typed into the one box: VINs, numbers in any spelling (from four characters on), part types by any of ' +
      'their names (`jylqq` and `jiyou` for 机油滤清器, too), brands, makes, models and generations. With a vehicle, numbers and ' +
      'part types are those of parts that fit it.',
    tag: 'Search',
    scope: 'catalog:read',
    guests: true,
    // One for every letter that is typed.
    guestCost: () => 0.25,
    query: z.strictObject({
      q: text(128, 0).optional().meta({ example: '机油' }),
      vehicleId: text(200).optional(),
      limit: wholeNumber({ min: 1, max: 20 })
        .optional()
        .meta({
          description: '10 unless given.',
          override: { type: 'integer', minimum: 1, maximum: 20, default: 10 },
        }),
    }),
    responses: {
      200: {
        description: 'The best first; none for an empty query.',
        schema: z.object({ suggestions: z.array(SuggestionJson) }),
      },
    },
    problems: { 404: 'There is no such vehicle.' },
    async handle({ query: { q = '', vehicleId = '', limit = 10 } }, { peers, call }) {
      const { suggestions } = await peers.suggest.suggest(
        SuggestRequest.fromPartial({ query: q, vehicleId, limit }),
        { ...call, deadline: new Date(Date.now() + SUGGEST_MS) },
      );
      return {
        status: 200,
        body: { suggestions: suggestions.map((each) => suggestionJson(each, vehicleId)) },
      };
    },
  }),
];
