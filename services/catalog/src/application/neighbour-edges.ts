import { namedNumber, ownNumber } from '../domain/named-part.ts';
import { numberSpace } from '../domain/number-space.ts';
import type { LinkKind, Part, PartNumber } from '../domain/part.ts';
import type { NumberHit } from '../domain/part-repository.ts';
import { findNamedPart } from './find-named-part.ts';
import { linkTo, type WalkContext } from './follow-supersessions.ts';
import { type InterchangeEdge, type InterchangeRelation, interchangeEdge } from './interchange-edge.ts';
import { numberOfHit } from './lookup-number.ts';

const MAX_OF_ONE_NUMBER = 200;

/**
 * Edges of one step by number: what this part names, then what names this part; the same meeting once. Nothing is read for
 * relations that aren't wanted.
 */
export async function* numberEdges(
  part: Part,
  wanted: ReadonlySet<InterchangeRelation>,
  { day, budget }: WalkContext,
): AsyncGenerator<InterchangeEdge> {
  const told = new Set<string>();
  const own = ownNumber(part);
  if (own === undefined) return;
  const from = { part, number: own };
  const hitsOf = async (number: PartNumber, kinds: readonly NumberHit['kind'][]) => {
    const space = numberSpace(number.make);
    const hits = await budget.byNumber({ key: number.key, space, kinds, limit: MAX_OF_ONE_NUMBER });
    if (hits.length === MAX_OF_ONE_NUMBER) budget.truncated.add('numbers');
    return hits.filter((hit) => hit.part.partId !== part.partId);
  };
  const edge = (
    relation: InterchangeRelation,
    via: PartNumber,
    other: Part | undefined,
    { declaredBy, number }: { declaredBy: Part; number: PartNumber },
  ): InterchangeEdge[] => {
    const meeting = JSON.stringify([
      relation,
      other?.partId ?? via.key,
      via.kind,
      other === undefined && via.make,
    ]);
    if (told.has(meeting)) return [];
    told.add(meeting);
    const { validFrom, validUntil } = number;
    const byOther = declaredBy.partId !== part.partId;
    return [
      interchangeEdge({ relation, from, part: other, via, declaredBy, byOther, validFrom, validUntil }, day),
    ];
  };

  for (const number of part.numbers) {
    const relation = number.kind === 'oe' ? 'same-oe' : number.kind;
    if (relation === 'own' || !wanted.has(relation)) continue;
    // A vehicle maker's own part carries as its own number what others name as OE number.
    const kinds = number.kind === 'oe' ? (['own', 'oe'] as const) : (['own'] as const);
    const hits = await hitsOf(number, kinds);
    const said = { declaredBy: part, number };
    for (const hit of hits) yield* edge(relation, number, hit.part, said);
    if (hits.length === 0 && relation !== 'same-oe') yield* edge(relation, number, undefined, said);
  }
  const kinds = (['oe', 'cross-reference', 'comparable'] as const).filter((kind) =>
    wanted.has(kind === 'oe' ? 'same-oe' : kind),
  );
  if (kinds.length === 0) return;
  for (const hit of await hitsOf(own, kinds)) {
    const number = numberOfHit(hit);
    if (number === undefined || number.kind === 'own') continue;
    const relation = number.kind === 'oe' ? 'same-oe' : number.kind;
    yield* edge(relation, own, hit.part, { declaredBy: hit.part, number });
  }
}

/** Edges of one step that this part declares by links of a kind, and those by which others name it. */
export async function* linkEdges(
  part: Part,
  relation: InterchangeRelation,
  kinds: { mine: LinkKind | undefined; theirs: LinkKind | undefined },
  { tenant, day, budget }: WalkContext,
): AsyncGenerator<InterchangeEdge> {
  const own = ownNumber(part);
  if (own === undefined) return;
  const from = { part, number: own };
  const told = new Set<string>();
  for (const link of part.links) {
    const via = link.kind === kinds.mine ? namedNumber(link) : undefined;
    if (via === undefined) continue;
    const other = await findNamedPart(tenant, via, budget);
    if (other !== undefined) told.add(other.partId);
    const { quantity, validFrom, validUntil } = link;
    const edge = { relation, from, part: other, via, declaredBy: part, byOther: false };
    yield interchangeEdge({ ...edge, quantity, validFrom, validUntil }, day);
  }
  if (kinds.theirs === undefined) return;
  const hits = await budget.byNumber({
    key: own.key,
    space: numberSpace(own.make),
    kinds: [kinds.theirs],
    limit: MAX_OF_ONE_NUMBER,
  });
  if (hits.length === MAX_OF_ONE_NUMBER) budget.truncated.add('numbers');
  for (const { part: other } of hits) {
    const link = linkTo(other, kinds.theirs, own);
    if (link === undefined || told.has(other.partId)) continue;
    const { quantity, validFrom, validUntil } = link;
    const edge = { relation, from, part: other, via: own, declaredBy: other, byOther: true };
    yield interchangeEdge({ ...edge, quantity, validFrom, validUntil }, day);
  }
}
