import { CountPartTypesRequest } from '@qipei/contracts/catalog/v1/catalog';
import { partType } from '@qipei/part-type';
import { z } from 'zod';
import { HttpProblem } from '../http/problem.ts';
import { flag, id, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { PartTypeJson, PartTypesJson, partTypeJson, partTypesJson } from '../resources/part-types.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const headers = { 'Cache-Control': 'private, max-age=3600' };

export const partTypeRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/part-type-counts',
    operationId: 'countPartTypes',
    summary: 'Count your own parts by part type, also those whose type means nothing yet',
    description:
      'A page counts some 20,000 parts: add them up as long as there is a `nextPageToken`. What changes meanwhile may be counted ' +
      'as it was before or as it is then.',
    tag: 'Reference data',
    scope: 'imports:read',
    query: z.strictObject({ pageToken }),
    responses: {
      200: {
        description: 'The counts of a page, the most first.',
        schema: z.object({
          counts: z.array(
            z.object({
              partTypeId: z.string().nullable(),
              unresolved: z.string().nullable().meta({
                description:
                  'Typed id in a foreign table, of parts that have no part type because it means nothing yet.',
                example: 'pcdb.partTerminology:1896',
              }),
              parts: z.int(),
            }),
          ),
          partsRead: z.int(),
          nextPageToken: z.string().nullable(),
        }),
      },
    },
    async handle({ query }, { peers, call }) {
      const { counts, partsRead, nextPageToken } = await peers.catalog.countPartTypes(
        CountPartTypesRequest.fromPartial({ pageToken: query.pageToken ?? '' }),
        call,
      );
      return {
        status: 200,
        body: {
          counts: counts.map(({ partTypeId, unresolvedRef, parts }) => ({
            ...{ partTypeId: textOrNull(partTypeId), unresolved: textOrNull(unresolvedRef), parts },
          })),
          partsRead,
          nextPageToken: textOrNull(nextPageToken),
        },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/part-types',
    operationId: 'listPartTypes',
    summary: 'List the part types as a tree, or find some by their trade names',
    tag: 'Reference data',
    scope: 'catalog:read',
    guests: true,
    query: z.strictObject({
      q: text(200).optional().meta({ description: 'Words, in Chinese or English.', example: '避震器' }),
      parent: text(100)
        .optional()
        .meta({ description: 'What lies below a section, a category or a part type, by its id.' }),
      common: flag('`true`: only what every counter sells; `false`: only the rest.'),
    }),
    responses: { 200: { description: 'The table, or what was asked for of it.', schema: PartTypesJson } },
    async handle({ query }) {
      return { status: 200, body: partTypesJson(query), headers };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/part-types/{partTypeId}',
    operationId: 'getPartType',
    summary: 'Get a part type',
    tag: 'Reference data',
    scope: 'catalog:read',
    guests: true,
    params: z.object({ partTypeId: id('A part type’s id, such as `oil-filter`.') }),
    problems: { 404: 'There is no such part type.' },
    responses: { 200: { description: 'The part type.', schema: PartTypeJson } },
    async handle({ params: { partTypeId } }) {
      const type = partType(partTypeId);
      if (type === undefined)
        throw new HttpProblem({
          status: 404,
          code: 'part-type-not-found',
          detail: 'There is no such part type.',
        });
      return { status: 200, body: partTypeJson(type), headers };
    },
  }),
];
