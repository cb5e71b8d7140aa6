import { type GraphFault, loopFault, sidesFault } from '../domain/graph-fault.ts';
import { namedNumber, ownNumber } from '../domain/named-part.ts';
import { numberSpace } from '../domain/number-space.ts';
import type { Part } from '../domain/part.ts';
import { shortestLoop } from '../domain/shortest-loop.ts';
import { findNamedPart } from './find-named-part.ts';
import { linkTo, nodeId, type WalkContext } from './follow-supersessions.ts';
import { type InterchangeEdge, interchangeEdge } from './interchange-edge.ts';

const MAX_DISTANCE = 10;
const MAX_PARTS = 200;
const MAX_SIDES = 200;

/** The pieces of a kit, and theirs where they are kits. */
export async function followComponents(
  kit: Part,
  depth: number,
  context: WalkContext,
): Promise<{ edges: InterchangeEdge[]; faults: GraphFault[] }> {
  const { budget } = context;
  const edges: InterchangeEdge[] = [];
  const faults: GraphFault[] = [];
  const parts = new Map([[kit.partId, kit]]);
  const next = new Map<string, string[]>();
  const queue = [{ part: kit, distance: 1 }];
  for (const { part, distance } of queue) {
    if (distance > MAX_DISTANCE) {
      budget.truncated.add('steps');
      break;
    }
    const found = await componentsOf(part, distance, context);
    faults.push(...found.faults);
    for (const edge of found.edges) {
      if (distance <= depth) edges.push(edge);
      const to = edge.part;
      if (to === undefined) continue;
      next.set(part.partId, [...(next.get(part.partId) ?? []), to.partId]);
      if (parts.has(to.partId)) continue;
      if (parts.size >= MAX_PARTS) {
        budget.truncated.add('parts');
        continue;
      }
      parts.set(to.partId, to);
      queue.push({ part: to, distance: distance + 1 });
    }
  }
  const loop = shortestLoop(kit.partId, next);
  if (loop !== undefined)
    faults.push(
      loopFault(
        'kit-contains-itself',
        loop.flatMap((id) => parts.get(id) ?? []),
      ),
    );
  return { edges, faults };
}

/** What the kit names as its pieces, and what says to be a piece of it. */
export async function componentsOf(
  kit: Part,
  distance: number,
  { tenant, day, budget }: WalkContext,
): Promise<{ edges: InterchangeEdge[]; faults: GraphFault[] }> {
  const own = ownNumber(kit);
  const edges: InterchangeEdge[] = [];
  const faults: GraphFault[] = [];
  if (own === undefined) return { edges, faults };
  const from = { part: kit, number: own };
  for (const link of kit.links) {
    const via = link.kind === 'component' ? namedNumber(link) : undefined;
    if (via === undefined) continue;
    const part = await findNamedPart(tenant, via, budget);
    const { quantity, validFrom, validUntil } = link;
    const edge = { relation: 'component', from, part, via, declaredBy: kit, byOther: false } as const;
    edges.push(interchangeEdge({ ...edge, distance, quantity, validFrom, validUntil }, day));
  }
  const hits = await budget.byNumber({
    key: own.key,
    space: numberSpace(own.make),
    kinds: ['part-of'],
    limit: MAX_SIDES,
  });
  if (hits.length === MAX_SIDES) budget.truncated.add('numbers');
  for (const { part } of hits) {
    const link = linkTo(part, 'part-of', own);
    const via = ownNumber(part);
    if (link === undefined || via === undefined) continue;
    const told = edges.find((edge) => nodeId({ part: edge.part, number: edge.via }) === part.partId);
    const fault = told && sidesFault(kit, part, { what: 'piece', here: told, there: link });
    if (fault !== undefined) faults.push(fault);
    if (told !== undefined) continue;
    const { quantity, validFrom, validUntil } = link;
    const edge = { relation: 'component', from, part, via, declaredBy: part, byOther: true } as const;
    edges.push(interchangeEdge({ ...edge, distance, quantity, validFrom, validUntil }, day));
  }
  return { edges, faults };
}
