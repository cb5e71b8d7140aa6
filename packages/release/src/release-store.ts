import type { Page, PageRequest } from '@qipei/import-job';
import type { KeptContent, Release, ReleaseDiff, ReleaseStart, ReleaseState } from './release.ts';
import type { ReleaseRules } from './release-rules.ts';

export interface ReleaseFilter {
  feed: string | undefined;
  state: ReleaseState | undefined;
}

/**
 * The releases of one kind as their owners see them. Every adapter promises: what was asked for is durable when the call
 * resolves; nobody sees another tenant's; asking twice is asking once; of a feed one release at most is live.
 */
export interface ReleaseStore {
  /** @throws NotFound */
  get(tenant: string, id: string): Promise<Release>;
  /** Newest first. @throws InvalidInput for a page size or token that isn't one. */
  list(tenant: string, filter: ReleaseFilter, page: PageRequest): Promise<Page<Release>>;
  /** @throws NotFound, ReleaseStateConflict */
  askToPublish(tenant: string, id: string, now: Date): Promise<Release>;
  /** @throws NotFound, ReleaseStateConflict, ReleaseForgotten */
  askToRollBack(tenant: string, id: string, now: Date): Promise<Release>;
  /** @throws NotFound, ReleaseStateConflict */
  discard(tenant: string, id: string, now: Date): Promise<Release>;
  /** `DEFAULT_RULES` until they are set. */
  rules(tenant: string): Promise<ReleaseRules>;
  /** `seen`: the `rulesVersion` they are meant to replace; undefined for whatever they are. @throws ReleaseRulesChanged */
  setRules(tenant: string, rules: ReleaseRules, seen?: string): Promise<void>;
}

export interface SettleContext {
  now: Date;
  /** W3C trace context of what is under way, for the events. */
  traceparent: string;
}

type MaybePromise<T> = T | Promise<T>;

/**
 * What a kind records while it stages and publishes. Over a storage with transactions all of it is synchronous and part of the
 * caller's: content, events and state become visible together. Each step tells the event that goes with it.
 */
export interface ReleaseLedger {
  /** The release as it stands; it is made where there is none yet. @throws TooManyReleases */
  begin(start: ReleaseStart, now: Date): MaybePromise<Release>;
  /** @throws ReleaseStateConflict where it isn't staging */
  staged(id: string, diff: ReleaseDiff, now: Date): MaybePromise<Release>;
  published(id: string, context: SettleContext): MaybePromise<Release>;
  /** What is live isn't what it was compared with: it waits to be looked at again. */
  diverted(id: string, counts: Release['counts']): MaybePromise<Release>;
  /** `kept`: entities that were not put back. */
  rolledBack(id: string, kept: number, context: SettleContext): MaybePromise<Release>;
}

/** The releases as the runner works on them. */
export interface ReleaseQueue {
  /** The one that was asked for first and is neither published nor rolled back yet. */
  takeNext(): Promise<Release | undefined>;
  /** Keeps a release that was taken, until disposed of. `lost` is called where another runner has it. */
  hold(id: string, lost: () => void): AsyncDisposable;
  /** A fault of the service: see `refused`. */
  refuse(id: string, failure: string): Promise<void>;
  /** Releases whose rows are coming in, or whose import has ended too early. */
  staging(): Promise<Release[]>;
  /** Any tenant's oldest release that waits for something: for more rows, for a person, for the runner. */
  firstOpen(): Promise<Release | undefined>;
  abandon(id: string, failure: string, now: Date): Promise<void>;
  /** Releases of which something is to be forgotten, with what is kept of them next. */
  forgettable(keep: number): Promise<{ release: Release; next: KeptContent }[]>;
  setContent(id: string, content: KeptContent): Promise<void>;
  /** Calls when a store of this process has something to do for the runner. One that is elsewhere isn't heard. */
  onAnnounced(listener: () => void): Disposable;
}

export interface Releases extends ReleaseStore, ReleaseLedger, ReleaseQueue {}
