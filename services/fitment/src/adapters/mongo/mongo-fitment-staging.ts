import { DomainError } from '@qipei/kernel';
import { withDatabaseErrors } from '@qipei/mongo';
import { type Release, ReleaseStateConflict } from '@qipei/release';
import type { MongoReleaseLedger } from '@qipei/release/mongo';
import { findingsOfRefused } from '../../application/bounded-said.ts';
import { type DataSetTally, outcomeOf, recordsOf, reportOf } from '../../application/data-set-tally.ts';
import type {
  FileReport,
  FitmentStaging,
  StageBatchContext,
  StagedPart,
} from '../../application/fitment-staging.ts';
import { NO_APPLICATION_COUNTS } from '../../domain/data-set-diff.ts';
import type { FitmentReleaseDiff } from './fitment-release-diff.ts';
import type { StagedFitments } from './staged-fitments.ts';

/** A full data set would take parts away that its file names. */
class StagedRowsLost extends DomainError {
  constructor(rows: number) {
    super({
      kind: 'conflict',
      code: 'staged-rows-lost',
      message: `${rows} rows of the file are no longer staged, as a replica of an earlier version has taken part in its import; send the file again.`,
    });
  }
}

const NOTHING = outcomeOf({ applications: NO_APPLICATION_COUNTS });

export function mongoFitmentStaging(
  staged: StagedFitments,
  ledger: MongoReleaseLedger,
  diff: FitmentReleaseDiff,
): FitmentStaging {
  return withDatabaseErrors({
    async stage(parts: Iterable<StagedPart>, context: StageBatchContext) {
      const release = await ledger.begin(context.start, context.now);
      if (release.state !== 'staging') throw new ReleaseStateConflict(release, 'added to');
      await staged.put(parts, context);
    },
    async prepareConclude() {},
    async conclude(context: Parameters<FitmentStaging['conclude']>[0], report: () => FileReport) {
      const release = await ledger.begin(context.start, context.now);
      // What came after that is somebody's decision. What it counted may not have been recorded with the import.
      if (release.state !== 'staging' && release.stagedAt !== undefined)
        return context.isCounted ? NOTHING : outcomeOf(countsOf(release));
      const { counts, tally, taken, rows, refused } = await diff.take(release);
      const fileReport = report();
      const { checks, rowsFailed, rows: rowsOfFile } = fileReport;
      if (rows < rowsOfFile - rowsFailed) throw new StagedRowsLost(rowsOfFile - rowsFailed - rows);
      const rowsRefused = Math.max(0, rowsFailed - tally.waitingRows);
      const findings = [...fileReport.findings, ...findingsOfRefused(refused)];
      const told = {
        ...{ counts, named: tally.named, records: recordsOf(tally), rowsRefused, findings },
        report: reportOf(tally, checks),
      };
      await ledger.staged(release.id, told, context.now, taken);
      return outcomeOf(tally);
    },
  });
}

function countsOf({ report }: Release): Pick<DataSetTally, 'applications' | 'assets'> {
  return JSON.parse(report) as Pick<DataSetTally, 'applications' | 'assets'>;
}
