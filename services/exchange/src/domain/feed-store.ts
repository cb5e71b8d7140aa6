import type { FeedChange, LogType } from './feed-change.ts';

/** A change as a reader sees it. */
export interface FeedEntry {
  /** Grows along the feed; has gaps. A change that is committed later has a higher one. */
  sequence: number;
  type: LogType;
  id: string;
  publisher: string;
  version: number;
  gone: boolean;
  at: Date;
  /** Of what is there. */
  data: Uint8Array | undefined;
  /** Of events. */
  eventType: string;
}

export interface FeedPageRequest {
  tenant: string;
  types: readonly LogType[];
  /** Behind this. */
  after: number;
  /** Without the entries that tell of something gone, up to here. */
  began: number;
  limit: number;
}

export interface FeedPage {
  /** At most `limit`, and fewer where they are large. */
  entries: FeedEntry[];
  /** How far was looked: everything up to here that the tenant may see is in `entries` or was given before. */
  through: number;
  /** There is nothing behind `through`, or not yet: it waits for the end of a grant to be told. */
  exhausted: boolean;
  /** The id of the one in which all of it had been told. */
  generation: string;
}

/** The time between two starts of the storage, or of a service over it. */
export interface Generation {
  id: string;
  /** The newest change when the next one began; now, of the present one. */
  through: number;
}

/**
 * The feed of all tenants: of each entity its newest change alone, in as many views as there are tenants that see it. What is
 * gone stays told for good.
 */
export interface FeedReader {
  /** 16 hexadecimal digits, given when the storage was made. */
  readonly storeId: string;
  /** The present one. */
  generation(): Promise<Generation>;
  findGeneration(id: string): Promise<Generation | undefined>;
  /**
   * Never what the tenant may not see when it is called. It ends before what another tenant has closed, as long as that isn't
   * told.
   */
  page(request: FeedPageRequest): Promise<FeedPage>;
}

export interface FeedWriter {
  /**
   * One after the other, durable when it resolves; broken off a beginning of them may be there. What isn't newer than what is
   * there changes nothing, so that changes may come twice. No reader has passed a sequence that is given later, whoever
   * else writes.
   */
  apply(changes: readonly FeedChange[]): Promise<void>;
  /**
   * Goes on with what grants have opened and closed, some hundreds of parts at a time. Returns whether there is more to do.
   * Where it is broken off it is gone on with.
   */
  settleGrants(): Promise<boolean>;
  /** Drops events that happened before; the state of things stays. */
  forgetEvents(before: Date): Promise<void>;
}
