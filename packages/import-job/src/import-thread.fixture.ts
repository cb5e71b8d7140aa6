import { workerData } from 'node:worker_threads';
import { runBackground } from '@qipei/service-kit';
import { startImportRunner } from './index.ts';
import { itemKind, journal, openItems } from './item-import.fixture.ts';

await runBackground(async () => {
  const folder = workerData as string;
  const db = openItems(folder);
  const runner = startImportRunner({
    ...{ db, spoolDir: `${folder}/spool`, kinds: [itemKind({}, db)], logger: journal() },
    // Long, so that a test sees whether the runner is told of a job or finds it.
    pollMs: 60_000,
  });
  return {
    async [Symbol.asyncDispose]() {
      await runner[Symbol.asyncDispose]();
      db.close();
    },
  };
});
