import type { BatchOutcome } from '@qipei/import-job';
import type { ReleaseStart } from '@qipei/release';
import type { PartChange } from '../../domain/part-change.ts';

export interface StageContext {
  start: ReleaseStart;
  now: Date;
}

/**
 * Where an import goes that is a release: within the transaction that records its progress, or where the storage has none so that
 * rows which come again change nothing.
 */
export interface PartStaging {
  /**
   * Of changes that say the same part the last one counts.
   * @throws ReleaseStateConflict where the release was discarded meanwhile
   */
  stage(changes: readonly PartChange[], context: StageContext): void | Promise<void>;
  /**
   * Takes the difference. What it counts is what publishing would do; nothing where that has been counted (`isCounted`).
   * `rows`: of the whole file, those that were refused among them; `rowsLeftOut`: those taken without what couldn't be read of them.
   */
  conclude(
    context: StageContext & { rows: number; rowsRefused: number; rowsLeftOut?: number; isCounted: boolean },
  ): BatchOutcome | Promise<BatchOutcome>;
}
