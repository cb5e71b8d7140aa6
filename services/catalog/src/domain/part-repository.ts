import type { LinkKind, NumberKind, Part, PartIdentity } from './part.ts';
import type { ChangeContext, ChangeCounts, PartChange } from './part-change.ts';

/** A visible part that has a number with a key that was looked for, or names it. */
export interface NumberHit {
  part: Part;
  /**
   * `replaced-by`: the part names the number as its successor; of a link it is the kind of that; `type-ref`: the key is the
   * typed id of its part type in a foreign table.
   */
  kind: NumberKind | 'replaced-by' | LinkKind | 'type-ref';
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
  /** The ids of those found, in no promised order: a look that reads no part. */
  seen(tenant: string, partIds: readonly string[]): Promise<string[]>;
  /** The same, of those alone that this publisher has. */
  seenOf(tenant: string, publisher: string, partIds: readonly string[]): Promise<string[]>;
  /** By what a publisher's own parts are told apart, those that it has withdrawn too. In no promised order. */
  identitiesOf(publisher: string, partIds: readonly string[]): Promise<(PartIdentity & { partId: string })[]>;
  /** In id order, after the id given. */
  list(tenant: string, page: { after: string; limit: number; ownOnly: boolean }): Promise<Part[]>;
  /** In the order of the identities. The tenant's own part first, then of the public ones the oldest. */
  resolve(
    tenant: string,
    identities: readonly (PartIdentity | undefined)[],
  ): Promise<(Resolution | undefined)[]>;
  /**
   * In the order of the kinds asked for; within one what the tenant alone sees before what everybody sees, either by
   * space and age.
   */
  byNumber(tenant: string, query: NumberQuery): Promise<NumberHit[]>;
  brands(tenant: string): Promise<BrandCount[]>;
}

/**
 * Takes changes in their order. A part and the event that tells of its new version are one atomic write; content that is
 * as it was writes and tells nothing. Versions only grow.
 *
 * Over a storage with transactions all changes are one, the caller's where there is one, and the counts are there at once. Any
 * other writes part by part and may be broken off between two of them: the same changes are then given again, and what
 * was written counts as it did then. Of imports of one publisher that run at once, which they never should, the earlier
 * ones give way: they write nothing over what the latest wrote.
 */
export interface PartWriter {
  apply(changes: readonly PartChange[], context: ChangeContext): ChangeCounts | Promise<ChangeCounts>;
}
