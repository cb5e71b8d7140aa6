import { openDatabase } from '@qipei/sqlite';
import { killedAt } from '@qipei/testing/forked-program';
import { exportFiles } from './export-files.ts';
import { makeExports } from './export-maker.fixture.ts';
import { EXPORT_JOB_MIGRATIONS, sqliteExportJobs } from './sqlite/sqlite-export-jobs.ts';

/** A process that makes files until it is killed, by itself when it has passed a named point so many times. */
const [folder = '', crashPoint = '', passes = '1'] = process.argv.slice(2);
const db = openDatabase({ file: `${folder}/jobs.sqlite`, migrations: EXPORT_JOB_MIGRATIONS });
makeExports(
  { jobs: sqliteExportJobs(db), files: exportFiles({ directory: `${folder}/files` }) },
  killedAt(crashPoint, Number(passes)),
);
