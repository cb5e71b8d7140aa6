import { TOPICS } from '@qipei/contracts';
import { pushEvents, TooManyConflicts } from '@qipei/mongo';
import type { Release, SettleContext } from '@qipei/release';
import type { Unsettled } from '@qipei/release/mongo';
import { type AnyBulkWriteOperation, mongo } from 'mongoose';
import { partEvent } from '../events/part-event.ts';
import { decodePart, encodePart } from '../protobuf/part-message.ts';
import { waitingForCheck } from './mongo-graph-checks.ts';
import { isAsLeft, type PartInRelease, partsInRelease } from './part-changes.ts';
import type { PartDocument } from './part-document.ts';
import {
  changePrefix,
  MOVED,
  type NextPartDocument,
  type PartReleaseModels,
} from './part-release-documents.ts';

/** Carries out on the parts what a release has decided; what is done already stays as it is. */
export type SettleParts = (unsettled: Unsettled, context: SettleContext) => Promise<void>;

/** Foreign part types whose parts are to be looked at, where they mean something else by now. */
type SettleTypes = (
  tenant: string,
  typed: readonly [foreignId: string, partTypeId: string][],
) => Promise<void>;

const TOO_LARGE = [10_334, 17_419, 17_420];
/** Of a part that others write without knowing that it is locked. */
const REBASE_ATTEMPTS = 12;

export function settleMongoParts(
  models: PartReleaseModels,
  settleTypes: SettleTypes,
  page = 250,
): SettleParts {
  const { parts, nexts } = models;

  async function settlePage(
    found: readonly PartInRelease[],
    { flip, release }: Unsettled,
    context: SettleContext,
  ): Promise<void> {
    const ids = found.flatMap(({ live }) => live?._id ?? []);
    const coming = await nexts.find({ _id: { $in: ids }, seq: flip }).lean<NextPartDocument[]>();
    if (coming.length === 0) return;
    const writes = coming.map((next) => toOperation(next, next.version - 1, release, context));
    if ((await write(writes)) === writes.length) return;
    for (const next of coming) await rebase(next, release, context);
  }

  /** How many were as they had to be. */
  async function write(writes: AnyBulkWriteOperation<PartDocument>[]): Promise<number> {
    try {
      return (await parts.bulkWrite(writes, { ordered: false, skipValidation: true })).matchedCount;
    } catch (error) {
      // Too many events of a part wait for the log.
      const isFull = error instanceof mongo.MongoBulkWriteError && TOO_LARGE.includes(Number(error.code));
      throw isFull ? new TooManyConflicts(parts.collection.collectionName) : error;
    }
  }

  /**
   * What isn't as it had to be is carried out already, or a replica of a version that knows no locks has written the part since it
   * was prepared: what the release says comes behind that.
   */
  async function rebase(next: NextPartDocument, release: Release, context: SettleContext): Promise<void> {
    const { _id, seq } = next;
    for (let attempt = 0; attempt < REBASE_ATTEMPTS; attempt += 1) {
      const found = await parts
        .findOne({ _id, 'lock.seq': seq, 'lock.done': { $exists: false } })
        .select('version scope contentHash')
        .lean<Pick<PartDocument, 'version' | 'scope' | 'contentHash'>>();
      if (found === null || isWritten(found, next)) return;
      const { version } = found;
      const again = toOperation(ofVersion(next, version + 1), version, release, context);
      if ((await write([again])) === 1) return;
    }
    throw new TooManyConflicts(parts.collection.collectionName);
  }

  async function moveHands(found: readonly PartInRelease[], { as, release }: Unsettled): Promise<void> {
    const writes = found.flatMap((each) => {
      const { change, live } = each;
      if (live === undefined) return [];
      const { _id, version } = live;
      const [from, to] =
        as === 'published'
          ? [change.beforeFeed ?? '', release.feed]
          : [release.feed, change.beforeFeed ?? ''];
      // What something else has changed since is that one's.
      const isSame = as === 'published' ? version === change.beforeVersion : isAsLeft(each, release);
      if (!isSame || (live.feed ?? '') !== from) return [];
      const filter = {
        _id,
        version,
        feed: from === '' ? { $exists: false } : from,
        lock: { $exists: false },
      };
      const update = to === '' ? { $unset: { feed: 1 as const } } : { $set: { feed: to } };
      return [{ updateOne: { filter, update } } as AnyBulkWriteOperation<PartDocument>];
    });
    if (writes.length > 0) await parts.bulkWrite(writes, { ordered: false, skipValidation: true });
  }

  return async (unsettled, context) => {
    const { release, taken, memo } = unsettled;
    const whole = changePrefix(release.id, taken);
    for (const change of [1, 2, 3, MOVED]) {
      const of = {
        prefix: `${whole}${change} `,
        page,
        read: change === MOVED ? ('all' as const) : ('live' as const),
      };
      for await (const found of partsInRelease(models, release, of))
        await (change === MOVED ? moveHands(found, unsettled) : settlePage(found, unsettled, context));
    }
    await settleTypes(release.tenant, JSON.parse(memo || '[]') as [string, string][]);
  };
}

/** By a replica of the version before, which leaves no note of it. */
function isWritten(
  found: Pick<PartDocument, 'version' | 'scope' | 'contentHash'>,
  { version, contentHash }: NextPartDocument,
): boolean {
  if (found.version < version) return false;
  if (contentHash === undefined) return found.scope === undefined;
  return found.scope !== undefined && found.contentHash?.equals(contentHash) === true;
}

function ofVersion(next: NextPartDocument, version: number): NextPartDocument {
  if (next.body === undefined || next.version === version) return { ...next, version };
  const { partId, publisher, source, updatedAt } = decodePart(next.body);
  const body = encodePart(next.body, { partId, publisher, version, source, updatedAt });
  return { ...next, version, body: Buffer.from(body) };
}

/**
 * Once: the version that it brings may be another's as well, so that the lock says it. The part stays locked, so that for as long as
 * the release settles the same parts are read from the same place.
 */
function toOperation(
  { _id, version, feed, seq, at, ...said }: NextPartDocument,
  before: number,
  { tenant: publisher }: Release,
  { traceparent }: SettleContext,
): AnyBulkWriteOperation<PartDocument> {
  const { scope, brand, contentHash, body, numbers } = said;
  const event = partEvent({ partId: _id, version }, body, { publisher, now: at, traceparent });
  const state = body === undefined ? {} : { scope, brand, contentHash, body };
  const gone = body === undefined ? { scope: 1, brand: 1, contentHash: 1, body: 1 } : {};
  const $unset = { ...gone, ...(feed === undefined && { feed: 1 }) };
  const own = { version, numbers, 'lock.done': true, ...(feed !== undefined && { feed }) };
  const $set = { ...own, ...state, ...waitingForCheck() };
  return {
    updateOne: {
      filter: { _id, version: before, 'lock.seq': seq, 'lock.done': { $exists: false } },
      update: {
        $set,
        ...(Object.keys($unset).length > 0 && { $unset }),
        ...pushEvents([{ topic: TOPICS.catalogPart, ...event }]),
      },
    },
  } as unknown as AnyBulkWriteOperation<PartDocument>;
}
