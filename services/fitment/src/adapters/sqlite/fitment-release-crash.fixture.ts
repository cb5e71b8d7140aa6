import { fileImportSpool, importFailureOf, startImportRunner } from '@qipei/import-job';
import { sqliteImportJobs } from '@qipei/import-job/sqlite';
import { startReleaseRunner } from '@qipei/release';
import { killedAt } from '@qipei/testing/forked-program';
import { fitmentBench } from './fitment-release.fixture.ts';

/** A process that stages, publishes and rolls back until it is killed, by itself when it has passed a named point so many times. */
const [folder = '', crashPoint = '', passes = '1'] = process.argv.slice(2);
const pass = killedAt(crashPoint, Number(passes));

/** `<name>-begun`, then what it does, then `<name>-written`. */
function passing<A extends unknown[], T>(name: string, work: (...args: A) => T): (...args: A) => T {
  return (...args) => {
    pass(`${name}-begun`);
    const result = work(...args);
    if (result instanceof Promise) return result.finally(() => pass(`${name}-written`)) as T;
    pass(`${name}-written`);
    return result;
  };
}

const bench = fitmentBench(folder);
bench.missing.add('W1');
const { releases, content, staging } = bench;
// Within the transactions: all of it is written, nothing committed.
releases.published = passing('publish', releases.published.bind(releases));
releases.rolledBack = passing('roll-back', releases.rolledBack.bind(releases));
const jobs = sqliteImportJobs(bench.db);
const logger = { info() {}, warn() {}, error: (facts: object) => console.error(facts) };
startImportRunner({
  ...{ jobs, logger, batchRows: 200 },
  spool: fileImportSpool({ directory: `${folder}/spool` }),
  kinds: [
    bench.kindOf(false, {
      stage: passing('stage', staging.stage),
      prepareConclude: passing('prepare', staging.prepareConclude),
      conclude: passing('compare', staging.conclude),
    }),
  ],
  onProgress: ({ state }) => pass(state === 'done' ? 'staged' : 'batch-committed'),
});
startReleaseRunner({
  ...{ kind: 'fitments', releases, logger },
  content: {
    ...content,
    publish: passing('settle', content.publish),
    rollBack: passing('settle', content.rollBack),
  },
  importFailure: (tenant, jobId) => importFailureOf(jobs, tenant, jobId),
});
