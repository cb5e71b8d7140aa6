import type { Clock } from '@qipei/kernel';
import { numberSpace } from '../domain/number-space.ts';
import type { Part, PartNumber } from '../domain/part.ts';
import type { NumberHit, PartReader } from '../domain/part-repository.ts';
import { currentParts, loopParts } from '../domain/supersession-graph.ts';
import { followSupersessions } from './follow-supersessions.ts';
import { numberOfHit } from './lookup-number.ts';
import { getPart } from './read-parts.ts';

export type InterchangeRelation =
  | 'same-oe'
  | 'cross-reference'
  | 'comparable'
  | 'superseded-by'
  | 'supersedes';

export interface InterchangeEdge {
  relation: InterchangeRelation;
  /** Undefined where no part that the tenant may see has the number. */
  part: Part | undefined;
  /**
   * The number through which they meet. Of a cross-reference or comparable it tells the direction: of that kind where
   * this part names the other, of the kind `own` where the other names this part.
   */
  via: PartNumber;
  /** Steps along the supersession chain, 1 for any other edge. */
  distance: number;
  effectiveDate: string;
  /** Of the part that says so. */
  source: string;
}

export interface Interchange {
  numbers: PartNumber[];
  edges: InterchangeEdge[];
  currentPartIds: string[];
  loopPartIds: string[];
}

const MAX_EDGES = 500;
const MAX_OF_ONE_NUMBER = 200;
/** Parts looked at for one answer: numbers that many share lead to the same parts again and again. */
const MAX_HITS = 2_000;

/** All that is known to replace, or to do the job of, a part. @throws NotFound */
export async function getInterchange(
  tenant: string,
  partId: string,
  dependencies: { parts: PartReader; clock: Clock },
): Promise<Interchange> {
  const { parts, clock } = dependencies;
  const part = await getPart(tenant, partId, dependencies);
  const chain = await followSupersessions(tenant, part, dependencies);
  const edges = [...chain.edges];
  for await (const edge of otherEdges(tenant, part, parts)) {
    edges.push(edge);
    if (edges.length >= MAX_EDGES) break;
  }
  return {
    numbers: part.numbers,
    edges: edges.slice(0, MAX_EDGES),
    currentPartIds: currentParts(part.partId, chain.nodes, clock.now().toISOString().slice(0, 10)),
    loopPartIds: loopParts(chain.nodes),
  };
}

/** Edges by number: what this part names, then what names this part; the same meeting once. */
async function* otherEdges(tenant: string, part: Part, parts: PartReader): AsyncGenerator<InterchangeEdge> {
  const told = new Set<string>();
  let left = MAX_HITS;
  const hitsOf = async (number: PartNumber, kinds: readonly NumberHit['kind'][]) => {
    const space = numberSpace(number.make);
    const limit = Math.min(MAX_OF_ONE_NUMBER, left);
    const hits = await parts.byNumber(tenant, { key: number.key, space, kinds, limit });
    left -= hits.length;
    return hits.filter((hit) => hit.part.partId !== part.partId);
  };
  const edge = (
    relation: InterchangeRelation,
    via: PartNumber,
    other: Part | undefined,
    source: string,
  ): InterchangeEdge[] => {
    const meeting = JSON.stringify([
      relation,
      other?.partId ?? via.key,
      via.kind,
      other === undefined && via.make,
    ]);
    if (told.has(meeting)) return [];
    told.add(meeting);
    return [{ relation, part: other, via, distance: 1, effectiveDate: '', source }];
  };

  for (const number of part.numbers) {
    if (number.kind === 'own' || left <= 0) continue;
    // A vehicle maker's own part carries as its own number what others name as OE number.
    const kinds = number.kind === 'oe' ? (['own', 'oe'] as const) : (['own'] as const);
    const relation = number.kind === 'oe' ? 'same-oe' : number.kind;
    const hits = await hitsOf(number, kinds);
    for (const hit of hits) yield* edge(relation, number, hit.part, part.source);
    if (hits.length === 0 && relation !== 'same-oe') yield* edge(relation, number, undefined, part.source);
  }
  const own = part.numbers.find((number) => number.kind === 'own');
  if (own === undefined || left <= 0) return;
  for (const hit of await hitsOf(own, ['oe', 'cross-reference', 'comparable'])) {
    if (numberOfHit(hit) === undefined || hit.kind === 'own' || hit.kind === 'replaced-by') continue;
    yield* edge(hit.kind === 'oe' ? 'same-oe' : hit.kind, own, hit.part, hit.part.source);
  }
}
