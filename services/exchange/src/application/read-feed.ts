import { type Clock, InvalidInput } from '@qipei/kernel';
import { CursorInvalid, FeedResync, TooManyWaiting } from '../domain/errors.ts';
import { FEED_TYPES, type FeedType } from '../domain/feed-change.ts';
import { cursorWriter, type FeedPosition, readCursor } from '../domain/feed-cursor.ts';
import type { FeedEntry, FeedReader } from '../domain/feed-store.ts';

export interface FeedRequest {
  tenant: string;
  /** Empty for all there is. */
  cursor: string;
  /** Empty for those of the cursor, and for all where there is none. */
  types: readonly FeedType[];
  /** 0: none. */
  limit: number;
  waitMs: number;
}

export type ReadEntry = FeedEntry & { type: FeedType; cursor: string };

export interface FeedDependencies {
  feed: FeedReader;
  clock: Clock;
  /** Resolves when something has changed, or after a time. */
  changed: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  waiting: ReadersWaiting;
}

const PAGE = 400;
const LOOK_AGAIN_MS = 1_000;

/**
 * The changes behind the cursor up to what there is when it is called; a page at a time, read when the one before was taken.
 * @throws CursorInvalid, FeedResync, InvalidInput, TooManyWaiting
 */
export async function* readFeed(
  request: FeedRequest,
  dependencies: FeedDependencies,
  signal?: AbortSignal,
): AsyncGenerator<ReadEntry[]> {
  const { feed, clock, changed } = dependencies;
  const scope = { storeId: feed.storeId, tenant: request.tenant };
  const now = await feed.generation();
  const position = await startOf(request, feed, now.through);
  const most = request.limit === 0 ? Number.POSITIVE_INFINITY : request.limit;
  let after = position.sequence;
  let given = 0;

  async function* upTo(head: number): AsyncGenerator<ReadEntry[]> {
    while (given < most) {
      const limit = Math.min(PAGE, most - given);
      const page = await feed.page({ ...position, tenant: request.tenant, after, limit });
      const cursorAt = cursorWriter(scope, { ...position, generation: page.generation });
      const entries = page.entries.flatMap((entry) =>
        isFeedType(entry.type) ? [{ ...entry, type: entry.type, cursor: cursorAt(entry.sequence) }] : [],
      );
      after = page.through;
      given += entries.length;
      if (entries.length > 0) yield entries;
      // What changes meanwhile is the next call's: otherwise one might go on for ever.
      if (page.exhausted || after >= head || signal?.aborted === true) return;
    }
  }

  yield* upTo(now.through);
  if (given > 0 || request.waitMs === 0) return;
  using _held = dependencies.waiting.enter(request.tenant);
  const deadline = clock.now().getTime() + request.waitMs;
  for (;;) {
    const left = deadline - clock.now().getTime();
    if (given > 0 || left <= 0 || signal?.aborted === true) return;
    await changed(Math.min(left, LOOK_AGAIN_MS), signal);
    yield* upTo((await feed.generation()).through);
  }
}

async function startOf(
  { cursor, types, tenant }: FeedRequest,
  feed: FeedReader,
  head: number,
): Promise<FeedPosition> {
  if (cursor === '') {
    const all = types.length === 0 ? FEED_TYPES : types;
    return { types: all, generation: '', sequence: 0, began: head };
  }
  const position = readCursor({ storeId: feed.storeId, tenant }, cursor);
  if (types.length > 0 && !sameTypes(types, position.types))
    throw new InvalidInput(
      'types',
      'types-differ',
      'The cursor is of other types; what it has passed of these would be missing. Begin without one.',
    );
  const generation = await feed.findGeneration(position.generation);
  if (generation === undefined || position.sequence > generation.through || position.began > head)
    throw new FeedResync();
  if (position.types.length === 0) throw new CursorInvalid();
  return position;
}

function sameTypes(a: readonly FeedType[], b: readonly FeedType[]): boolean {
  return FEED_TYPES.every((type) => a.includes(type) === b.includes(type));
}

function isFeedType(type: string): type is FeedType {
  return (FEED_TYPES as readonly string[]).includes(type);
}

export interface ReadersWaiting {
  /** @throws TooManyWaiting */
  enter(tenant: string): Disposable;
}

/** So that one tenant's readers can't take all the calls that a service answers at a time. */
export function readersWaiting(most = 20): ReadersWaiting {
  const counts = new Map<string, number>();
  return {
    enter(tenant) {
      const count = counts.get(tenant) ?? 0;
      if (count >= most) throw new TooManyWaiting(most);
      counts.set(tenant, count + 1);
      return {
        [Symbol.dispose]() {
          const left = (counts.get(tenant) ?? 1) - 1;
          if (left === 0) counts.delete(tenant);
          else counts.set(tenant, left);
        },
      };
    },
  };
}
