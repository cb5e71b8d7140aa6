import { newId } from '@qipei/kernel';
import { newOutbox, TooManyConflicts, withDatabaseErrors } from '@qipei/mongo';
import {
  type ChangeKind,
  type Release,
  type ReleaseContent,
  readKeyPage,
  type SettleContext,
  toKeyPage,
} from '@qipei/release';
import type { MongoReleaseLedger } from '@qipei/release/mongo';
import { type AnyBulkWriteOperation, mongo } from 'mongoose';
import { shownPart } from '../../domain/part-release.ts';
import { decodePart } from '../protobuf/part-message.ts';
import { forgetMongoPartRelease } from './forget-mongo-part-release.ts';
import {
  foreignTypes,
  isAsLeft,
  type PartInRelease,
  partsInRelease,
  published,
  restored,
} from './part-changes.ts';
import type { PartDocument } from './part-document.ts';
import type { PartLocks } from './part-locks.ts';
import type { PartReleaseDiff } from './part-release-diff.ts';
import {
  CHANGES,
  changePrefix,
  idsWith,
  MOVED,
  type NextPartDocument,
  type PartChangeDocument,
  type PartReleaseModels,
  readIdentity,
  type StagedPartDocument,
  stagedId,
} from './part-release-documents.ts';
import type { SettleParts } from './settle-mongo-parts.ts';

export interface MongoPartReleaseParts {
  models: PartReleaseModels;
  ledger: MongoReleaseLedger;
  diff: PartReleaseDiff;
  locks: PartLocks;
  settle: SettleParts;
  /** Parts of one look. */
  page?: number | undefined;
}

/** How often a roll-back that others come between is begun anew before it has to wait. */
const ATTEMPTS = 20;
const NAMES = new Map<number, ChangeKind>(
  Object.entries(CHANGES).map(([name, change]) => [change, name as ChangeKind]),
);

/**
 * Releases of parts. What they will be is written beside what they are, page by page, and each is locked meanwhile; one write
 * of the release's document makes all of it what is read; then it is carried out on the parts. Broken off anywhere it is done
 * again, or gone on with where it was decided.
 */
export function mongoPartRelease({
  models,
  ledger,
  diff,
  locks,
  settle,
  page = 250,
}: MongoPartReleaseParts): ReleaseContent {
  const { parts, nexts, staged, changes } = models;

  /** Whatever of anybody's was decided and not carried out. */
  async function settleOpen(context: SettleContext): Promise<void> {
    for (;;) {
      const unsettled = await ledger.unsettled();
      if (unsettled === undefined) return;
      await settle(unsettled, context);
      await ledger.settled(unsettled, context);
      await locks.sweep(unsettled.flip);
    }
  }

  async function begin(release: Release, context: SettleContext) {
    await settleOpen(context);
    const { release: now, taken } = await ledger.standing(release.id);
    if (now.state !== release.state) return undefined;
    const seq = await ledger.beginAttempt(release.id);
    // Attempts before it are over: none of them can flip, and what had flipped is carried out.
    await locks.sweep(seq - 1);
    return { taken, seq };
  }

  /** False where a part isn't as it was when it was compared. */
  async function prepare(
    found: readonly PartInRelease[],
    nextOf: (each: PartInRelease, partId: string) => NextPartDocument | undefined,
    lock: NonNullable<PartDocument['lock']>,
    tenant: string,
  ): Promise<boolean> {
    const coming: NextPartDocument[] = [];
    const writes: AnyBulkWriteOperation<PartDocument>[] = [];
    for (const each of found) {
      const { live, change } = each;
      const partId = live?._id ?? newId('part');
      const next = nextOf(each, partId);
      if (next === undefined) continue;
      coming.push(next);
      writes.push(lockingWrite({ partId, version: live?.version, feed: live?.feed }, change, lock, tenant));
    }
    if (coming.length === 0) return true;
    try {
      await nexts.bulkWrite(
        coming.map((next) => ({
          replaceOne: {
            filter: { _id: next._id, seq: { $lte: lock.seq } },
            replacement: next,
            upsert: true,
          },
        })) as unknown as Parameters<typeof nexts.bulkWrite>[0],
        { ordered: false, skipValidation: true },
      );
      const options = { ordered: false, skipValidation: true };
      const { insertedCount, matchedCount } = await parts.bulkWrite(writes, options);
      return insertedCount + matchedCount === writes.length;
    } catch (error) {
      // A part that was to be new has come meanwhile, or a later attempt is under way.
      if (error instanceof mongo.MongoBulkWriteError && error.code === 11_000) return false;
      throw error;
    }
  }

  async function divert(release: Release, seq: number): Promise<void> {
    const { counts, taken } = await diff.take(release);
    await ledger.diverted(release.id, counts, taken);
    await locks.sweep(seq);
  }

  return withDatabaseErrors<MongoPartRelease>({
    async publish(release, context) {
      const begun = await begin(release, context);
      if (begun === undefined) return;
      const { seq, taken } = begun;
      if (!(await diff.holds(release, taken))) return await divert(release, seq);
      const types = foreignTypes();
      const lock = { seq, release: release.id };
      const of = { prefix: changePrefix(release.id, taken), page, read: 'staged' as const };
      const next = (each: PartInRelease, partId: string) => {
        const document = published(each, release, { seq, now: context.now, partId });
        types.note(document);
        return document;
      };
      for await (const found of partsInRelease(models, release, of)) {
        if (!found.every(isAsCompared)) return await divert(release, seq);
        if (!(await prepare(found, next, lock, release.tenant))) return await divert(release, seq);
      }
      const outcome = { now: context.now, kept: 0, memo: JSON.stringify(types.all()) };
      if (!(await ledger.flip(release.id, seq, outcome))) return await divert(release, seq);
      await settleOpen(context);
    },
    async rollBack(release, context) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const begun = await begin(release, context);
        if (begun === undefined) return;
        const { seq, taken } = begun;
        const types = foreignTypes();
        const lock = { seq, release: release.id };
        const of = { prefix: changePrefix(release.id, taken), page, read: 'all' as const };
        const next = (each: PartInRelease, partId: string) => {
          const version = each.live?.version ?? 0;
          const document = restored(each, release, { seq, now: context.now, partId, version });
          types.note(document);
          return document;
        };
        let kept = 0;
        let isWhole = true;
        for await (const found of partsInRelease(models, release, of)) {
          const left = found.filter((each) => isAsLeft(each, release));
          kept += found.length - left.length;
          isWhole = await prepare(left, next, lock, release.tenant);
          if (!isWhole) break;
        }
        const outcome = { now: context.now, kept, memo: JSON.stringify(types.all()) };
        if (isWhole && (await ledger.flip(release.id, seq, outcome))) return await settleOpen(context);
        await locks.sweep(seq);
      }
      // Others write these parts all the time.
      throw new TooManyConflicts(parts.collection.collectionName);
    },
    async changes(release, kind, request) {
      const { size, after } = readKeyPage(request);
      const { taken } = await ledger.standing(release.id);
      const whole = changePrefix(release.id, taken);
      const prefix = kind === undefined ? whole : `${whole}${CHANGES[kind]} `;
      const found = await changes
        .find({ ...idsWith(prefix, after === '' ? '' : `${whole}${after}`), change: { $lt: MOVED } })
        .sort({ _id: 1 })
        .limit(size + 1)
        .lean<PartChangeDocument[]>();
      const { items, nextPageToken } = toKeyPage(found, size, ({ _id }) => _id.slice(whole.length));
      const said = await staged
        .find({ _id: { $in: items.map(({ identity }) => stagedId(release.id, identity)) } })
        .select('content')
        .lean<Pick<StagedPartDocument, '_id' | 'content'>[]>();
      const contentOf = new Map(said.map(({ _id, content }) => [_id, content]));
      return {
        items: items.map((each) => toChange(each, contentOf.get(stagedId(release.id, each.identity)))),
        nextPageToken,
      };
    },
    forget: forgetMongoPartRelease(models, ledger),
  });
}

interface MongoPartRelease extends ReleaseContent {
  publish(release: Release, context: SettleContext): Promise<void>;
  rollBack(release: Release, context: SettleContext): Promise<void>;
  forget(release: Release, what: 'unchanged' | 'all'): Promise<boolean>;
}

function isAsCompared({ change, live }: PartInRelease): boolean {
  return (live?.version ?? 0) === change.beforeVersion && (live?.feed ?? '') === (change.beforeFeed ?? '');
}

/** Of a part that is as it was read, and locked for nobody. One that is to come gets its place. */
function lockingWrite(
  { partId, version, feed }: { partId: string; version: number | undefined; feed: string | undefined },
  { identity }: PartChangeDocument,
  lock: NonNullable<PartDocument['lock']>,
  publisher: string,
): AnyBulkWriteOperation<PartDocument> {
  if (version === undefined) {
    const document = { _id: partId, publisher, identity, version: 0, numbers: [], lock };
    return { insertOne: { document: { ...document, outbox: newOutbox([]) } } };
  }
  const filter = { _id: partId, version, feed: feed ?? { $exists: false }, lock: { $exists: false } };
  return { updateOne: { filter, update: { $set: { lock } } } } as AnyBulkWriteOperation<PartDocument>;
}

function toChange({ change, identity, beforeBody }: PartChangeDocument, content: Buffer | undefined) {
  const before = beforeBody === undefined ? undefined : decodePart(beforeBody);
  const after = change === CHANGES.removed || content === undefined ? undefined : decodePart(content);
  const named = after ?? before;
  const { brandKey, partNumberKey } = readIdentity(identity);
  return {
    change: NAMES.get(change) ?? ('changed' as const),
    key: named === undefined ? `${brandKey} ${partNumberKey}` : `${named.brand} ${named.partNumber}`,
    before: before === undefined ? '' : JSON.stringify(shownPart(before)),
    after: after === undefined ? '' : JSON.stringify(shownPart(after)),
  };
}
