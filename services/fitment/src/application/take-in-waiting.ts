import type { ApplyContext } from '@qipei/import-job';
import type { FitmentExpander } from '../domain/expand-fitments.ts';
import { type Fitment, fitmentIdentity } from '../domain/fitment.ts';
import {
  type ArrivingRows,
  applyChanges,
  type FitmentChange,
  type PartFitments,
  type ReplacedFitments,
} from '../domain/part-fitments.ts';
import type { DecideChange, PartFitmentsWriter } from '../domain/part-fitments-repository.ts';
import { jobOf, type RowMove, type UnresolvedFitments } from '../domain/unresolved-fitments.ts';
import type { PartChanges, PreparedFitments } from './prepared-fitments.ts';
import { savedEvent } from './saved-event.ts';

export interface TakeInDependencies {
  fitments: PartFitmentsWriter;
  unresolved: UnresolvedFitments;
  expander: FitmentExpander;
}

/**
 * Puts rows that have waited where they belong by now: of those that still wait as they were listed, as what was taken back meanwhile is
 * not to come again. They come after others that were sent later, and overwrite nothing of these.
 */
export function takeInWaiting(
  { fitments, unresolved, expander }: TakeInDependencies,
  prepared: PreparedFitments,
  { tenant, jobId, traceparent }: Pick<ApplyContext, 'tenant' | 'jobId' | 'traceparent'>,
): void | Promise<void> {
  // What a row did is told by itself: it still waits, or it doesn't.
  const batch = { publisher: tenant, jobId, rowsBefore: 0 };
  const release = prepared.release ?? '';

  function put(moves: readonly RowMove[]): void | Promise<void> {
    const sources = new Set(moves.map(({ source }) => source));
    const moverOf = new Map(moves.map(({ source, mover }) => [source, mover]));
    const isStill = ({ fitment }: FitmentChange) => sources.has(fitment.source);
    const changesOf = (partId: string) =>
      (prepared.parts.get(partId) as PartChanges).changes.map(({ change }) => change).filter(isStill);
    const partIds = [...prepared.parts.keys()].filter((partId) => changesOf(partId).length > 0);
    const kept = prepared.unresolved.filter(({ source }) => sources.has(source));
    const wait = () => unresolved.keepLate(tenant, kept);
    const done = fitments.change(batch, partIds, (partId, before) => {
      const byIdentity = new Map(before?.fitments.map((each) => [fitmentIdentity(each), each]));
      const replaced = new Map<string, Fitment | undefined>();
      const arriving = new Map<string, string>();
      const fresh = changesOf(partId).filter(({ fitment }) => {
        const known = byIdentity.get(fitmentIdentity(fitment));
        const mover = moverOf.get(fitment.source);
        const isThere = known?.source === fitment.source;
        if (!isThere && known !== undefined && jobOf(known.source) >= jobOf(fitment.source)) return false;
        const by = before?.arriving?.get(fitment.source);
        // Where it was put before, what it stands in the place of is recorded; from one who was given up it is taken over.
        const takesOver = by !== undefined && mover !== undefined && by < mover;
        if (mover !== undefined && (!isThere || takesOver)) arriving.set(fitment.source, mover);
        if (isThere) return false;
        replaced.set(fitment.source, known);
        return true;
      });
      const { part } = prepared.parts.get(partId) as PartChanges;
      return changeOf(partId, before, { changes: fresh, isPublic: part.public, replaced, arriving });
    });
    return done instanceof Promise ? done.then(wait) : wait();
  }

  function takeBack(moves: readonly RowMove[]): void | Promise<void> {
    const partIds = [...new Set(moves.map(({ to }) => to))];
    const goneOf = Map.groupBy(moves, ({ to }) => to);
    const own = moves.filter(({ overtaken }) => overtaken === undefined);
    const settled = () => own.map(({ to: partId, key, source }) => ({ partId, key, source }));
    const wait = () => unresolved.settle(tenant, [], settled);
    const done = fitments.change(batch, partIds, (partId, before) => {
      const moverOf = new Map(goneOf.get(partId)?.map(({ source, mover }) => [source, mover]));
      // What another has put is his, and what was said again is of who said it.
      const isGone = (source: string) =>
        moverOf.has(source) && moverOf.get(source) === before?.arriving?.get(source);
      const changes = (before?.fitments ?? []).flatMap((fitment): FitmentChange[] => {
        if (!isGone(fitment.source)) return [];
        const was = before?.replaced?.get(fitment.source);
        return [was === undefined ? { action: 'delete', fitment } : { action: 'set', fitment: was }];
      });
      const replaced = new Map(
        [...moverOf.keys()].filter(isGone).map((source) => [source, undefined] as const),
      );
      return changeOf(partId, before, {
        ...{ changes, isPublic: before?.public ?? false, replaced, arriving: new Map() },
      });
    });
    return done instanceof Promise ? done.then(wait) : wait();
  }

  function changeOf(
    partId: string,
    before: PartFitments | undefined,
    {
      changes,
      isPublic,
      replaced: rows,
      arriving,
    }: {
      changes: readonly FitmentChange[];
      isPublic: boolean;
      replaced: ReplacedFitments['rows'];
      arriving: ArrivingRows;
    },
  ): ReturnType<DecideChange> {
    const { fitments: after, results } = applyChanges(before?.fitments ?? [], changes);
    const isTakenOver = after.some(({ source }) => arriving.has(source));
    if (results.every((result) => result === 'unchanged') && !isTakenOver) return undefined;
    const saved = savedPart(partId, before, { publisher: tenant, isPublic, fitments: after });
    const event = savedEvent(saved, expander.expand(after), traceparent);
    return { saved, event, rows: [], replaced: { release, rows }, arriving };
  }

  const left = prepared.left ?? [];
  if (left.length > 0)
    return Promise.resolve(takeBack(left)).then(() => unresolved.forgetMoves(tenant, left));
  if (prepared.moves.length > 0) return unresolved.move(tenant, prepared.moves, { release, put, takeBack });
}

/** What becomes of a part; `isPublic` is what the catalogue answered before the batch. */
export function savedPart(
  partId: string,
  before: PartFitments | undefined,
  { publisher, isPublic, fitments }: { publisher: string; isPublic: boolean; fitments: Fitment[] },
): PartFitments {
  // What the catalogue has told of a part is newer.
  const told = before !== undefined && before.partVersion > 0;
  return {
    ...{ partId, publisher, public: told ? before.public : isPublic },
    ...{ partVersion: before?.partVersion ?? 0, version: (before?.version ?? 0) + 1, fitments },
  };
}
