import {
  type BuyOption,
  type GetInterchangeResponse,
  type GraphFault,
  GraphFaultCode,
  InterchangeRelation,
  type ListGraphFaultsResponse,
} from '@qipei/contracts/catalog/v1/catalog';
import { z } from 'zod';
import { PartJson, PartNumberJson, partJson, partNumberJson } from './part.ts';
import { enumName, enumNames, textOrNull } from './unknown-values.ts';

export const RELATIONS = [
  'same-oe',
  'cross-reference',
  'comparable',
  'superseded-by',
  'supersedes',
  'accessory',
  'accessory-of',
  'component',
  'part-of',
] as const;
const FAULT_CODES = [
  'supersession-loop',
  'replaced-yet-current',
  'successors-disagree',
  'successor-of-other-type',
  'refers-to-itself',
  'kit-contains-itself',
  'sides-disagree',
  'walk-cut',
] as const;
const relationNames = enumNames(InterchangeRelation, RELATIONS);
const faultNames = enumNames(GraphFaultCode, FAULT_CODES);

/** @throws Error for a name that is none of `RELATIONS` */
export function relationOf(name: (typeof RELATIONS)[number]): InterchangeRelation {
  for (const [relation, each] of relationNames) if (each === name) return relation as InterchangeRelation;
  throw new Error(`there is no relation '${name}'`);
}

export const BuyOptionJson = z
  .object({
    items: z
      .array(
        z.object({
          partId: z
            .string()
            .nullable()
            .meta({ description: 'Null where no part that you may see is known.' }),
          number: PartNumberJson,
          quantity: z.int(),
          path: z
            .array(PartNumberJson)
            .meta({ description: 'Numbers on the way from the part asked for, both ends included.' }),
        }),
      )
      .meta({ description: 'All of them together.' }),
  })
  .meta({ id: 'BuyOption' });

export function buyOptionJson({ items }: BuyOption): z.infer<typeof BuyOptionJson> {
  return {
    items: items.flatMap(({ partId, number, quantity, path }) =>
      number === undefined
        ? []
        : [
            {
              partId: textOrNull(partId),
              number: partNumberJson(number),
              quantity,
              path: path.map(partNumberJson),
            },
          ],
    ),
  };
}

const GraphFaultJson = z
  .object({
    code: z.enum(FAULT_CODES),
    partId: z.string().meta({ description: 'The part at which it was found.' }),
    partIds: z.array(z.string()).meta({ description: 'All parts at fault; of a loop in its order.' }),
    numbers: z.array(z.string()).meta({ description: 'Their brands and numbers, in the same order.' }),
    source: z.string().nullable().meta({ description: 'Import job and row that says so.' }),
    explanation: z.string(),
  })
  .meta({ id: 'GraphFault' });

function graphFaultJson(fault: GraphFault): z.infer<typeof GraphFaultJson> {
  return { ...fault, code: enumName(faultNames, fault.code), source: textOrNull(fault.source) };
}

export const GraphFaultsJson = z.object({
  faults: z.array(GraphFaultJson),
  nextPageToken: z.string().nullable(),
  waiting: z.int().meta({
    description: 'Changed parts, of all tenants, that have yet to be checked; counted up to 10,000.',
  }),
});

export function graphFaultsJson(page: ListGraphFaultsResponse): z.infer<typeof GraphFaultsJson> {
  return {
    faults: page.faults.map(graphFaultJson),
    nextPageToken: textOrNull(page.nextPageToken),
    waiting: page.waiting,
  };
}

export const InterchangeJson = z
  .object({
    partId: z.string(),
    asOf: z.string().meta({ description: 'The day for which it holds, YYYY-MM-DD.' }),
    numbers: z.array(PartNumberJson),
    edges: z.array(
      z.object({
        relation: z.enum(RELATIONS),
        fromPartId: z
          .string()
          .nullable()
          .meta({ description: 'Where the step starts; null at a number that no part you may see has.' }),
        fromNumber: PartNumberJson.nullable(),
        part: PartJson.nullable().meta({ description: 'Null where no part that you may see is known.' }),
        via: PartNumberJson.nullable().meta({ description: 'The number through which they meet.' }),
        distance: z
          .int()
          .meta({ description: 'Steps along supersessions or into kits, 1 for a direct edge.' }),
        quantity: z.int().meta({ description: 'Pieces of the other part for one of this.' }),
        effectiveDate: z
          .string()
          .nullable()
          .meta({ description: 'From when it holds: YYYY, YYYY-MM or YYYY-MM-DD.' }),
        validUntil: z.string().nullable().meta({ description: 'The last day, month or year of it.' }),
        inForce: z.boolean(),
        together: z
          .string()
          .nullable()
          .meta({ description: 'Supersessions of one part with the same text hold together only.' }),
        alternative: z.boolean().meta({ description: 'Said to be one of several to choose from.' }),
        followed: z.boolean().meta({
          description:
            'Whether it takes part in `buy`: it is in force, and said by the part itself, its publisher, its brand or you.',
        }),
        declaredBy: z.object({
          side: z.enum(['this', 'other']),
          partId: z.string(),
          publisher: z.string(),
          source: z.string().nullable().meta({ description: 'Import job and row that says so.' }),
        }),
        source: z.string().nullable(),
      }),
    ),
    buy: z
      .array(BuyOptionJson)
      .meta({ description: 'What to buy on that day: any one option. Stock is not looked at.' }),
    currentPartIds: z.array(z.string()).meta({ description: 'The parts among `buy`.' }),
    loopPartIds: z.array(z.string()).meta({ description: 'Supersessions that lead back to themselves.' }),
    faults: z
      .array(GraphFaultJson)
      .meta({ description: 'Loops and contradictions among what was walked through.' }),
    truncated: z.array(z.enum(['steps', 'parts', 'edges', 'numbers', 'options'])).meta({
      description: 'What there is more of than the answer tells; empty where it is whole.',
    }),
  })
  .meta({ id: 'Interchange' });

export function interchangeJson(
  partId: string,
  interchange: GetInterchangeResponse,
): z.infer<typeof InterchangeJson> {
  return {
    partId,
    asOf: interchange.asOf,
    numbers: interchange.numbers.map(partNumberJson),
    edges: interchange.edges.map((edge) => ({
      relation: enumName(relationNames, edge.relation),
      fromPartId: textOrNull(edge.fromPartId),
      fromNumber: edge.fromNumber === undefined ? null : partNumberJson(edge.fromNumber),
      part: edge.part === undefined ? null : partJson(edge.part),
      via: edge.via === undefined ? null : partNumberJson(edge.via),
      distance: edge.distance,
      quantity: edge.quantity,
      effectiveDate: textOrNull(edge.effectiveDate),
      validUntil: textOrNull(edge.validUntil),
      inForce: edge.inForce,
      together: textOrNull(edge.together),
      alternative: edge.alternative,
      followed: edge.followed,
      declaredBy: {
        side: edge.declaredByOther ? ('other' as const) : ('this' as const),
        partId: edge.declaredByPartId,
        publisher: edge.declaredByPublisher,
        source: textOrNull(edge.source),
      },
      source: textOrNull(edge.source),
    })),
    buy: interchange.buy.map(buyOptionJson),
    currentPartIds: interchange.currentPartIds,
    loopPartIds: interchange.loopPartIds,
    faults: interchange.faults.map(graphFaultJson),
    truncated: interchange.truncated.map((what) => InterchangeJson.shape.truncated.element.parse(what)),
  };
}
