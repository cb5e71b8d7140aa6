import { SearchRequest, Sort, VehicleWordsUse } from '@qipei/contracts/search/v1/search';
import type { CallContext } from '@qipei/service-kit';
import { z } from 'zod';
import { requireScope } from '../http/authenticate.ts';
import { pageCost } from '../http/guest-limits.ts';
import { flag, text, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import {
  facetJson,
  hitJson,
  intentJson,
  positionField,
  SearchResultJson,
} from '../resources/search-result.ts';
import { lookUpHits } from './look-up-hits.ts';
import { ruledOutLast } from './ruled-out-last.ts';

const SORTS = {
  relevance: Sort.RELEVANCE,
  price: Sort.PRICE_ASC,
  '-price': Sort.PRICE_DESC,
  '-stock': Sort.STOCK_DESC,
  number: Sort.NUMBER_ASC,
} as const;

const VEHICLE_WORDS = {
  limit: VehicleWordsUse.LIMIT,
  show: VehicleWordsUse.SHOW,
  words: VehicleWordsUse.WORDS,
} as const;

/** For the whole of a search: a shop's counter doesn't wait longer. */
const SEARCH_MS = 5_000;
const MAX_DEPTH = 10_000;

const query = z
  .strictObject({
    q: text(512, 0).optional().meta({
      description: 'A VIN, an OE or part number, or words in Chinese or English.',
      example: '前刹车片',
    }),
    vin: text(64, 0).optional(),
    vehicleId: text(128).optional(),
    partTypeId: text(128).optional(),
    brandId: text(128).optional(),
    position: positionField,
    vehicleWords: z
      .enum(['limit', 'show', 'words'])
      .optional()
      .meta({
        description:
          'What words such as `2018 雅阁 2.0` or `BMW F30` do where no vehicle is given otherwise. `limit`, the default: only ' +
          'parts that fit any of these vehicles are found, where there are such. `show`: hits say whether they fit, and those of ' +
          'which no vehicle is known are found, too. `words`: they are words as all others.',
      }),
    inStock: flag('Needs scope `inventory:read`.'),
    sort: z
      .enum(['relevance', 'price', '-price', '-stock', 'number'])
      .optional()
      .meta({ description: 'By price or stock: needs scope `inventory:read`.' }),
    page: wholeNumber({ min: 1, max: 1_000 }).optional(),
    pageSize: wholeNumber({ min: 1, max: 100 }).optional(),
  })
  .refine(({ page = 1, pageSize = 20 }) => page * pageSize <= MAX_DEPTH, {
    path: ['page'],
    params: { code: 'page-too-deep' },
    message: `an answer can be paged to its ${MAX_DEPTH}th hit; narrow the search instead`,
  });

export const searchRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/search',
    operationId: 'searchParts',
    summary: 'Find parts by VIN, number, vehicle or words',
    description:
      'With a vehicle, every hit carries the proof that it fits; so it does where words name one, as `雅阁 机油格`: then it fits all ' +
      'of these vehicles, or some, and the proof says which. Prices and stock are live and shown to keys with ' +
      'scope `inventory:read`. `page` × `pageSize` is at most 10,000.',
    tag: 'Search',
    scope: 'catalog:read',
    guests: true,
    guestCost: pageCost,
    query,
    responses: { 200: { description: 'A page of hits.', schema: SearchResultJson } },
    problems: { 404: 'There is no such vehicle.' },
    async handle({ query }, context) {
      const seesStock = context.caller.scopes.has('inventory:read');
      if (query.inStock !== undefined) requireScope(context.caller, 'inventory:read', 'The filter inStock');
      if (query.sort === 'price' || query.sort === '-price' || query.sort === '-stock')
        requireScope(context.caller, 'inventory:read', `The order ${query.sort}`);
      const { page = 1, pageSize = 20, sort = 'relevance' } = query;
      const call: CallContext = { ...context.call, deadline: new Date(Date.now() + SEARCH_MS) };
      const found = await context.peers.search.search(
        SearchRequest.fromPartial({
          query: query.q ?? '',
          vin: query.vin ?? '',
          vehicleId: query.vehicleId ?? '',
          partTypeId: query.partTypeId ?? '',
          brandId: query.brandId ?? '',
          position: query.position ?? '',
          inStock: query.inStock ?? false,
          vehicleWords: VEHICLE_WORDS[query.vehicleWords ?? 'limit'],
          sort: SORTS[sort],
          page,
          pageSize,
        }),
        call,
      );
      const vehicleIds = (found.intent?.vehicles ?? []).map(({ vehicleId }) => vehicleId);
      const live = await lookUpHits(
        found.hits,
        { vehicleIds, vin: found.intent?.vin ?? '', named: found.intent?.named },
        { ...context, call },
      );
      const ranked = ruledOutLast(found.hits, live.verdicts);
      return {
        status: 200,
        body: {
          intent: intentJson(found.intent),
          total: found.total,
          ruledOut: ranked.ruledOut,
          page,
          pageSize,
          hits: ranked.hits.map((hit) =>
            hitJson(hit, {
              availability: live.availability.get(hit.partId),
              verdict: live.verdicts.get(hit.partId),
              album: live.albums.get(hit.partId),
            }),
          ),
          facets: found.facets.filter(({ name }) => seesStock || name !== 'inStock').map(facetJson),
          notes: live.notes,
        } satisfies z.infer<typeof SearchResultJson>,
      };
    },
  }),
];
