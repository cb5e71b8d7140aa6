import type { SuccessorGroup, SuccessorNode } from '../domain/buy-options.ts';
import { datesOf, type GraphFault, otherTypeFault, sidesFault } from '../domain/graph-fault.ts';
import { isNamed, namedNumber, numberName, ownNumber } from '../domain/named-part.ts';
import { brandKey, numberSpace } from '../domain/number-space.ts';
import type { Part, PartLink, PartNumber } from '../domain/part.ts';
import { findNamedPart } from './find-named-part.ts';
import { type GraphNode, type InterchangeEdge, interchangeEdge } from './interchange-edge.ts';
import type { WalkBudget } from './walk-budget.ts';

export const MAX_DISTANCE = 50;
const MAX_PARTS = 200;
/** Parts that say of one part that they replace it, or that it replaces them. */
const MAX_SIDES = 200;

export interface SupersessionChain {
  edges: InterchangeEdge[];
  /** By id of the part, or name of the number that no part has. */
  visited: Map<string, GraphNode>;
  /** What takes part in what to buy. */
  nodes: Map<string, SuccessorNode>;
  /** All that is said, whoever says it and for whatever time, as ids. */
  successors: Map<string, string[]>;
  faults: GraphFault[];
}

export interface WalkContext {
  tenant: string;
  /** YYYY-MM-DD. */
  day: string;
  budget: WalkBudget;
  /** The walk is after a loop through its start, and ends with the first, which is the shortest. */
  untilLoop?: boolean;
}

export function nodeId({ part, number }: GraphNode): string {
  return part?.partId ?? numberName(number);
}

/**
 * What replaces the start, near or far, over branches and merges; each part is walked from once. Of what two sides say the
 * older part's row is told, with a fault where they differ.
 */
export async function followSuccessors(start: GraphNode, context: WalkContext): Promise<SupersessionChain> {
  const { budget } = context;
  const chain: SupersessionChain = {
    edges: [],
    visited: new Map([[nodeId(start), start]]),
    nodes: new Map(),
    successors: new Map(),
    faults: [],
  };
  const named = namedParts(context);
  const queue = [{ node: start, distance: 1 }];
  for (const { node, distance } of queue) {
    const id = nodeId(node);
    const { edges, faults } = await successorsOf(node, distance, named, context);
    chain.faults.push(...faults);
    if (distance > MAX_DISTANCE) {
      if (edges.length > 0) budget.truncated.add('steps');
      continue;
    }
    chain.edges.push(...edges);
    const next = edges.map((edge) => ({ part: edge.part, number: edge.via }));
    chain.successors.set(id, next.map(nodeId));
    chain.nodes.set(id, { id, groups: groupsOf(edges) });
    if (context.untilLoop === true && next.some((each) => nodeId(each) === nodeId(start))) break;
    for (const each of next) {
      if (chain.visited.has(nodeId(each))) continue;
      if (queue.length >= MAX_PARTS) {
        budget.truncated.add('parts');
        continue;
      }
      chain.visited.set(nodeId(each), each);
      queue.push({ node: each, distance: distance + 1 });
    }
  }
  return chain;
}

/** In force and by who may say so: what belongs together as one group, the latest first. */
function groupsOf(edges: readonly InterchangeEdge[]): SuccessorGroup[] {
  const groups = new Map<string, InterchangeEdge[]>();
  for (const [at, edge] of edges.entries()) {
    if (edge.together === '' && !edge.followed) continue;
    const name = edge.together === '' ? `${at}` : `${edge.declaredBy.partId} ${edge.together}`;
    groups.set(name, [...(groups.get(name) ?? []), edge]);
  }
  return [...groups.values()]
    .filter((group) => group.every(({ followed }) => followed))
    .sort(([a], [b]) => ((a?.validFrom ?? '') > (b?.validFrom ?? '') ? -1 : 1))
    .map((group) => ({
      members: group.map((edge) => ({
        id: nodeId({ part: edge.part, number: edge.via }),
        quantity: edge.quantity,
      })),
    }));
}

/** Each number is looked for once. */
function namedParts({ tenant, budget }: WalkContext) {
  const known = new Map<string, Part | undefined>();
  return async (number: PartNumber): Promise<Part | undefined> => {
    const name = `${numberName(number)} ${brandKey(number.make)}`;
    if (!known.has(name)) known.set(name, await findNamedPart(tenant, number, budget));
    return known.get(name);
  };
}

async function successorsOf(
  node: GraphNode,
  distance: number,
  named: (number: PartNumber) => Promise<Part | undefined>,
  { tenant, day, budget }: WalkContext,
): Promise<{ edges: InterchangeEdge[]; faults: GraphFault[] }> {
  const edges: InterchangeEdge[] = [];
  const faults: GraphFault[] = [];
  const { part: older } = node;
  for (const said of older?.supersededBy ?? []) {
    const via = namedNumber(said);
    if (older === undefined || via === undefined) continue;
    const part = await named(via);
    const { quantity, together, alternative } = said;
    const rest = { ...datesOf(said), distance, quantity, together, alternative };
    const edge = {
      relation: 'superseded-by',
      from: node,
      part,
      via,
      declaredBy: older,
      byOther: false,
    } as const;
    edges.push(interchangeEdge({ ...edge, ...rest }, day));
  }
  const hits = await budget.byNumber({
    key: node.number.key,
    space: numberSpace(node.number.make),
    kinds: ['supersedes'],
    limit: MAX_SIDES,
  });
  if (hits.length === MAX_SIDES) budget.truncated.add('numbers');
  for (const { part: newer } of hits) {
    const link = linkTo(newer, 'supersedes', node.number);
    const via = ownNumber(newer);
    if (link === undefined || via === undefined) continue;
    const told = edges.find(({ part }) => part?.partId === newer.partId);
    if (told !== undefined) {
      const fault = older && sidesFault(older, newer, { what: 'successor', here: told, there: link });
      if (fault !== undefined) faults.push(fault);
      continue;
    }
    const { quantity, validFrom, validUntil } = link;
    const rest = { validFrom, validUntil, distance, quantity };
    const edge = {
      relation: 'superseded-by',
      from: node,
      part: newer,
      via,
      declaredBy: newer,
      byOther: true,
    } as const;
    edges.push(interchangeEdge({ ...edge, ...rest }, day));
  }
  for (const edge of edges) {
    edge.followed = edge.inForce && (!edge.byOther || maySay(edge.declaredBy, node, tenant));
    const fault = older && edge.part && otherTypeFault(older, edge.part);
    if (fault !== undefined) faults.push(fault);
  }
  return { edges, faults };
}

/** Anybody may say of his part that it replaces another's; what to buy then changes for who trusts him. */
function maySay(newer: Part, older: GraphNode, tenant: string): boolean {
  return (
    newer.publisher === tenant ||
    newer.publisher === older.part?.publisher ||
    brandKey(newer.brand) === brandKey(older.number.make)
  );
}

export function linkTo(
  part: Part,
  kind: PartLink['kind'],
  number: Pick<PartNumber, 'key' | 'make'>,
): PartLink | undefined {
  return part.links.find((link) => link.kind === kind && isNamed(link, number));
}

/** What the start replaces, near or far. */
export async function followPredecessors(start: GraphNode, context: WalkContext): Promise<InterchangeEdge[]> {
  const { budget } = context;
  const edges: InterchangeEdge[] = [];
  const seen = new Set([nodeId(start)]);
  const named = namedParts(context);
  const queue = [{ node: start, distance: 1 }];
  for (const { node, distance } of queue) {
    const found = await predecessorsOf(node, distance, named, context);
    if (distance > MAX_DISTANCE) {
      if (found.length > 0) budget.truncated.add('steps');
      continue;
    }
    for (const edge of found) {
      edges.push(edge);
      const next = { part: edge.part, number: numberOfOlder(edge) };
      if (seen.has(nodeId(next))) continue;
      if (queue.length >= MAX_PARTS) {
        budget.truncated.add('parts');
        continue;
      }
      seen.add(nodeId(next));
      queue.push({ node: next, distance: distance + 1 });
    }
  }
  return edges;
}

function numberOfOlder({ part, via }: InterchangeEdge): PartNumber {
  return (part && ownNumber(part)) ?? via;
}

async function predecessorsOf(
  node: GraphNode,
  distance: number,
  named: (number: PartNumber) => Promise<Part | undefined>,
  { day, budget }: WalkContext,
): Promise<InterchangeEdge[]> {
  const edges: InterchangeEdge[] = [];
  const { number } = node;
  const hits = await budget.byNumber({
    key: number.key,
    space: numberSpace(number.make),
    kinds: ['replaced-by'],
    limit: MAX_SIDES,
  });
  if (hits.length === MAX_SIDES) budget.truncated.add('numbers');
  for (const { part: older } of hits) {
    const said = older.supersededBy.find((each) => isNamed(each, number));
    if (said === undefined) continue;
    const { quantity, together, alternative } = said;
    const rest = { ...datesOf(said), distance, quantity, together, alternative };
    const edge = {
      relation: 'supersedes',
      from: node,
      part: older,
      via: number,
      declaredBy: older,
      byOther: true,
    } as const;
    edges.push(interchangeEdge({ ...edge, ...rest }, day));
  }
  const { part: newer } = node;
  for (const link of newer?.links ?? []) {
    const via = link.kind === 'supersedes' ? namedNumber(link) : undefined;
    if (newer === undefined || via === undefined) continue;
    const older = await named(via);
    if (older !== undefined && edges.some(({ part }) => part?.partId === older.partId)) continue;
    const { quantity, validFrom, validUntil } = link;
    const rest = { validFrom, validUntil, distance, quantity };
    const edge = {
      relation: 'supersedes',
      from: node,
      part: older,
      via,
      declaredBy: newer,
      byOther: false,
    } as const;
    edges.push(interchangeEdge({ ...edge, ...rest }, day));
  }
  return edges;
}
