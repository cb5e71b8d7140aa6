import { setTimeout as sleep } from 'node:timers/promises';
import { fileImportSpool } from './file-import-spool.ts';
import { startImportRunner } from './import-runner.ts';
import { itemKind, openItems } from './item-import.fixture.ts';
import { sqliteImportJobs } from './sqlite/index.ts';

/** A process that works off the jobs of a folder until it is killed, by itself when it has passed a named point so many times. */
const [folder = '', crashPoint = '', passes = '1'] = process.argv.slice(2);
let left = Number(passes);

function pass(point: string): void {
  if (point !== crashPoint) return;
  left -= 1;
  if (left > 0) return;
  process.kill(process.pid, 'SIGKILL');
  // The signal takes a moment; nothing of this thread may run until then.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const db = openItems(folder);
db.function('pass', { deterministic: false }, (point) => {
  pass(String(point));
  return null;
});
// Within the transactions, between one statement and the next.
db.exec(`
  CREATE TEMP TRIGGER on_error AFTER INSERT ON main.import_row_error BEGIN SELECT pass('error'); END;
  CREATE TEMP TRIGGER on_progress AFTER UPDATE OF rows ON main.import_job BEGIN SELECT pass('progress'); END;
  CREATE TEMP TRIGGER before_progress BEFORE UPDATE OF rows ON main.import_job BEGIN SELECT pass('before-progress'); END;
  CREATE TEMP TRIGGER on_finish AFTER UPDATE OF finished_at ON main.import_job BEGIN SELECT pass('finish'); END;
`);
const items = itemKind({}, db);
startImportRunner({
  jobs: sqliteImportJobs(db),
  spool: fileImportSpool({ directory: `${folder}/spool` }),
  batchRows: 100,
  // The longer of the files are read by a thread.
  threadFromBytes: 100_000,
  kinds: [
    {
      ...items,
      async prepare(rows) {
        pass('prepare');
        if (crashPoint === '') await sleep(3);
        return [...rows];
      },
      apply(rows, context) {
        pass('apply');
        const outcome = items.apply(rows as never, context);
        pass('applied');
        return outcome;
      },
    },
  ],
  logger: { info: () => {}, warn: () => {}, error: (facts) => console.error(facts) },
  onProgress: () => {
    pass('committed');
    process.send?.('committed');
  },
});
setInterval(() => {}, 1000);
process.send?.('ready');
