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

/** What was found in the file as a whole. */
export interface FileReport {
  /** Rows with errors, those among them that wait for their part or their vehicles. */
  rowsFailed: number;
  findings: readonly ReleaseFinding[];
  /** JSON of the checks; empty where there is none. */
  checks: string;
}

/** Where an import goes that is a release. What it writes is part of the transaction that records the import's progress. */
export interface FitmentStaging {
  /** @throws ReleaseStateConflict where the release was discarded meanwhile */
  stage(parts: Iterable<StagedPart>, context: StageContext): void;
  /** Works the next piece of the difference out. */
  prepareConclude(context: StageContext): Promise<void>;
  /** Records that piece, and with the last one the whole difference. */
  conclude(context: StageContext, report: () => FileReport): ConcludeOutcome;
}
