import { type Clock, InvalidInput } from '@qipei/kernel';
import { type BuyItem, buyOptions } from '../domain/buy-options.ts';
import { isDate } from '../domain/edge-dates.ts';
import { faultsOfPart, type GraphFault, loopFault } from '../domain/graph-fault.ts';
import { loopsAmong } from '../domain/loops-among.ts';
import { ownNumber } from '../domain/named-part.ts';
import type { PartNumber } from '../domain/part.ts';
import type { PartReader } from '../domain/part-repository.ts';
import { shortestLoop } from '../domain/shortest-loop.ts';
import { followComponents } from './follow-components.ts';
import {
  followPredecessors,
  followSuccessors,
  MAX_DISTANCE,
  type SupersessionChain,
  type WalkContext,
} from './follow-supersessions.ts';
import {
  type GraphNode,
  type InterchangeEdge,
  type InterchangeRelation,
  RELATIONS,
} from './interchange-edge.ts';
import { linkEdges, numberEdges } from './neighbour-edges.ts';
import { getPart } from './read-parts.ts';
import { type Truncation, walkBudget } from './walk-budget.ts';

/** An item to buy, with the numbers on the way to it. */
export interface NumberToBuy {
  node: GraphNode;
  quantity: number;
  path: PartNumber[];
}

export interface Interchange {
  day: string;
  numbers: PartNumber[];
  edges: InterchangeEdge[];
  /** All items of any one option. */
  buy: NumberToBuy[][];
  currentPartIds: string[];
  loopPartIds: string[];
  faults: GraphFault[];
  /** What there is more of than the answer tells. */
  truncated: Truncation[];
}

export interface InterchangeQuery {
  /** YYYY-MM-DD; today where empty. */
  asOf: string;
  /** All where empty. */
  relations: readonly InterchangeRelation[];
  /** Most steps told; 0: all of a supersession, one of anything else. */
  depth: number;
}

const MAX_EDGES = 500;
/** Parts looked at for one answer. */
const MAX_HITS = 4_000;

/** All that is known to replace, to belong to, or to do the job of, a part. @throws NotFound, InvalidInput */
export async function getInterchange(
  tenant: string,
  partId: string,
  query: InterchangeQuery,
  dependencies: { parts: PartReader; clock: Clock },
): Promise<Interchange> {
  const { parts, clock } = dependencies;
  const day = dayOf(query.asOf, clock);
  if (query.depth < 0 || query.depth > MAX_DISTANCE)
    throw new InvalidInput('depth', 'out-of-range', `A depth is from 1 to ${MAX_DISTANCE}.`);
  const wanted = new Set(query.relations.length === 0 ? RELATIONS : query.relations);
  const part = await getPart(tenant, partId, dependencies);
  const number = ownNumber(part);
  if (number === undefined) throw new Error('a part has no number of its own');
  const start = { part, number };
  const budget = walkBudget(tenant, parts, MAX_HITS);
  const context: WalkContext = { tenant, day, budget };
  const depth = query.depth === 0 ? MAX_DISTANCE : query.depth;

  const chain = await followSuccessors(start, context);
  const faults = [...chain.faults, ...loopsOf(chain)];
  for (const node of chain.visited.values())
    if (node.part !== undefined) faults.push(...faultsOfPart(node.part, day));
  const edges = wanted.has('superseded-by') ? chain.edges.filter(({ distance }) => distance <= depth) : [];
  const add = (edge: InterchangeEdge): boolean => {
    if (edges.length < MAX_EDGES) edges.push(edge);
    else budget.truncated.add('edges');
    return edges.length < MAX_EDGES;
  };
  if (wanted.has('supersedes'))
    for (const edge of await followPredecessors(start, context)) if (edge.distance <= depth) add(edge);
  for await (const edge of numberEdges(part, wanted, context)) if (!add(edge)) break;
  const kit = await followComponents(part, Math.max(1, query.depth), context);
  faults.push(...kit.faults);
  if (wanted.has('component')) for (const edge of kit.edges) add(edge);
  for (const [relation, kinds] of LINKED) {
    if (!wanted.has(relation)) continue;
    for await (const edge of linkEdges(part, relation, kinds, context)) if (!add(edge)) break;
  }
  if (edges.length > MAX_EDGES) budget.truncated.add('edges');
  const bought = buyOf(start, chain);
  if (!bought.complete) budget.truncated.add('options');
  return {
    day,
    numbers: part.numbers,
    edges: edges.slice(0, MAX_EDGES),
    buy: bought.options,
    currentPartIds: partIdsOf(bought.options),
    loopPartIds: loopsIn(chain),
    faults: distinct(faults),
    truncated: [...budget.truncated].sort(),
  };
}

const LINKED = [
  ['accessory', { mine: 'accessory', theirs: undefined }],
  ['accessory-of', { mine: undefined, theirs: 'accessory' }],
  ['part-of', { mine: 'part-of', theirs: 'component' }],
] as const;

function dayOf(asOf: string, clock: Clock): string {
  if (asOf === '') return clock.now().toISOString().slice(0, 10);
  if (asOf.length !== 10 || !isDate(asOf))
    throw new InvalidInput('asOf', 'date-invalid', 'A day is written YYYY-MM-DD.');
  return asOf;
}

/** What to buy instead of the start of a chain. */
export function buyOf(
  start: GraphNode,
  chain: Pick<SupersessionChain, 'nodes' | 'visited'>,
): { options: NumberToBuy[][]; complete: boolean } {
  const [first] = chain.visited.keys();
  const { options, complete } = buyOptions(first ?? '', chain.nodes);
  const nodeOf = (id: string): GraphNode => chain.visited.get(id) ?? start;
  const toBuy = ({ id, quantity, path }: BuyItem): NumberToBuy => ({
    node: nodeOf(id),
    quantity,
    path: path.map((step) => numberOf(nodeOf(step))),
  });
  return { options: options.map((items) => items.map(toBuy)), complete };
}

export function numberOf({ part, number }: GraphNode): PartNumber {
  return (part && ownNumber(part)) ?? number;
}

function partIdsOf(options: readonly NumberToBuy[][]): string[] {
  return [...new Set(options.flat().flatMap(({ node }) => node.part?.partId ?? []))];
}

function loopsIn({ successors, visited }: SupersessionChain): string[] {
  return loopsAmong(successors).filter((id) => visited.get(id)?.part !== undefined);
}

function loopsOf(chain: SupersessionChain): GraphFault[] {
  return loopsIn(chain).flatMap((id) => {
    const loop = shortestLoop(id, chain.successors);
    const parts = loop?.flatMap((each) => chain.visited.get(each)?.part ?? []) ?? [];
    return parts.length === 0 ? [] : [loopFault('supersession-loop', parts)];
  });
}

function distinct(faults: readonly GraphFault[]): GraphFault[] {
  return [
    ...new Map(
      faults.map((fault) => [JSON.stringify([fault.code, fault.partIds, fault.explanation]), fault]),
    ).values(),
  ];
}
