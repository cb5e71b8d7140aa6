import {
  GetInterchangeRequest,
  ListGraphFaultsRequest,
  ReadNumbersRequest,
} from '@qipei/contracts/catalog/v1/catalog';
import { z } from 'zod';
import { GUEST } from '../http/guest.ts';
import { invalidField } from '../http/problem.ts';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text, wholeNumber } from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import {
  GraphFaultsJson,
  graphFaultsJson,
  InterchangeJson,
  interchangeJson,
  RELATIONS,
  relationOf,
} from '../resources/interchange.ts';
import { type NumberLine, NumberLineJson, numberLineJson } from '../resources/number-line.ts';
import { NUMBER_COLUMNS, numberRows } from '../resources/number-table.ts';
import { fileFormat, TABLE_CONTENT, tableFile } from '../resources/table-file.ts';

const MAX_NUMBERS = 1_000;
/** Of a guest; told in the route's description. */
const MAX_GUEST_NUMBERS = 100;
/** So many answers stay well below what a message holds. */
const NUMBERS_A_CALL = 100;

const types = text(200)
  .transform((list) => list.split(','))
  .pipe(z.array(z.enum(RELATIONS)))
  .optional()
  .meta({
    description: `Only these, with commas between: ${RELATIONS.join(', ')}.`,
    override: { type: 'string' },
  });

const LookUpBody = {
  json: z.strictObject({
    numbers: z
      .array(
        z.strictObject({
          number: text(20_000, 0).meta({ example: '04152-31090/38010' }),
          make: text(100).optional().meta({ description: 'Vehicle maker whose OE number it is.' }),
          brand: text(100).optional().meta({ description: 'Brand whose part number it is.' }),
        }),
      )
      .min(1)
      .max(MAX_NUMBERS),
    limit: z.int().min(1).max(50).optional().meta({ description: 'Parts of one number, 10 unless given.' }),
  }),
  maxMb: 4,
};

export const interchangeRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/v1/parts/{partId}/interchange',
    operationId: 'getPartInterchange',
    summary: 'Get what a part can be exchanged for, and what belongs to it',
    description:
      'The same OE number, cross-references, comparable parts, supersessions, accessories and kits, each with who says ' +
      'so and for what time; what to buy in its place; and the loops and contradictions on the way.',
    tag: 'Parts',
    scope: 'catalog:read',
    guests: true,
    params: z.object({ partId: id('A part’s id.') }),
    query: z.strictObject({
      asOf: z.iso.date().optional().meta({ description: 'YYYY-MM-DD; today unless given.' }),
      types,
      depth: wholeNumber({ min: 1, max: 50 })
        .optional()
        .meta({
          description:
            'Most steps told. Unless given, a supersession is told to its end and anything else one step far.',
          override: { type: 'integer', minimum: 1, maximum: 50 },
        }),
    }),
    problems: { 404: 'There is no such part that you may see.' },
    responses: { 200: { description: 'The edges.', schema: InterchangeJson } },
    async handle({ params: { partId }, query }, { peers, call }) {
      const { asOf = '', types: relations = [], depth = 0 } = query;
      const request = { partId, asOf, relations: relations.map(relationOf), depth };
      const found = await peers.catalog.getInterchange(GetInterchangeRequest.fromPartial(request), call);
      return { status: 200, body: interchangeJson(partId, found) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/interchange/faults',
    operationId: 'listGraphFaults',
    summary: 'List the loops and contradictions among your own parts',
    description:
      'Found in the background as parts change, in the order of the parts; a page has all faults of so many parts. A fault ' +
      'of several parts is listed at each of them that it can be mended at.',
    tag: 'Parts',
    scope: 'imports:read',
    query: z.strictObject({ pageSize, pageToken }),
    responses: { 200: { description: 'A page of faults.', schema: GraphFaultsJson } },
    async handle({ query }, { peers, call }) {
      const page = { pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: query.pageToken ?? '' };
      const found = await peers.catalog.listGraphFaults(ListGraphFaultsRequest.fromPartial(page), call);
      return { status: 200, body: graphFaultsJson(found) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/numbers/lookup',
    operationId: 'lookUpNumbers',
    summary: 'Look up many numbers at once, in any spelling',
    description:
      `Up to 1,000 fields (of a guest ${MAX_GUEST_NUMBERS}, in 64 KB), each with one number or several: its keys with the rule and why, the parts that have it, ` +
      'proposals where a letter was typed for a digit, and what replaces it today. Answered in the same order; what is ' +
      'wrong with a line is that line’s `error`.',
    tag: 'Parts',
    scope: 'catalog:read',
    guests: true,
    guestCost: numbersCost,
    stopsWithCaller: true,
    body: LookUpBody,
    responses: {
      200: { description: 'A line for each.', schema: z.object({ lines: z.array(NumberLineJson) }) },
    },
    async handle({ body }, context) {
      return { status: 200, body: { lines: await linesOf(body, context) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/numbers/lookup/file',
    operationId: 'lookUpNumbersFile',
    summary: 'Look up many numbers, answered as a table',
    description:
      'What `POST /v1/numbers/lookup` finds, a row for each part: for a spreadsheet. A number without a part has a row, too.',
    tag: 'Parts',
    scope: 'catalog:read',
    guests: true,
    guestCost: numbersCost,
    stopsWithCaller: true,
    query: z.strictObject({ format: fileFormat }),
    body: LookUpBody,
    responses: { 200: { description: 'The file.', otherContent: TABLE_CONTENT } },
    async handle({ body, query }, context) {
      const given = body.numbers.map(({ number }) => number);
      return tableFile(numberRows(given, await linesOf(body, context)), {
        ...{ format: query.format, columns: NUMBER_COLUMNS, name: 'numbers', at: new Date() },
      });
    },
  }),
];

/** Ten numbers with ten parts each are as much as a search. */
function numbersCost({
  body: { numbers, limit = 10 },
}: {
  body: z.infer<(typeof LookUpBody)['json']>;
}): number {
  return Math.max(1, (numbers.length / 10) * Math.max(1, limit / 10));
}

/** @throws HttpProblem 400 `too-many-numbers` where a guest asks for more than guests may */
async function linesOf(
  { numbers, limit = 0 }: z.infer<(typeof LookUpBody)['json']>,
  { peers, call, caller }: Pick<RouteContext, 'peers' | 'call' | 'caller'>,
): Promise<NumberLine[]> {
  if (caller === GUEST && numbers.length > MAX_GUEST_NUMBERS) {
    const message = `A guest looks up at most ${MAX_GUEST_NUMBERS} numbers at once.`;
    throw invalidField('numbers', 'too-many-numbers', message);
  }
  const lines: NumberLine[] = [];
  for (let at = 0; at < numbers.length; at += NUMBERS_A_CALL) {
    const some = numbers
      .slice(at, at + NUMBERS_A_CALL)
      .map(({ number, make, brand }) => ({ number, make: make ?? brand ?? '' }));
    const request = ReadNumbersRequest.fromPartial({ lines: some, limit });
    const answer = await peers.catalog.readNumbers(request, call);
    for (const line of answer.lines) lines.push(numberLineJson(line));
  }
  return lines;
}
