import type { Grant } from './grant.ts';

/** What a reader may ask for. Fitments have the id of their part. */
export const FEED_TYPES = ['parts', 'fitments', 'releases'] as const;
export type FeedType = (typeof FEED_TYPES)[number];

/** `events` happen to a tenant and aren't the state of anything: they aren't in the feed, webhooks tell of them. */
export type LogType = FeedType | 'events';

/** A part as it is at a version. */
export interface PartSaved {
  kind: 'part-saved';
  partId: string;
  publisher: string;
  brandId: string;
  isPublic: boolean;
  version: number;
  /** An encoded qipei.catalog.v1.Part, as everybody may see it who sees the part. */
  data: Uint8Array;
}

export interface PartWithdrawn {
  kind: 'part-withdrawn';
  partId: string;
  publisher: string;
  version: number;
}

export interface FitmentsSaved {
  kind: 'fitments-saved';
  partId: string;
  publisher: string;
  version: number;
  /** An encoded qipei.fitment.v1.PartFitmentsSaved; none where the part fits nothing any more. */
  data: Uint8Array | undefined;
}

/** Seen by its publisher alone. */
export interface ReleaseChanged {
  kind: 'release-changed';
  releaseId: string;
  publisher: string;
  /** Counts the states that are told of, from 1. */
  version: number;
  /** An encoded qipei.releases.v1.Release. */
  data: Uint8Array;
}

/** Something that webhooks of the tenant tell of. */
export interface TenantEvent {
  kind: 'tenant-event';
  /** Of the event in the log. */
  eventId: string;
  tenant: string;
  eventType: string;
  /** Undefined where that isn't told: then it counts as new. */
  occurredAt: Date | undefined;
  /** `id`, `version` and what else is told of it; JSON. */
  data: Readonly<Record<string, unknown>>;
}

export interface GrantChanged {
  kind: 'grant-changed';
  grant: Grant;
}

/** What an event of another service changes in the feed. */
export type FeedChange =
  | PartSaved
  | PartWithdrawn
  | FitmentsSaved
  | ReleaseChanged
  | TenantEvent
  | GrantChanged;
