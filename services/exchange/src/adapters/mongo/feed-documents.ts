import type { LogType } from '../../domain/feed-change.ts';
import type { Grant } from '../../domain/grant.ts';

/** As they stand in documents and their ids. */
export const TYPE_NUMBER = { parts: 1, fitments: 2, releases: 3, events: 4 } as const satisfies Record<
  LogType,
  number
>;
export type TypeNumber = (typeof TYPE_NUMBER)[LogType];

/** One document, so that a reader has all of it of one moment: what an entity is, and at which place who was told of it. */
export interface EntityDocument {
  /** `entityKey`. */
  _id: string;
  publisher: string;
  brandId: string;
  isPublic: boolean;
  gone: boolean;
  version: number;
  /** Of events. */
  eventType: string;
  at?: Date;
  /** Of `data`. */
  bytes: number;
  data?: Buffer;
  /** The publisher, of a private part that is there: what a grant may open. */
  grantable?: string;
  /** By `viewKey`. */
  views?: Record<string, StoredView>;
}

export interface StoredView {
  audience: string;
  sequence: number;
  gone: boolean;
}

/** A view of an entity at its place in the feed: by these the entities are found. Without an audience: forgotten. */
export interface ChangeDocument {
  /** `changeKey`. */
  _id: string;
  audience: string;
  type: TypeNumber;
  sequence: number;
  gone: boolean;
  /** Of the entity. */
  id: string;
  publisher: string;
  version: number;
  at: Date;
  /** Of the entity's data. */
  bytes: number;
}

export interface GrantedDocument {
  /** Of the grant. */
  _id: string;
  publisher: string;
  subscriber: string;
  /** None where it is all of them. */
  brands?: string[];
  from?: Date;
  until?: Date;
  revoked: boolean;
  version: number;
}

export interface TurnedDocument {
  /** When it began or ended. */
  at: Date;
  grant: Pick<GrantedDocument, '_id' | 'publisher' | 'subscriber'>;
}

export interface OpeningDocument {
  /** `pairKey`. */
  _id: string;
  publisher: string;
  subscriber: string;
  brands: string[];
}

export interface WalkDocument {
  /** The publisher. */
  _id: string;
  afterId: string;
  /** The lowest goes on next. Absent: there is nothing to look through. */
  turn?: number;
}

export interface GenerationDocument {
  _id: string;
  /** The block that it began with. */
  number: number;
  from: number;
}

export interface FeedContents {
  entity: EntityDocument;
  change: ChangeDocument;
  granted: GrantedDocument;
  opening: OpeningDocument;
  walk: WalkDocument;
  generation: GenerationDocument;
}
export type CollectionName = keyof FeedContents;

/** Fields of one document by path. */
export interface DocumentWrite {
  to: CollectionName;
  id: string;
  /** There was none. */
  fresh: boolean;
  set: readonly (readonly [path: string, value: unknown])[];
  unset: readonly string[];
}

/** A grant at one of its times. */
export interface TurnedGrant {
  at: Date;
  id: string;
}

/** How far the feed is settled: all up to here is carried out. */
export interface FeedHead {
  storeId: string;
  /** Blocks are counted from 1. */
  block: number;
  sequence: number;
  generation: string;
  /** No instant in the feed is later. */
  at: Date;
  /** The instant up to which the times of grants have been looked at. */
  grantsAt: Date;
  /** How far those behind that instant have been, by time and then by id, where they don't fit into one block. */
  turning?: TurnedGrant;
}

/** A step of the feed: what it comes to, and what has to be written for it. */
export interface Block {
  /** One more than that of the head that it follows. */
  number: number;
  sequence: number;
  generation: string;
  at: Date;
  grantsAt: Date;
  turning?: TurnedGrant;
  writes: readonly DocumentWrite[];
}

export interface RowsRequest {
  audiences: readonly string[];
  types: readonly TypeNumber[];
  gone: boolean;
  after: number;
  through: number;
  limit: number;
}

/** Each by itself sees every write that has resolved. */
export interface FeedReads {
  /** `decided`: the number of a block that is decided on and not settled. */
  head(): Promise<{ head: FeedHead; decided: number | undefined }>;
  entities(ids: readonly string[], of: { data: boolean }): Promise<EntityDocument[]>;
  /** Of private parts that are there, behind an id of an entity. */
  grantable(publisher: string, afterId: string, limit: number): Promise<string[]>;
  rows(request: RowsRequest): Promise<ChangeDocument[]>;
  /** The change with the lowest sequence from there on. */
  rowFrom(sequence: number): Promise<Pick<ChangeDocument, 'sequence' | 'at'> | undefined>;
  /** All grants between the two sides of each of them, and of those of `ids`. */
  grantsBeside(grants: readonly Pick<Grant, 'publisher' | 'subscriber'>[]): Promise<GrantedDocument[]>;
  /** Of grants that aren't revoked and began or ended behind the one, up to the other, the first by time and id. */
  grantsTurned(after: TurnedGrant, until: Date, limit: number): Promise<TurnedDocument[]>;
  openingsOf(publishers: readonly string[]): Promise<OpeningDocument[]>;
  openingsFor(subscriber: string): Promise<OpeningDocument[]>;
  walks(publishers: readonly string[]): Promise<WalkDocument[]>;
  nextWalk(): Promise<WalkDocument | undefined>;
  generation(id: string): Promise<GenerationDocument | undefined>;
  generationAfter(number: number): Promise<GenerationDocument | undefined>;
}

/** What the feed is kept in: documents, of which each is written by itself. Each write is durable when it resolves. */
export interface FeedDocuments extends FeedReads {
  /**
   * Reads that come one after another: none is of before what those that have resolved have seen, whichever server answers. `read`
   * may be asked for twice.
   */
  inOrder<T>(read: (reads: FeedReads) => Promise<T>): Promise<T>;
  /**
   * One write. False, and nothing is written, where the head is another, or a block is decided on already.
   * @throws BlockTooLarge
   */
  decide(block: Block): Promise<boolean>;
  decided(number: number): Promise<Block | undefined>;
  /**
   * Writes that come from an older block than what is there change nothing. Broken off it has written some of it; done again
   * or by two at once it comes to the same.
   */
  carryOut(block: Block): Promise<void>;
  /** One write: the head is the block's. Nothing where it is so already. */
  settle(block: Block): Promise<void>;
  forgetEvents(before: Date): Promise<void>;
}

export function entityKey(type: TypeNumber, id: string): string {
  return `${type} ${id}`;
}

/** Behind all that turned at the instant. */
export const LAST_ID = '\uffff';

/** Those that began and those that ended, each in their order: the first of them together. */
export function inOrderOfTurning(turned: readonly TurnedDocument[], limit: number): TurnedDocument[] {
  return turned
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.grant._id < b.grant._id ? -1 : 1))
    .slice(0, limit);
}

/** A blank stands in no tenant’s name. */
export function changeKey(type: TypeNumber, audience: string, id: string): string {
  return `${type} ${audience} ${id}`;
}

export function pairKey({ publisher, subscriber }: Pick<Grant, 'publisher' | 'subscriber'>): string {
  return `${publisher} ${subscriber}`;
}

/** Names of fields have neither dots nor a dollar sign. */
export function viewKey(audience: string): string {
  return Buffer.from(audience).toString('base64url');
}

export function grantOf({ _id, brands, from, until, ...granted }: GrantedDocument): Grant {
  const { publisher, subscriber, revoked, version } = granted;
  return {
    ...{ grantId: _id, publisher, subscriber, revoked, version, from, until },
    brands: brands ?? 'all',
  };
}
