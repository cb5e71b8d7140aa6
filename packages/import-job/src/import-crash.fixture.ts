import { startImportRunner } from './index.ts';
import { itemKind, openItems } from './item-import.fixture.ts';

/** A process that works off the jobs of a folder until it is killed. */
const folder = process.argv[2] ?? '';
const db = openItems(folder);
const kind = itemKind(
  {
    async prepare(rows) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      return [...rows];
    },
  },
  db,
);
const say = (word: string) => process.send?.(word);
startImportRunner({
  db,
  spoolDir: `${folder}/spool`,
  kinds: [kind],
  batchRows: 100,
  logger: { info: () => {}, warn: () => {}, error: (facts) => console.error(facts) },
  onProgress: (job) => say(job.state),
});
setInterval(() => {}, 1000);
say('ready');
