import { importFailureOf, startImportRunner } from '@qipei/import-job';
import { startReleaseRunner } from '@qipei/release';
import { killedAt } from '@qipei/testing/forked-program';
import { mongo } from 'mongoose';
import { mongoFitmentBench } from './fitment-release.fixture.ts';

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

const bench = await mongoFitmentBench(url, { releasePage: 10, leaseMs: 300 });
bench.missing.add('W1');
const { releases, content, staging } = bench;
const { jobs, spool, releases: opened } = bench.store;
const { beginAttempt, flip, settled } = opened.store;
opened.store.beginAttempt = (...args) => {
  phase = 'prepare-';
  return passing('attempt', beginAttempt)(...args);
};
opened.store.flip = async (...args) => {
  const done = await passing('flip', flip)(...args);
  phase = 'settle-';
  return done;
};
opened.store.settled = passing('told', settled);
const logger = { info() {}, warn() {}, error: (facts: object) => console.error(facts) };
startImportRunner({
  ...{ jobs, spool, logger, batchRows: 40, pollMs: 50 },
  kinds: [
    bench.kindOf(false, {
      stage: passing('stage', async (...args) => await staging.stage(...args)),
      prepareConclude: staging.prepareConclude,
      conclude: passing('diff', async (...args) => await staging.conclude(...args)),
    }),
  ],
  onProgress: ({ state }) => pass(state === 'done' ? 'staged' : 'batch-committed'),
});
startReleaseRunner({
  ...{ kind: 'fitments', releases, logger, pollMs: 50 },
  content: {
    ...content,
    publish: passing('settle', async (...args) => await content.publish(...args)),
    rollBack: passing('settle', async (...args) => await content.rollBack(...args)),
  },
  importFailure: (tenant, jobId) => importFailureOf(jobs, tenant, jobId),
});
process.send?.('ready');
