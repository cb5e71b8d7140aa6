import { newId } from '@qipei/kernel';
import { newOutbox, withDatabaseErrors } from '@qipei/mongo';
import {
  type ChangeKind,
  type Release,
  type ReleaseContent,
  readKeyPage,
  type SettleContext,
  toKeyPage,
} from '@qipei/release';
import {
  idsWith,
  type MongoReleaseLedger,
  mongoReleaseContent,
  type ReleaseAttempt,
  type ReleaseLock,
  UNLOCKED,
  writeBeside,
} from '@qipei/release/mongo';
import type { AnyBulkWriteOperation } from 'mongoose';
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

const NAMES = new Map<number, ChangeKind>(
  Object.entries(CHANGES).map(([name, change]) => [change, name as ChangeKind]),
);

/** Releases of parts, in the steps of `mongoReleaseContent`. */
export function mongoPartRelease({
  models,
  ledger,
  diff,
  locks,
  settle,
  page = 250,
}: MongoPartReleaseParts): ReleaseContent {
  const { parts, nexts, staged, changes } = models;

  /** False where a part isn't as it was when it was compared. */
  async function prepare(
    found: readonly PartInRelease[],
    nextOf: (each: PartInRelease, partId: string) => NextPartDocument | undefined,
    lock: ReleaseLock,
    tenant: string,
  ): Promise<boolean> {
    const coming: NextPartDocument[] = [];
    const locking: AnyBulkWriteOperation<PartDocument>[] = [];
    for (const each of found) {
      const { live, change } = each;
      const partId = live?._id ?? newId('part');
      const next = nextOf(each, partId);
      if (next === undefined) continue;
      coming.push(next);
      locking.push(lockingWrite({ partId, version: live?.version, feed: live?.feed }, change, lock, tenant));
    }
    return await writeBeside({ live: parts, next: nexts }, { seq: lock.seq, coming, locking });
  }

  async function prepareToPublish(release: Release, { seq, taken, now }: ReleaseAttempt) {
    const types = foreignTypes();
    const lock = { seq, release: release.id };
    const of = { prefix: changePrefix(release.id, taken), page, read: 'staged' as const };
    const next = (each: PartInRelease, partId: string) => {
      const document = published(each, release, { seq, now, partId });
      types.note(document);
      return document;
    };
    for await (const found of partsInRelease(models, release, of)) {
      if (!found.every(isAsCompared)) return undefined;
      if (!(await prepare(found, next, lock, release.tenant))) return undefined;
    }
    return { kept: 0, memo: JSON.stringify(types.all()) };
  }

  async function prepareToRollBack(release: Release, { seq, taken, now }: ReleaseAttempt) {
    const types = foreignTypes();
    const lock = { seq, release: release.id };
    const of = { prefix: changePrefix(release.id, taken), page, read: 'all' as const };
    const next = (each: PartInRelease, partId: string) => {
      const version = each.live?.version ?? 0;
      const document = restored(each, release, { seq, now, partId, version });
      types.note(document);
      return document;
    };
    let kept = 0;
    for await (const found of partsInRelease(models, release, of)) {
      const left = found.filter((each) => isAsLeft(each, release));
      kept += found.length - left.length;
      if (!(await prepare(left, next, lock, release.tenant))) return undefined;
    }
    return { kept, memo: JSON.stringify(types.all()) };
  }

  return withDatabaseErrors<MongoPartRelease>({
    ...mongoReleaseContent(
      { ledger, locks, collection: parts.collection.collectionName },
      { take: diff.take, holds: diff.holds, prepareToPublish, prepareToRollBack, settle },
    ),
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
  lock: ReleaseLock,
  publisher: string,
): AnyBulkWriteOperation<PartDocument> {
  if (version === undefined) {
    const document = { _id: partId, publisher, identity, version: 0, numbers: [], lock };
    return { insertOne: { document: { ...document, outbox: newOutbox([]) } } };
  }
  const filter = { _id: partId, version, feed: feed ?? { $exists: false }, ...UNLOCKED };
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
