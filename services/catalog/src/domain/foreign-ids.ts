import type { ForeignId, ForeignIdKind } from './foreign-id.ts';

export interface ForeignIdCounts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
}

/** None is in both. */
export interface ForeignIdChange {
  set: readonly ForeignId[];
  remove: readonly string[];
}

/** A foreign part type whose meaning has changed, and parts may not have been told of it. */
export interface UnsettledForeignId extends ForeignId {
  tenant: string;
}

/** What tenants say that ids of foreign tables mean; a tenant sees its own alone. */
export interface ForeignIds {
  /** All of the kind are replaced, in one step or, where there are none over many documents, one by one. */
  replace(tenant: string, kind: ForeignIdKind, ids: readonly ForeignId[]): Promise<ForeignIdCounts>;
  /**
   * Some of the kind, in one step or one by one; the rest stays. What doesn't fit any more is refused, and then nothing is
   * changed: two who add at once may get a little beyond. @throws InvalidInput
   */
  change(tenant: string, kind: ForeignIdKind, change: ForeignIdChange): Promise<ForeignIdCounts>;
  /** In their order, behind the one given. */
  list(tenant: string, kind: ForeignIdKind, page: { after: string; limit: number }): Promise<ForeignId[]>;
  /** Values by foreign id, of those that are known. */
  resolve(tenant: string, kind: ForeignIdKind, foreignIds: readonly string[]): Promise<Map<string, string>>;
  /** Part types whose parts are to be told; an empty value is one that means nothing any more. */
  unsettled(limit: number): Promise<UnsettledForeignId[]>;
  /**
   * Gives every part of the tenant that came with the id its type, with a new version and an event each. What changes meanwhile
   * is left unsettled; it may be broken off at any point and come again.
   */
  settle(id: UnsettledForeignId, context: { now: Date; traceparent: string }): Promise<void>;
  /**
   * Parts have been written with part types that were read before: where they mean something else by now they are unsettled. `typed` has
   * part types by foreign id, as the parts have them. Over a storage with transactions it is part of the caller's own.
   */
  settleLater(
    tenant: string,
    typed: Iterable<readonly [foreignId: string, partTypeId: string]>,
  ): void | Promise<void>;
}
