import { type Release, ReleaseStateConflict } from '@qipei/release';
import type { SqliteReleaseLedger } from '@qipei/release/sqlite';
import { type Database, joinedTransaction } from '@qipei/sqlite';
import { findingsOfRefused, NONE_REFUSED } from '../../application/bounded-said.ts';
import { outcomeOf, recordsOf, reportOf } from '../../application/data-set-tally.ts';
import type { ExpanderOf } from '../../application/expander-of.ts';
import type { FitmentStaging, StageContext } from '../../application/fitment-staging.ts';
import { selectorPool } from '../json/selector-pool.ts';
import { type DiffPiece, fitmentReleaseDiff } from './fitment-release-diff.ts';
import { fitmentReleaseTables } from './fitment-release-tables.ts';
import { stagedFitments } from './staged-fitments.ts';

const NOTHING = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };

/** Its `stage` and `conclude` are synchronous: they are part of a transaction that the caller may hold. */
export function sqliteFitmentStaging(
  db: Database,
  ledger: SqliteReleaseLedger,
  expanderOf: ExpanderOf,
): FitmentStaging {
  const staged = stagedFitments(db, selectorPool());
  const tables = fitmentReleaseTables(db);
  const diff = fitmentReleaseDiff(db, expanderOf);
  /** What `prepareConclude` has worked out and `conclude` has yet to record. */
  let pending: { id: string; piece: DiffPiece } | undefined;

  function begin({ start, now }: StageContext): Release {
    return joinedTransaction(db, () => ledger.begin(start, now));
  }

  return {
    stage(parts, context) {
      joinedTransaction(db, () => {
        const release = begin(context);
        if (release.state !== 'staging') throw new ReleaseStateConflict(release, 'added to');
        const key = ledger.keyOf(release.id);
        for (const part of parts) staged.add(key, part);
      });
    },
    async prepareConclude(context) {
      const release = begin(context);
      if (isConcluded(release)) return;
      const key = ledger.keyOf(release.id);
      pending = { id: release.id, piece: await diff.piece(key, release, tables.progress(key)) };
    },
    conclude(context, report) {
      return joinedTransaction(db, () => {
        const release = begin(context);
        if (isConcluded(release)) return NOTHING;
        const key = ledger.keyOf(release.id);
        if (pending?.id !== release.id || pending.piece.after !== tables.progress(key).partId)
          throw new Error('a piece of the difference was recorded that wasn’t the next');
        const { progress, isLast } = pending.piece;
        diff.record(tables, key, pending.piece);
        if (!isLast) return { ...NOTHING, more: true };
        const { findings: found, checks, rowsFailed } = report();
        const findings = [...found, ...findingsOfRefused(progress.refused ?? NONE_REFUSED)];
        ledger.staged(
          release.id,
          {
            ...{ counts: progress.parts, named: progress.named, findings, records: recordsOf(progress) },
            rowsRefused: Math.max(0, rowsFailed - progress.waitingRows),
            report: reportOf(progress, checks),
          },
          context.now,
        );
        return outcomeOf(progress);
      });
    },
  };
}

/** What came after that is somebody's decision. */
function isConcluded({ state, stagedAt }: Release): boolean {
  return state !== 'staging' && stagedAt !== undefined;
}
