import { type EdgeDates, inForce } from '../domain/edge-dates.ts';
import type { Part, PartNumber } from '../domain/part.ts';

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
export type InterchangeRelation = (typeof RELATIONS)[number];

/** A part, or a number that no visible part has. */
export interface GraphNode {
  part: Part | undefined;
  number: PartNumber;
}

export interface InterchangeEdge extends EdgeDates {
  relation: InterchangeRelation;
  /** Where the step starts: the part asked for, or one on the way. */
  from: GraphNode;
  /** Undefined where no part that the tenant may see has the number. */
  part: Part | undefined;
  /**
   * The number through which they meet. Of a cross-reference or comparable it tells the direction: of that kind where
   * this part names the other, of the kind `own` where the other names this part.
   */
  via: PartNumber;
  /** Steps along supersessions or into kits, 1 for any other edge. */
  distance: number;
  /** The part whose row says so. */
  declaredBy: Part;
  /** Said not by the part from which the step starts but by the other side. */
  byOther: boolean;
  inForce: boolean;
  /** Pieces of the other part for one of this. */
  quantity: number;
  together: string;
  alternative: boolean;
  /** Whether it takes part in what to buy. */
  followed: boolean;
}

const PLAIN = { distance: 1, quantity: 1, together: '', alternative: false, followed: false };

export function interchangeEdge(
  edge: Pick<InterchangeEdge, 'relation' | 'from' | 'part' | 'via' | 'declaredBy' | 'byOther'> &
    Partial<InterchangeEdge>,
  day: string,
): InterchangeEdge {
  const { validFrom = '', validUntil = '' } = edge;
  return { ...PLAIN, ...edge, validFrom, validUntil, inForce: inForce({ validFrom, validUntil }, day) };
}
