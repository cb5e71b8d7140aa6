import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS } from '@qipei/contracts';
import { systemClock } from '@qipei/kernel';
import { sqliteReleases } from '@qipei/release/sqlite';
import { immediateTransaction, openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { benchVehicles, fitmentBenchOf } from '../../fitment-release.fixture.ts';
import { FITMENT_MIGRATIONS } from './fitment-migrations.ts';
import { sqliteFitmentRelease } from './sqlite-fitment-release.ts';
import { sqliteFitmentStaging } from './sqlite-fitment-staging.ts';
import { sqlitePartFitmentsReader, sqlitePartFitmentsWriter } from './sqlite-part-fitments.ts';
import { sqliteUnresolvedFitments } from './sqlite-unresolved-fitments.ts';

/** The fitments of a folder. */
export function fitmentBench(folder = mkdtempSync(join(tmpdir(), 'qipei-fitment-release-'))) {
  mkdirSync(folder, { recursive: true });
  const db = openDatabase({ file: join(folder, 'fitment.sqlite'), migrations: FITMENT_MIGRATIONS });
  const releases = sqliteReleases(db, { kind: 'fitments', topic: TOPICS.fitmentRelease });
  const known = benchVehicles();
  const writer = sqlitePartFitmentsWriter(db, systemClock);
  const count = (table: string) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  const bench = fitmentBenchOf(
    {
      releases,
      content: sqliteFitmentRelease(db, releases, known.expanderOf),
      staging: sqliteFitmentStaging(db, releases, known.expanderOf),
      unresolved: sqliteUnresolvedFitments(db),
      reader: sqlitePartFitmentsReader(db),
      ...{ writer, visibility: writer, outbox: sqliteOutbox(db) },
      atomically: (work) => immediateTransaction(db, work),
      partIds: async () =>
        db.prepare<[], string>('SELECT part_id FROM part_fitments ORDER BY part_id').pluck().all(),
      held: async () => ({
        staged: count('staged_fitments'),
        prepared: count('fitment_release_write'),
        changes: count('fitment_release_change') + count('fitment_release_progress'),
        moved: count('moved_rows'),
      }),
    },
    known,
  );
  return {
    ...bench,
    ...{ db, releases, folder },
    /** Leaves the files to others. */
    close: () => void db.close(),
    [Symbol.dispose]() {
      bench[Symbol.dispose]();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
