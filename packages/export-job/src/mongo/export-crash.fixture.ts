import { openMongo } from '@qipei/mongo';
import { killedAt } from '@qipei/testing/forked-program';
import { makeExports } from '../export-maker.fixture.ts';
import { mongoExportFiles, mongoExportJobs } from './index.ts';

/** A replica that makes files until it is killed, by itself when it has passed a named point so many times. */
const [url = '', database = '', crashPoint = '', passes = '1'] = process.argv.slice(2);
const connection = await openMongo({ url, database });
makeExports(
  {
    jobs: mongoExportJobs(connection, { leaseMs: 300 }),
    files: mongoExportFiles(connection, { orphanMs: 0 }),
  },
  killedAt(crashPoint, Number(passes)),
);
