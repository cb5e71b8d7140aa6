import { runBackground } from '@qipei/service-kit';
import { fileImportSpool, startImportRunner } from './index.ts';
import { itemKind, journal, openItems } from './item-import.fixture.ts';
import { sqliteImportJobs } from './sqlite/index.ts';

export function run(folder: string): Promise<void> {
  return runBackground(async () => {
    const db = openItems(folder);
    const runner = startImportRunner({
      ...{ jobs: sqliteImportJobs(db), kinds: [itemKind({}, db)], logger: journal() },
      spool: fileImportSpool({ directory: `${folder}/spool` }),
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
}
