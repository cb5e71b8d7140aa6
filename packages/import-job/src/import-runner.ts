import { UnreadableFile } from '@qipei/interchange';
import { type Clock, systemClock } from '@qipei/kernel';
import type { Database } from '@qipei/sqlite';
import { alarm } from './alarm.ts';
import { onImportAnnounced } from './import-announcement.ts';
import { failureText, isStorageTrouble } from './import-failure.ts';
import type { ImportJob } from './import-job.ts';
import { type ImportJobStoreOptions, importJobStore } from './import-job-store.ts';
import type { ImportKind } from './import-kind.ts';
import { runImport } from './import-run.ts';
import { importSpool } from './import-spool.ts';

/** The part of a Pino logger that the runner needs. */
export interface ImportLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface ImportRunnerOptions extends ImportJobStoreOptions {
  /** A connection of the thread that the runner is in. */
  db: Database;
  spoolDir: string;
  kinds: readonly ImportKind[];
  logger: ImportLogger;
  clock?: Clock;
  /** After each batch and at a job's end, once it is committed. */
  onProgress?: (job: ImportJob) => void;
  /** Rows of one transaction. Default 1,000. */
  batchRows?: number;
  /** How often it looks for work that nobody told it of. Default 1,000. */
  pollMs?: number;
  /** First wait when another service or the disk is away, doubled up to 30 s. Default 200. */
  backoffMs?: number;
  /** Ended jobs and their errors are forgotten after so many days. Default 90. */
  retentionDays?: number;
}

export interface ImportRunner extends AsyncDisposable {
  /** There may be something to do. Not needed where the job was made through an `importJobStore` of this process. */
  wake(): void;
}

const MAX_BACKOFF_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Works off the jobs of a database file one after another, tenants in turn. There is one runner for a file, in any
 * thread. Closing it stops after the batch at hand; that job goes on at its next row when a runner starts again, as it does
 * after a crash.
 */
export function startImportRunner(options: ImportRunnerOptions): ImportRunner {
  const { db, logger, clock = systemClock, backoffMs = 200, batchRows = 1000, pollMs = 1000 } = options;
  const store = importJobStore(db, options);
  const spool = importSpool({ directory: options.spoolDir });
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]));
  const stop = new AbortController();
  const bell = alarm();
  const announcements = onImportAnnounced(db, bell.ring);
  const finished = work();

  async function work(): Promise<void> {
    let faults = 0;
    let tidyAt = Number.NEGATIVE_INFINITY;
    while (!stop.signal.aborted) {
      try {
        const now = clock.now().getTime();
        if (now >= tidyAt) {
          await tidy(now);
          tidyAt = now + DAY_MS;
        }
        const job = store.takeNext();
        if (job === undefined) await bell.wait(pollMs);
        else await run(job);
        faults = 0;
      } catch (error) {
        if (stop.signal.aborted) return;
        // The disk or the database is at fault, not the job: it stays where it is and is tried again.
        faults += 1;
        logger.error({ err: error }, 'imports are interrupted');
        await bell.wait(backoff(faults));
      }
    }
  }

  async function tidy(now: number): Promise<void> {
    const orphans = await spool.removeOrphans(store.openIds());
    if (orphans > 0) logger.info({ orphans }, 'uploads without a job removed');
    store.removeEndedBefore(new Date(now - (options.retentionDays ?? 90) * DAY_MS));
  }

  async function run(job: ImportJob): Promise<void> {
    const facts = { jobId: job.id, tenant: job.tenant };
    const kind = kinds.get(job.kind);
    if (kind === undefined) {
      return end(job, 'failed', `import-kind-unknown: The service has no import of '${job.kind}'.`);
    }
    if ((await spool.size(job.id)) !== job.bytesTotal) {
      return end(job, 'failed', 'upload-lost: The uploaded file is gone or damaged; send it again.');
    }
    logger.info({ ...facts, fromRow: job.rows + 1 }, 'import begins');
    try {
      const state = await runImport({
        ...{ job, kind, db, store, batchRows, backoff, signal: stop.signal, source: spool.read(job.id) },
        onCommitted: () => progressed(job),
        onWaiting: (reason, attempt, error) =>
          logger.warn({ ...facts, reason, attempt, err: error }, 'import waits'),
      });
      await end(job, state, '');
    } catch (error) {
      if (stop.signal.aborted || isStorageTrouble(error)) throw error;
      if (!(error instanceof UnreadableFile))
        logger.error({ ...facts, err: error }, 'import failed by a fault of the service');
      await end(job, 'failed', failureText(error));
    }
  }

  /** The upload goes after the end is committed: a crash between the two leaves an orphan, never a job without its file. */
  async function end(job: ImportJob, state: 'done' | 'failed' | 'cancelled', failure: string): Promise<void> {
    const ended = store.finish(job.id, state, failure, clock.now());
    if (ended === undefined) return;
    await spool.remove(job.id);
    const { rows, failed } = ended;
    logger.info({ jobId: job.id, tenant: job.tenant, state, failure, rows, failed }, 'import ended');
    progressed(job);
  }

  function progressed(job: ImportJob): void {
    try {
      options.onProgress?.(store.get(job.tenant, job.id));
    } catch (error) {
      logger.error({ jobId: job.id, err: error }, 'a listener to the progress of imports failed');
    }
  }

  function backoff(attempt: number): number {
    return Math.min(backoffMs * 2 ** (attempt - 1), MAX_BACKOFF_MS) * (0.75 + Math.random() / 2);
  }

  return {
    wake: bell.ring,
    async [Symbol.asyncDispose]() {
      stop.abort();
      bell.ring();
      announcements[Symbol.dispose]();
      await finished;
    },
  };
}
