import type { NumberKind, Part, PartContent, PartIdentity } from './part.ts';

/** A visible part whose number, or whose supersession, has a key that was looked for. */
export interface NumberHit {
  part: Part;
  /** `replaced-by`: the part names the number as its successor. */
  kind: NumberKind | 'replaced-by';
  key: string;
  space: string;
}

export interface NumberQuery {
  key: string;
  /** Within one group of makes; undefined for any. */
  space?: string | undefined;
  kinds: readonly NumberHit['kind'][];
  limit: number;
}

export interface BrandCount {
  brandId: string;
  /** As the tenant's own parts write it, otherwise as the public ones do. */
  name: string;
  partCount: number;
}

export interface Resolution {
  partId: string;
  own: boolean;
  public: boolean;
}

/**
 * Reads parts as one tenant may see them: its own, and everybody's public ones. Whatever else there is has no influence
 * on an answer.
 */
export interface PartReader {
  find(tenant: string, partId: string): Promise<Part | undefined>;
  /** Those found, in no promised order. */
  findAll(tenant: string, partIds: readonly string[]): Promise<Part[]>;
  /** In id order, after the id given. */
  list(tenant: string, page: { after: string; limit: number; ownOnly: boolean }): Promise<Part[]>;
  /** In the order of the identities. The tenant's own part first, then of the public ones the oldest. */
  resolve(
    tenant: string,
    identities: readonly (PartIdentity | undefined)[],
  ): Promise<(Resolution | undefined)[]>;
  /** By kind in the order own, OE, cross-reference, comparable; within one by space and age. */
  byNumber(tenant: string, query: NumberQuery): Promise<NumberHit[]>;
  brands(tenant: string): Promise<BrandCount[]>;
}

export type PartChange =
  | { action: 'upsert'; identity: PartIdentity; content: PartContent; source: string }
  | { action: 'delete'; identity: PartIdentity; source: string };

export type ChangeOutcome = 'created' | 'updated' | 'unchanged' | 'deleted';

export interface ChangeContext {
  publisher: string;
  now: Date;
  traceparent: string;
}

/** Counts of what became of the changes. */
export type ChangeCounts = Record<ChangeOutcome, number>;

/**
 * Takes changes in their order, with the events that tell of them, in one transaction (the caller's, where there is
 * one). Content that is as it was changes nothing and tells nothing.
 */
export interface PartWriter {
  apply(changes: readonly PartChange[], context: ChangeContext): ChangeCounts;
}
