import { openMongo } from '@qipei/mongo';
import { startImportRunner } from '../import-runner.ts';
import { gridFsImportSpool, mongoImportJobs } from './index.ts';
import { itemDocumentKind } from './item-documents.fixture.ts';

/** A replica that works off the jobs of a database until it is killed, by itself when it has passed a named point so many times. */
const [url = '', database = '', crashPoint = '', passes = '1'] = process.argv.slice(2);
let left = Number(passes);

function pass(point: string): void {
  if (point !== crashPoint) return;
  left -= 1;
  if (left > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal takes a moment; nothing of this thread may run until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const connection = await openMongo({ url, database });
startImportRunner({
  jobs: mongoImportJobs(connection, { leaseMs: 300 }),
  spool: gridFsImportSpool(connection),
  kinds: [itemDocumentKind(connection, pass)],
  logger: { info: () => {}, warn: () => {}, error: (facts) => console.error(facts) },
  batchRows: 40,
  pollMs: 50,
  backoffMs: 20,
  onProgress: () => {
    pass('committed');
    process.send?.('committed');
  },
});
process.send?.('ready');
