import { openMongo } from '@qipei/mongo';
import { startExportRunner } from '../export-runner.ts';
import { mongoExportFiles, mongoExportJobs } from './index.ts';

/** A replica that makes files slowly, and tells of each piece, until it is killed. */
const [url = '', database = ''] = process.argv.slice(2);
const connection = await openMongo({ url, database });
startExportRunner({
  jobs: mongoExportJobs(connection, { leaseMs: 300 }),
  files: mongoExportFiles(connection, { orphanMs: 0 }),
  kind: {
    kind: 'parts',
    formats: ['csv'],
    async open() {
      return {
        ...{ asOf: new Date(), notes: [], rows: () => 200, losses: () => [] },
        bytes: (async function* () {
          for (let at = 0; at < 200; at += 1) {
            process.send?.(at);
            yield `${at}\n`;
          }
        })(),
        [Symbol.asyncDispose]: async () => {},
      };
    },
  },
  logger: { info: () => {}, warn: () => {}, error: (facts) => console.error(facts) },
  pollMs: 20,
});
