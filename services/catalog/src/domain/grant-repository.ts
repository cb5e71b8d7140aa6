import type { Grant, GrantRequest } from './grant.ts';

export interface GrantChange {
  now: Date;
  /** W3C trace context of the change. */
  traceparent: string;
}

export interface GrantQuery {
  /** Which side of its grants the tenant is on. */
  direction: 'given' | 'received';
  withoutRevoked: boolean;
  /** Only ids that sort before it. */
  before: string;
  limit: number;
}

/** Grants as one tenant may see them: those that it gave, and those that it was given. */
export interface GrantReader {
  find(tenant: string, grantId: string): Promise<Grant | undefined>;
  /** By id, the newest first. */
  list(tenant: string, query: GrantQuery): Promise<Grant[]>;
}

/**
 * A change and the event that tells of it are one atomic write, durable and in force when the promise resolves. Of a publisher,
 * a subscriber and a scope there is at most one grant that isn't revoked, whoever asks at once.
 */
export interface GrantWriter {
  /**
   * Adds a grant, or gives the one that there is the terms asked for. Where it has them nothing is written and nothing told.
   * @throws GrantsTooMany, GrantBrandsTooMany
   */
  give(request: GrantRequest, change: GrantChange): Promise<{ grant: Grant; created: boolean }>;
  /** Undefined where the publisher gave no such grant; as it is where it was revoked before. */
  revoke(publisher: string, grantId: string, change: GrantChange): Promise<Grant | undefined>;
}

/** Every publisher's grants, for copies and for telling of them once more. */
export interface GrantArchive {
  isEmpty(): Promise<boolean>;
  /** In the order of the ids. */
  read(): AsyncIterable<Grant>;
  /** Adds those that aren't there, without an event. */
  adopt(grants: readonly Grant[]): Promise<void>;
  /** Returns of how many. */
  republish(change: GrantChange): Promise<number>;
}

export type GrantRepository = GrantReader & GrantWriter;
