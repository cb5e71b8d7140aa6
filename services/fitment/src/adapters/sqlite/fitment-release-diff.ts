import type { Release } from '@qipei/release';
import type { Database } from '@qipei/sqlite';
import { boundedSaid, countRefused, NONE_REFUSED } from '../../application/bounded-said.ts';
import { changeOfSaid, isNothing, NOTHING_SAID, tallyPart } from '../../application/data-set-tally.ts';
import type { ExpanderOf } from '../../application/expander-of.ts';
import type { StagedPart } from '../../application/fitment-staging.ts';
import { type VisibilityOfPart, visibilityIn } from '../../application/part-visibility.ts';
import { savedEvent } from '../../application/saved-event.ts';
import { diffOfSaid, isSame, type SaidOfPart } from '../../domain/data-set-diff.ts';
import type { Fitment } from '../../domain/fitment.ts';
import { charactersOf, type UnresolvedFitment } from '../../domain/unresolved-fitments.ts';
import { packFitments } from '../json/packed-fitments.ts';
import { packUnresolved } from '../json/packed-unresolved.ts';
import { selectorPool } from '../json/selector-pool.ts';
import {
  AS_CHANGED,
  type ChangeRow,
  type FitmentReleaseTables,
  type Progress,
  type WriteRow,
} from './fitment-release-tables.ts';
import { type LiveOfPart, liveOfParts } from './live-of-part.ts';
import { type StagedRowOfPart, stagedFitments } from './staged-fitments.ts';
import { rowsThatFit } from './waiting-rows-that-fit.ts';

export type ReleaseHead = Pick<Release, 'tenant' | 'feed' | 'submission' | 'jobId' | 'traceparent'>;

/** The difference of some parts that follow one another. */
export interface DiffPiece {
  /** From where on, and up to where. */
  after: string;
  progress: Progress;
  changes: ChangeRow[];
  writes: WriteRow[];
  isLast: boolean;
}

/** What will be live of a part. */
export interface PartToWrite extends VisibilityOfPart {
  partId: string;
  live: LiveOfPart;
  own: SaidOfPart;
  fitmentsChange: boolean;
  /** What the data set says of its fitments, packed, where that is what the difference has. */
  packed?: string;
}

/** Of one piece, which is held as it was and as it will be; a part has some 30 applications. */
const PARTS_AT_ONCE = 80;
/** Characters of rows that wait, about, behind which a piece ends: one part alone may have millions. */
const WAITING_AT_ONCE = 4 * 1024 * 1024;

/** Compares what is staged with what is live, in the order of the parts, a bounded piece at a time. */
export function fitmentReleaseDiff(db: Database, expanderOf: ExpanderOf) {
  const selectors = selectorPool();
  const staged = stagedFitments(db, selectors);
  const live = liveOfParts(db, selectors);

  /** Documents and events are made beforehand: what writes them has only to put them in. */
  async function writesOf(head: ReleaseHead, parts: readonly PartToWrite[]): Promise<WriteRow[]> {
    const all = parts.map((part) => ({
      ...part,
      fitments: [...part.live.others.fitments, ...part.own.fitments],
    }));
    const modelIds = all.flatMap(({ fitmentsChange, fitments }) =>
      fitmentsChange ? fitments.map(({ selector }) => selector.modelId) : [],
    );
    const expander = await expanderOf(head.tenant, [...new Set(modelIds)]);
    return all.map(({ fitments, ...part }): WriteRow => {
      const { partId, live: now, own, fitmentsChange, public: isPublic, partVersion } = part;
      const waiting = [...now.others.waiting, ...own.waiting].sort(byKey);
      const saved = {
        ...{ partId, publisher: head.tenant, public: isPublic, partVersion },
        ...{ version: now.version + 1, fitments },
      };
      return {
        ...{ part_id: partId, base_version: now.version },
        ...{ public: isPublic ? 1 : 0, part_version: partVersion },
        body: fitmentsChange ? bodyOf(part, fitments) : null,
        event: fitmentsChange ? savedEvent(saved, expander.expand(fitments), head.traceparent).payload : null,
        waiting_before: now.waitingBody,
        ...{ waiting: waitingBody(waiting), waiting_count: waiting.length },
      };
    });
  }

  function partIds(key: number, { tenant, submission }: ReleaseHead, after: string): string[] {
    const named = staged.partIds(key, after, PARTS_AT_ONCE);
    if (submission !== 'full') return named;
    // What the data set has and the file doesn't name is removed.
    return [...new Set([...named, ...live.partIds(tenant, after, PARTS_AT_ONCE)])]
      .sort()
      .slice(0, PARTS_AT_ONCE);
  }

  /** What the data set would say of a part. */
  function saidBy(
    head: ReleaseHead,
    now: LiveOfPart,
    rows: readonly StagedRowOfPart[],
  ): { own: SaidOfPart; packed: string; tooMany: readonly UnresolvedFitment[] } {
    const before = head.submission === 'full' ? NOTHING_SAID : now.own;
    const [first] = rows;
    // Most parts of a file stand in one batch and are new, or said anew: they are then what was staged.
    if (first !== undefined && rows.length === 1 && first.packed !== '' && isNothing(before))
      return {
        own: { fitments: first.changes.map(({ fitment }) => fitment), waiting: [] },
        packed: first.packed,
        tooMany: [],
      };
    const { after: own, tooMany } = boundedSaid(before, rows, rowsThatFit);
    return { own, packed: '', tooMany };
  }

  return {
    writesOf,
    liveOf: (head: ReleaseHead, partId: string) => live.of(head.tenant, head.feed, partId),
    visibilityOf: (key: number, { tenant }: ReleaseHead, partId: string) =>
      visibilityIn(staged.of(key, tenant, partId)),
    /** Whether the data set says of a part what it would say. */
    isUnchanged(key: number, head: ReleaseHead, partId: string, now: LiveOfPart): boolean {
      const { own } = saidBy(head, now, staged.of(key, head.tenant, partId));
      return isSame(diffOfSaid(now.own, own).counts);
    },

    async piece(key: number, head: ReleaseHead, before: Progress): Promise<DiffPiece> {
      const ids = partIds(key, head, before.partId);
      const progress = structuredClone(before);
      const changes: ChangeRow[] = [];
      const parts: PartToWrite[] = [];
      const unchanged: WriteRow[] = [];
      const refused = structuredClone(progress.refused ?? NONE_REFUSED);
      let waiting = 0;
      for (const partId of ids) {
        if (waiting > WAITING_AT_ONCE) break;
        progress.partId = partId;
        const rows = staged.of(key, head.tenant, partId);
        const now = live.of(head.tenant, head.feed, partId);
        const { own, packed, tooMany } = saidBy(head, now, rows);
        const diff = diffOfSaid(now.own, own);
        tallyPart(progress, { partId, before: now.own, after: own, counts: diff.counts }, rows);
        progress.waitingRows -= tooMany.length;
        countRefused(refused, tooMany);
        waiting += now.waitingBody.length + own.waiting.reduce((sum, row) => sum + charactersOf(row), 0);
        if (isSame(diff.counts)) {
          unchanged.push(asItIs(partId, now));
          continue;
        }
        const change = changeRow(partId, now.own, { ...own, packed }, rows.at(-1));
        changes.push(change);
        const fitmentsChange = diff.before.fitments.length + diff.after.fitments.length > 0;
        parts.push({
          ...{ partId, live: now, own, ...visibilityIn(rows), fitmentsChange },
          packed: change.after_fitments,
        });
      }
      if (refused.count > 0) progress.refused = refused;
      const writes = [...unchanged, ...(await writesOf(head, parts))];
      const isLast = ids.length < PARTS_AT_ONCE && progress.partId === (ids.at(-1) ?? before.partId);
      return { after: before.partId, progress, changes, writes, isLast };
    },

    /** Within the caller's transaction. */
    record(tables: FitmentReleaseTables, key: number, { changes, writes, progress }: DiffPiece): void {
      for (const change of changes) tables.addChange(key, change);
      for (const write of writes) tables.putWrite(key, write);
      tables.setProgress(key, progress);
    },
  };
}

/** Nothing is to be written; what else changes of the part before it is published is noticed all the same. */
export function asItIs(partId: string, { version, waitingBody: waiting, own, others }: LiveOfPart): WriteRow {
  return {
    ...{ part_id: partId, base_version: version, public: 0, part_version: 0, body: null, event: null },
    ...{ waiting_before: waiting, waiting, waiting_count: own.waiting.length + others.waiting.length },
  };
}

/** `packed` is what stands in the difference, and all there is where the part has nothing of other data sets. */
function bodyOf({ live, packed = '' }: Omit<PartToWrite, 'own'>, fitments: readonly Fitment[]): string {
  return live.others.fitments.length === 0 && packed !== '' ? AS_CHANGED : packFitments(fitments);
}

export function waitingBody(rows: readonly UnresolvedFitment[]): string {
  return rows.length === 0 ? '' : packUnresolved(rows);
}

export function fitmentsBody(fitments: readonly Fitment[]): string {
  return fitments.length === 0 ? '' : packFitments(fitments);
}

function changeRow(
  partId: string,
  before: SaidOfPart,
  after: SaidOfPart & { packed: string },
  named: StagedPart | undefined,
): ChangeRow {
  return {
    part_id: partId,
    change: changeOfSaid(before, after),
    ...{ brand: named?.brand ?? '', part_number: named?.partNumber ?? '' },
    ...{ before_fitments: fitmentsBody(before.fitments), before_waiting: waitingBody(before.waiting) },
    after_fitments: after.packed === '' ? fitmentsBody(after.fitments) : after.packed,
    after_waiting: waitingBody(after.waiting),
  };
}

function byKey(a: UnresolvedFitment, b: UnresolvedFitment): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
