import { newOutbox } from '@qipei/mongo';
import type { Release } from '@qipei/release';
import { type ReleaseAttempt, type ReleaseLock, UNLOCKED, writeBeside } from '@qipei/release/mongo';
import type { AnyBulkWriteOperation } from 'mongoose';
import type { ExpanderOf } from '../../application/expander-of.ts';
import { type VisibilityOfPart, visibilityIn } from '../../application/part-visibility.ts';
import { savedEvent } from '../../application/saved-event.ts';
import { diffOfSaid, type SaidOfPart } from '../../domain/data-set-diff.ts';
import type { UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import { packFitments } from '../json/packed-fitments.ts';
import type {
  FitmentReleaseModels,
  NextFitmentsDocument,
  NextWaitingDocument,
} from './fitment-release-documents.ts';
import type { LiveOfPart } from './live-of-parts.ts';
import type { PartFitmentsDocument } from './part-fitments-schema.ts';
import type { StagedFitments } from './staged-fitments.ts';
import { plainText } from './stored-text.ts';
import { asRead, type WaitingDocument, waitingId, waitingState } from './waiting-document.ts';

/** What the data set is to say of a part; `from` is what it says. */
export interface PartToPrepare {
  partId: string;
  live: LiveOfPart;
  from: SaidOfPart;
  own: SaidOfPart;
}

/** Prepares parts for an attempt; false where one isn't as it was read. */
export type PrepareFitments = (
  parts: readonly PartToPrepare[],
  release: Release,
  attempt: ReleaseAttempt,
) => Promise<boolean>;

/**
 * Writes what parts will be beside them, and locks them. A part's fitments and its rows that wait are both locked where either
 * changes: so they are known to be of one moment.
 */
export function prepareFitments(
  { fitments, nextFitments, waiting, nextWaiting }: FitmentReleaseModels,
  { expanderOf, staged }: { expanderOf: ExpanderOf; staged: StagedFitments },
): PrepareFitments {
  return async (parts, release, { seq, now }) => {
    const { id, tenant: publisher, traceparent } = release;
    const lock = { seq, release: id };
    const all = parts.map((part) => {
      const { before, after } = diffOfSaid(part.from, part.own);
      return {
        ...part,
        fitmentsChange: before.fitments.length + after.fitments.length > 0,
        waitingChange: before.waiting.length + after.waiting.length > 0,
        all: [...part.live.others.fitments, ...part.own.fitments],
      };
    });
    const changing = all.filter(({ fitmentsChange }) => fitmentsChange);
    const added = changing.filter(({ live }) => live.version === 0).map(({ partId }) => partId);
    const told = await staged.visibility(id, publisher, added);
    const modelIds = changing.flatMap((part) => part.all.map(({ selector }) => selector.modelId));
    const expander = await expanderOf(publisher, [...new Set(modelIds)]);

    const comingFitments = changing.map(({ partId: _id, live, all: said }): NextFitmentsDocument => {
      const version = live.version + 1;
      // Who may see it isn't told by the event.
      const saved = { partId: _id, publisher, public: false, partVersion: 0, version, fitments: said };
      const body = plainText(_id, packFitments(said));
      const event = Buffer.from(savedEvent(saved, expander.expand(said), traceparent).payload);
      return { _id, seq, version, body, event, at: now };
    });
    const lockingFitments = all.flatMap(({ partId, live, fitmentsChange }) => {
      if (live.version > 0) return [lockingFitmentsWrite(partId, live, lock)];
      if (!fitmentsChange) return [];
      return [placeOfFitments({ partId, publisher, ...visibilityIn(told.get(partId) ?? []) }, lock)];
    });
    const ofFitments = { seq, coming: comingFitments, locking: lockingFitments };
    if (!(await writeBeside({ live: fitments, next: nextFitments }, ofFitments))) return false;

    const held = all.filter(({ live, waitingChange }) => waitingChange || live.tag !== '');
    const comingWaiting = held.map(({ partId, live, own, waitingChange }): NextWaitingDocument => {
      const rows = [...live.others.waiting, ...own.waiting].sort(byKey);
      // What stays as it is has its successor as well: what is locked is read there.
      const state = waitingChange ? waitingState(partId, rows) : live.waiting;
      const { tag, count, body } = state ?? waitingState(partId, rows);
      return { _id: waitingId(publisher, partId), seq, publisher, partId, tag, count, body };
    });
    const lockingWaiting = held.map(({ partId, live }) =>
      lockingWaitingWrite({ partId, publisher }, live, lock),
    );
    const ofWaiting = { seq, coming: comingWaiting, locking: lockingWaiting };
    if (!(await writeBeside({ live: waiting, next: nextWaiting }, ofWaiting))) return false;
    await catchUp(release, added);
    return true;
  };

  /** What was told of parts between the look and the place: from now on it is told to the place. */
  async function catchUp({ id, tenant }: Release, partIds: readonly string[]): Promise<void> {
    const told = await staged.visibility(id, tenant, partIds);
    const writes = partIds.flatMap((partId) => {
      const { public: isPublic, partVersion } = visibilityIn(told.get(partId) ?? []);
      if (partVersion === 0) return [];
      const filter = { _id: partId, partVersion: { $lt: partVersion } };
      return [{ updateOne: { filter, update: { $set: { public: isPublic, partVersion } } } }];
    });
    if (writes.length > 0) await fitments.bulkWrite(writes, { ordered: false });
  }
}

function lockingFitmentsWrite(_id: string, { version }: LiveOfPart, lock: ReleaseLock) {
  return {
    updateOne: { filter: { _id, version, ...UNLOCKED }, update: { $set: { lock } } },
  } as AnyBulkWriteOperation<PartFitmentsDocument>;
}

function placeOfFitments(
  {
    partId: _id,
    publisher,
    public: isPublic,
    partVersion,
  }: VisibilityOfPart & { partId: string; publisher: string },
  lock: ReleaseLock,
): AnyBulkWriteOperation<PartFitmentsDocument> {
  const empty = { version: 0, body: packFitments([]), outbox: newOutbox([]) };
  return { insertOne: { document: { _id, publisher, public: isPublic, partVersion, ...empty, lock } } };
}

function lockingWaitingWrite(
  of: { partId: string; publisher: string },
  { tag }: LiveOfPart,
  lock: ReleaseLock,
): AnyBulkWriteOperation<WaitingDocument> {
  const _id = waitingId(of.publisher, of.partId);
  if (tag === '')
    // There may be a place of rows that are being moved.
    return {
      updateOne: {
        filter: { _id, count: 0, ...UNLOCKED },
        update: { $set: { lock }, $setOnInsert: { ...of, tag: PLACE, body: '' } },
        upsert: true,
      },
    } as unknown as AnyBulkWriteOperation<WaitingDocument>;
  return {
    updateOne: { filter: asRead({ _id, tag }), update: { $set: { lock } } },
  } as AnyBulkWriteOperation<WaitingDocument>;
}

/** Of what never held a row. */
const PLACE = 'place';

function byKey(a: UnresolvedFitment, b: UnresolvedFitment): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
