import { foldPartNumber } from '@qipei/part-number';
import { brandKey, numberSpace } from '../domain/number-space.ts';
import type { Part, PartNumber, Supersession } from '../domain/part.ts';
import type { PartReader } from '../domain/part-repository.ts';
import type { SupersessionNode } from '../domain/supersession-graph.ts';
import type { InterchangeEdge } from './get-interchange.ts';

const MAX_DISTANCE = 50;
const MAX_PARTS = 200;
const MAX_OF_ONE_NUMBER = 20;
/** Parts looked at on the way back: in a dense graph the same ones come again and again. */
const MAX_HITS = 2_000;

export interface SupersessionChain {
  /** Replacements, nearest first, then what the part replaces. */
  edges: InterchangeEdge[];
  /** The part and every part that replaces it, near or far. */
  nodes: Map<string, SupersessionNode>;
}

/** Walks the chain both ways, over branches and merges, through no part twice. */
export async function followSupersessions(
  tenant: string,
  start: Part,
  { parts }: { parts: PartReader },
): Promise<SupersessionChain> {
  const forward = await walkForward(tenant, start, parts);
  const backward = await walkBackward(tenant, start, parts);
  return { edges: [...forward.edges, ...backward], nodes: forward.nodes };
}

async function walkForward(tenant: string, start: Part, parts: PartReader): Promise<SupersessionChain> {
  const edges: InterchangeEdge[] = [];
  const nodes = new Map<string, SupersessionNode>();
  const distances = new Map([[start.partId, 0]]);
  const queue = [start];
  for (const part of queue) {
    const distance = (distances.get(part.partId) ?? 0) + 1;
    const next: { partId: string | undefined; effectiveDate: string }[] = [];
    nodes.set(part.partId, { partId: part.partId, next });
    if (distance > MAX_DISTANCE) continue;
    for (const supersession of part.supersededBy) {
      const via = numberOf(supersession);
      if (via === undefined) continue;
      const successor = await successorOf(tenant, via, parts);
      const { effectiveDate } = supersession;
      next.push({ partId: successor?.partId, effectiveDate });
      if (successor !== undefined && (distances.has(successor.partId) || queue.length >= MAX_PARTS)) continue;
      edges.push({
        relation: 'superseded-by',
        part: successor,
        via,
        distance,
        effectiveDate,
        source: part.source,
      });
      if (successor === undefined) continue;
      distances.set(successor.partId, distance);
      queue.push(successor);
    }
  }
  return { edges, nodes };
}

async function walkBackward(tenant: string, start: Part, parts: PartReader): Promise<InterchangeEdge[]> {
  const edges: InterchangeEdge[] = [];
  const distances = new Map([[start.partId, 0]]);
  const queue = [start];
  let left = MAX_HITS;
  for (const part of queue) {
    if (left <= 0 || queue.length >= MAX_PARTS) break;
    const distance = (distances.get(part.partId) ?? 0) + 1;
    const own = part.numbers.find((number) => number.kind === 'own');
    if (distance > MAX_DISTANCE || own === undefined) continue;
    const hits = await parts.byNumber(tenant, {
      key: own.key,
      space: numberSpace(own.make),
      kinds: ['replaced-by'],
      limit: Math.min(MAX_PARTS, left),
    });
    left -= hits.length;
    for (const { part: older } of hits) {
      if (distances.has(older.partId) || queue.length >= MAX_PARTS) continue;
      const named = older.supersededBy.find((each) => numberOf(each)?.key === own.key);
      distances.set(older.partId, distance);
      queue.push(older);
      edges.push({
        relation: 'supersedes',
        part: older,
        via: own,
        distance,
        effectiveDate: named?.effectiveDate ?? '',
        source: older.source,
      });
    }
  }
  return edges;
}

function numberOf({ brand, partNumber }: Supersession): PartNumber | undefined {
  const folded = foldPartNumber(partNumber, brand);
  if (folded === null) return undefined;
  const { raw, display, key, rule, confidence } = folded;
  return { raw, display, key, make: brand, kind: 'own', rule, confidence };
}

/** Of several parts with the number: one of just that brand, the tenant's own, the oldest. */
async function successorOf(tenant: string, via: PartNumber, parts: PartReader): Promise<Part | undefined> {
  const hits = await parts.byNumber(tenant, {
    key: via.key,
    space: numberSpace(via.make),
    kinds: ['own'],
    limit: MAX_OF_ONE_NUMBER,
  });
  const wanted = brandKey(via.make);
  let best: { part: Part; rank: number } | undefined;
  for (const { part } of hits) {
    const rank = (brandKey(part.brand) === wanted ? 2 : 0) + (part.publisher === tenant ? 1 : 0);
    if (best === undefined || rank > best.rank) best = { part, rank };
  }
  return best?.part;
}
