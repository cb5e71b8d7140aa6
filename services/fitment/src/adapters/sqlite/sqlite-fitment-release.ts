import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Release,
  type ReleaseContent,
  readKeyPage,
  type SettleContext,
  toKeyPage,
} from '@qipei/release';
import type { SqliteReleaseLedger } from '@qipei/release/sqlite';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { isSameSaid } from '../../application/data-set-tally.ts';
import type { ExpanderOf } from '../../application/expander-of.ts';
import type { VisibilityOfPart } from '../../application/part-visibility.ts';
import { shownChange } from '../../application/shown-fitments.ts';
import { diffOfSaid, rolledBackTo, type SaidOfPart, withoutRelease } from '../../domain/data-set-diff.ts';
import { unpackFitments } from '../json/packed-fitments.ts';
import { unpackUnresolved } from '../json/packed-unresolved.ts';
import { asItIs, fitmentReleaseDiff, type PartToWrite } from './fitment-release-diff.ts';
import {
  type ChangeRow,
  fitmentReleaseTables,
  NO_PROGRESS,
  type WriteRow,
} from './fitment-release-tables.ts';
import { movedRows } from './moved-rows.ts';
import { fitmentReleaseWriter } from './settle-fitment-release.ts';

/** Parts of a roll-back that are worked out together, and rows that are forgotten together. */
const PARTS_AT_ONCE = 200;
const ROWS_AT_ONCE = 400;
/** How often parts that are changed meanwhile are made anew before the next attempt has to wait. */
const ATTEMPTS = 20;

type Content = ChangeRow & { before: SaidOfPart; after: SaidOfPart };

/**
 * Releases of fitments. What will be written is made beforehand, in pieces; publishing and rolling back are one transaction
 * each, which only puts it in: documents, rows that wait, events and the release's state.
 */
export function sqliteFitmentRelease(
  db: Database,
  ledger: SqliteReleaseLedger,
  expanderOf: ExpanderOf,
): ReleaseContent {
  const tables = fitmentReleaseTables(db);
  const diff = fitmentReleaseDiff(db, expanderOf);
  const writer = fitmentReleaseWriter(db);
  const moved = movedRows(db);
  const together = <T>(work: () => T): T => immediateTransaction(db, work);

  async function clear(key: number, ...of: Parameters<typeof tables.forget>[0][]): Promise<void> {
    for (const table of of)
      while (together(() => tables.forget(table, key, ROWS_AT_ONCE)) === ROWS_AT_ONCE) await nextTurn();
  }

  /** Takes the whole difference anew, be it for the second time: a process that was killed amid it has left a part of it. */
  async function compareAnew(key: number, release: Release): Promise<void> {
    together(() => tables.setProgress(key, { ...NO_PROGRESS, anew: true }));
    await clear(key, 'fitment_release_change', 'fitment_release_write');
    for (;;) {
      const piece = await diff.piece(key, release, tables.progress(key));
      together(() => diff.record(tables, key, piece));
      if (piece.isLast) break;
      await nextTurn();
    }
    together(() => {
      const { anew: _, ...progress } = tables.progress(key);
      tables.setProgress(key, progress);
      ledger.diverted(release.id, progress.parts);
    });
  }

  /**
   * Makes documents anew of parts that something else has changed, as other data sets may. False where the data set itself
   * isn't what it was compared with.
   */
  async function catchUp(key: number, release: Release, partIds: readonly string[]): Promise<boolean> {
    const parts: PartToWrite[] = [];
    const unchanged: WriteRow[] = [];
    for (const partId of partIds) {
      const change = contentOf(tables.changeOf(key, partId), release);
      const live = diff.liveOf(release, partId);
      if (change === undefined) {
        if (!diff.isUnchanged(key, release, partId, live)) return false;
        unchanged.push(asItIs(partId, live));
        continue;
      }
      if (!isSameSaid(live.own, change.before)) return false;
      const visibility = diff.visibilityOf(key, release, partId);
      parts.push(toWrite(partId, live, { from: change.before, own: change.after, visibility }));
    }
    const writes = [...unchanged, ...(await diff.writesOf(release, parts))];
    together(() => {
      for (const write of writes) tables.putWrite(key, write);
    });
    return true;
  }

  /** Parts that are not as they were when the difference was taken. */
  function movedOn(key: number, { tenant, submission }: Release, limit: number): string[] {
    const overtaken = writer.overtaken(key, tenant, limit);
    // A full submission says something of parts that it doesn't name, too.
    return overtaken.length > 0 || submission !== 'full' ? overtaken : writer.unseen(key, tenant, limit);
  }

  /** In one transaction with what tells of it; false where something is still being changed. */
  function settle(key: number, release: Release, context: SettleContext, told: () => void): boolean {
    return together(() => {
      const open =
        release.state === 'publishing' ? movedOn(key, release, 1) : writer.overtaken(key, release.tenant, 1);
      if (open.length > 0) return false;
      writer.write(key, release, context);
      told();
      return true;
    });
  }

  /** Documents as they were before the release, where the data set is as the release left it. Returns how many aren't. */
  async function makeBackwards(key: number, release: Release): Promise<number> {
    await clear(key, 'fitment_release_write');
    let kept = 0;
    const make = async (parts: readonly PartToWrite[]) => {
      const writes = await diff.writesOf(release, parts);
      together(() => {
        for (const write of writes) tables.putWrite(key, write);
      });
    };
    for (let after = ''; ; ) {
      const rows = tables.changes(key, after, undefined, PARTS_AT_ONCE);
      const parts: PartToWrite[] = [];
      for (const row of rows) {
        const change = contentOf(row, release) as Content;
        const live = diff.liveOf(release, row.part_id);
        const own = rolledBackTo(live.own, change, release.jobId);
        if (own === undefined) kept += 1;
        else parts.push(toWrite(row.part_id, live, { from: live.own, own, visibility: live }));
      }
      await make(parts);
      const last = rows.at(-1);
      if (last === undefined || rows.length < PARTS_AT_ONCE) break;
      after = last.part_id;
    }
    // Of a part that it changes itself it has decided above.
    const others = moved.partsOf(release.id).filter((partId) => tables.changeOf(key, partId) === undefined);
    for (let at = 0; at < others.length; at += PARTS_AT_ONCE)
      await make(
        others.slice(at, at + PARTS_AT_ONCE).map((partId) => {
          const live = diff.liveOf(release, partId);
          const replaced = moved.replacedIn(release.id, partId);
          const own = withoutRelease(live.own, release.jobId, replaced);
          return toWrite(partId, live, { from: live.own, own, visibility: live });
        }),
      );
    return kept;
  }

  return {
    async publish(release, context) {
      const key = ledger.keyOf(release.id);
      if (release.stale || tables.progress(key).anew === true) return await compareAnew(key, release);
      for (let attempt = 0; attempt < ATTEMPTS; ) {
        const partIds = movedOn(key, release, PARTS_AT_ONCE);
        if (partIds.length > 0) {
          if (!(await catchUp(key, release, partIds))) return await compareAnew(key, release);
          await nextTurn();
        } else {
          if (settle(key, release, context, () => ledger.published(release.id, context))) return;
          attempt += 1;
        }
      }
      throw new Error('what is live is being changed all the time');
    },
    async rollBack(release, context) {
      const key = ledger.keyOf(release.id);
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const kept = await makeBackwards(key, release);
        if (settle(key, release, context, () => ledger.rolledBack(release.id, kept, context))) return;
      }
      throw new Error('what is live is being changed all the time');
    },
    async changes(release, kind, request) {
      const { size, after } = readKeyPage(request);
      const rows = tables.changes(ledger.keyOf(release.id), after, kind, size + 1);
      const { items, nextPageToken } = toKeyPage(rows, size, ({ part_id }) => part_id);
      return {
        items: items.map((row) => {
          const { part_id: partId, brand, part_number: partNumber, change } = row;
          const { before, after: then } = contentOf(row, release) as Content;
          return shownChange({ partId, brand, partNumber, change }, before, then);
        }),
        nextPageToken,
      };
    },
    forget: (release, what) =>
      together(() => {
        const key = ledger.keyOf(release.id);
        const all = ['staged_fitments', 'fitment_release_write'] as const;
        const of = what === 'all' ? [...all, 'fitment_release_change' as const] : all;
        for (const table of of) if (tables.forget(table, key, ROWS_AT_ONCE) > 0) return false;
        if (what === 'all' && moved.forget(release.id, ROWS_AT_ONCE) > 0) return false;
        if (what === 'all') tables.dropProgress(key);
        return true;
      }),
  };
}

function toWrite(
  partId: string,
  live: PartToWrite['live'],
  { from, own, visibility }: { from: SaidOfPart; own: SaidOfPart; visibility: VisibilityOfPart },
): PartToWrite {
  const { before, after } = diffOfSaid(from, own);
  const fitmentsChange = before.fitments.length + after.fitments.length > 0;
  const { public: isPublic, partVersion } = visibility;
  return { partId, live, own, public: isPublic, partVersion, fitmentsChange };
}

function contentOf(row: ChangeRow | undefined, { tenant }: Release): Content | undefined {
  if (row === undefined) return undefined;
  const said = (fitments: string, waiting: string): SaidOfPart => ({
    fitments: fitments === '' ? [] : unpackFitments(fitments),
    waiting: waiting === '' ? [] : unpackUnresolved(tenant, row.part_id, waiting),
  });
  return {
    ...row,
    before: said(row.before_fitments, row.before_waiting),
    after: said(row.after_fitments, row.after_waiting),
  };
}
