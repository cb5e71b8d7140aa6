import type { ExportFiles } from './export-files.ts';
import type { ExportJobs } from './export-jobs.ts';
import { type ExportRunner, startExportRunner } from './export-runner.ts';

const PIECES = 40;
/** More than what is written of a file at once. */
const PIECE = 'A line of a file that is made.\n'.repeat(2_000);

export const MADE = PIECE.repeat(PIECES);

/** Makes what waits. `pass` is told of what has just been done, and of each piece of a file. */
export function makeExports(
  {
    jobs,
    files,
  }: { jobs: ExportJobs & { onAnnounced(listener: () => void): Disposable }; files: ExportFiles },
  pass: (point: string) => void,
): ExportRunner {
  return startExportRunner({
    jobs: {
      ...jobs,
      async takeNext() {
        const job = await jobs.takeNext();
        if (job !== undefined) pass('taken');
        return job;
      },
      async end(...args) {
        const kept = await jobs.end(...args);
        pass('ended');
        return kept;
      },
    },
    files: {
      ...files,
      async write(...args) {
        const written = await files.write(...args);
        pass('written');
        return written;
      },
    },
    kind: {
      kind: 'parts',
      formats: ['csv'],
      async open() {
        return {
          ...{ asOf: new Date(), notes: [], rows: () => PIECES, losses: () => [] },
          bytes: (async function* () {
            for (let at = 0; at < PIECES; at += 1) {
              pass('piece');
              yield PIECE;
            }
          })(),
          [Symbol.asyncDispose]: async () => {},
        };
      },
    },
    logger: { info: () => {}, warn: () => {}, error: (facts) => console.error(facts) },
    pollMs: 20,
  });
}
