import type { ConcludeOutcome } from '@qipei/import-job';
import type { ReleaseFinding, ReleaseStart } from '@qipei/release';
import type { RowsOfPart } from '../domain/data-set-diff.ts';

/** Rows of one batch of a file that are of one part. */
export interface StagedPart extends RowsOfPart {
  partId: string;
  public: boolean;
  /** As the file names it. */
  brand: string;
  partNumber: string;
}

export interface StageContext {
  start: ReleaseStart;
  now: Date;
}

export interface StageBatchContext extends StageContext {
  /** Rows of the file that are recorded for good: they never come again, and all that come are behind them. */
  rowsBefore: number;
  /** See `ApplyContext`. */
  takeovers: number;
}

/** What was found in the file as a whole. */
export interface FileReport {
  /** Rows of the whole file. */
  rows: number;
  /** Rows with errors, those among them that wait for their part or their vehicles. */
  rowsFailed: number;
  findings: readonly ReleaseFinding[];
  /** JSON of the checks; empty where there is none. */
  checks: string;
}

/**
 * Where an import goes that is a release: within the transaction that records its progress, or where the storage has none so that
 * rows which come again, perhaps cut into other batches, change nothing.
 */
export interface FitmentStaging {
  /** @throws ReleaseStateConflict where the release was discarded meanwhile */
  stage(parts: Iterable<StagedPart>, context: StageBatchContext): void | Promise<void>;
  /** Works the next piece of the difference out, where it is recorded in pieces. */
  prepareConclude(context: StageContext): Promise<void>;
  /**
   * Records that piece, and with the last one the whole difference. What it counts is what publishing would do; nothing where
   * that has been counted (`isCounted`).
   */
  conclude(
    context: StageContext & { isCounted: boolean },
    report: () => FileReport,
  ): ConcludeOutcome | Promise<ConcludeOutcome>;
}
