import { importFailureOf, startImportRunner } from '@qipei/import-job';
import { systemClock } from '@qipei/kernel';
import { startReleaseRunner } from '@qipei/release';
import { killedAt } from '@qipei/testing/forked-program';
import { mongo } from 'mongoose';
import { partImport } from '../imports/part-import.ts';
import { openMongoCatalog } from './open-mongo-catalog.ts';

/** A replica that stages, publishes and rolls back until it is killed, by itself when it has passed a named point so many times. */
const [url = '', crashPoint = '', passes = '1'] = process.argv.slice(2);
const pass = killedAt(crashPoint, Number(passes));

/** `<name>-begun`, then what it does, then `<name>-done`. */
function passing<A extends unknown[], T>(name: string, work: (...args: A) => Promise<T>) {
  return async (...args: A): Promise<T> => {
    pass(`${name}-begun`);
    const result = await work(...args);
    pass(`${name}-done`);
    return result;
  };
}

// Every write of some documents is a point of its own.
const { bulkWrite } = mongo.Collection.prototype;
let phase = '';
mongo.Collection.prototype.bulkWrite = async function (this: mongo.Collection, ...args) {
  const result = await bulkWrite.apply(this, args as never);
  pass(`${phase}${this.collectionName}-written`);
  return result;
} as typeof bulkWrite;

const catalog = await openMongoCatalog({ url }, { releasePage: 10, leaseMs: 300 });
const { store, content, staging } = catalog.releases;
const { beginAttempt, flip, settled } = store;
store.beginAttempt = (...args) => {
  phase = 'prepare-';
  return passing('attempt', beginAttempt)(...args);
};
store.flip = async (...args) => {
  const done = await passing('flip', flip)(...args);
  phase = 'settle-';
  return done;
};
store.settled = passing('told', settled);
const silent = { info() {}, warn() {}, error: (facts: object) => console.error(facts) };
startImportRunner({
  jobs: catalog.jobs,
  spool: catalog.spool,
  batchRows: 20,
  kinds: [
    partImport({
      ...catalog,
      clock: systemClock,
      staging: {
        stage: passing('stage', async (...args) => staging.stage(...args)),
        conclude: passing('diff', async (...args) => staging.conclude(...args)),
      },
    }),
  ],
  logger: silent,
  onProgress: ({ state }) => pass(state === 'done' ? 'staged' : 'batch-committed'),
  pollMs: 50,
});
startReleaseRunner({
  kind: 'parts',
  releases: store,
  content: {
    ...content,
    publish: passing('settle', async (...args) => content.publish(...args)),
    rollBack: passing('settle', async (...args) => content.rollBack(...args)),
  },
  importFailure: (tenant, jobId) => importFailureOf(catalog.jobs, tenant, jobId),
  logger: silent,
  pollMs: 50,
});
process.send?.('ready');
