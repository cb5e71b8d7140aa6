import { importFailureOf, startImportRunner } from '@qipei/import-job';
import { systemClock } from '@qipei/kernel';
import { startReleaseRunner } from '@qipei/release';
import { killedAt } from '@qipei/testing/forked-program';
import { partImport } from '../imports/part-import.ts';
import { openSqliteCatalog } from './open-sqlite-catalog.ts';

/** A process that stages, publishes and rolls back until it is killed, by itself when it has passed a named point so many times. */
const [dataDir = '', crashPoint = '', passes = '1'] = process.argv.slice(2);
const pass = killedAt(crashPoint, Number(passes));

/** `<name>-begun`, then what it does, then `<name>-written`. */
function passing<A extends unknown[], T>(name: string, work: (...args: A) => T): (...args: A) => T {
  return (...args) => {
    pass(`${name}-begun`);
    const result = work(...args);
    pass(`${name}-written`);
    return result;
  };
}

const catalog = openSqliteCatalog({ dataDir }, 'imports');
const { store, content, staging } = catalog.releases;
// Within the transactions: all of it is written, nothing committed.
store.published = passing('publish', store.published.bind(store));
store.rolledBack = passing('roll-back', store.rolledBack.bind(store));
const silent = { info() {}, warn() {}, error: (facts: object) => console.error(facts) };
startImportRunner({
  jobs: catalog.jobs,
  spool: catalog.spool,
  batchRows: 200,
  kinds: [
    partImport({
      ...catalog,
      clock: systemClock,
      foreignIds: catalog.foreignIds,
      staging: {
        stage: passing('stage', staging.stage),
        conclude: passing('diff', staging.conclude),
      },
    }),
  ],
  logger: silent,
  onProgress: ({ state }) => pass(state === 'done' ? 'staged' : 'batch-committed'),
});
startReleaseRunner({
  kind: 'parts',
  releases: store,
  content: {
    ...content,
    publish: passing('settle', content.publish),
    rollBack: passing('settle', content.rollBack),
  },
  importFailure: (tenant, jobId) => importFailureOf(catalog.jobs, tenant, jobId),
  logger: silent,
});
