import { DEFAULT_MAX_UNPACKED_BYTES, UnreadableFile } from '@qipei/interchange';
import { type Clock, systemClock } from '@qipei/kernel';
import { inBackgroundSpan } from '@qipei/service-kit/observe';
import { alarm } from './alarm.ts';
import { FileRefused, failureText, isStorageTrouble, TakenOver } from './import-failure.ts';
import type { ImportJob } from './import-job.ts';
import type { ImportJobStore, ImportQueue } from './import-jobs.ts';
import type { ImportKind } from './import-kind.ts';
import { runImport } from './import-run.ts';
import type { ImportSpool } from './import-spool.ts';
import { UPLOAD_LIFE_MS } from './import-uploads.ts';

/** The part of a Pino logger that the runner needs. */
export interface ImportLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface ImportRunnerOptions {
  jobs: ImportQueue & Pick<ImportJobStore, 'uploads'>;
  spool: ImportSpool;
  kinds: readonly ImportKind[];
  logger: ImportLogger;
  clock?: Clock;
  /** After each batch and at a job's end, once it is committed. */
  onProgress?: (job: ImportJob) => void;
  /** Rows of one transaction. Default 1,000. */
  batchRows?: number;
  /** Most bytes of a file once it is unpacked. Default 64 GiB. */
  maxUnpackedBytes?: number;
  /** Files from this length on are taken apart by a thread of their own. Default 8 MiB. */
  threadFromBytes?: number;
  /** How often it looks for work that nobody told it of. Default 1,000. */
  pollMs?: number;
  /** First wait when another service or the disk is away, doubled up to 30 s. Default 200. */
  backoffMs?: number;
  /** Ended jobs and their errors are forgotten after so many days. Default 90. */
  retentionDays?: number;
}

export interface ImportRunner extends AsyncDisposable {
  /** There may be something to do. Not needed where the job was made by a store of this process. */
  wake(): void;
}

const MAX_BACKOFF_MS = 30_000;
/** To begin a thread takes a tenth of a second and 20 MB. */
const THREAD_FROM_BYTES = 8 * 1024 * 1024;
const TIDY_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Works off jobs one after another, tenants in turn. Closing it stops after the batch at hand; that job goes on at its next row when a runner starts again, as it does
 * after a crash.
 */
export function startImportRunner(options: ImportRunnerOptions): ImportRunner {
  const {
    jobs,
    spool,
    logger,
    clock = systemClock,
    backoffMs = 200,
    batchRows = 1000,
    pollMs = 1000,
    maxUnpackedBytes = DEFAULT_MAX_UNPACKED_BYTES,
    threadFromBytes = THREAD_FROM_BYTES,
  } = options;
  const kinds = new Map(options.kinds.map((kind) => [kind.kind, kind]));
  const stop = new AbortController();
  const bell = alarm();
  const announcements = jobs.onAnnounced(bell.ring);
  const finished = work();

  async function work(): Promise<void> {
    let faults = 0;
    let tidyAt = Number.NEGATIVE_INFINITY;
    while (!stop.signal.aborted) {
      try {
        const now = clock.now().getTime();
        if (now >= tidyAt) {
          await tidy(now);
          tidyAt = now + TIDY_MS;
        }
        const job = await jobs.takeNext();
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
    const given = await jobs.uploads.removeUntouchedSince(new Date(now - UPLOAD_LIFE_MS));
    const needed = await jobs.openUploads();
    // One that had just become an import when a process ended isn't marked as such.
    for (const upload of given) if (!needed.has(upload)) await spool.remove(upload);
    if (given.length > 0) logger.info({ uploads: given.length }, 'uploads that nothing more came of removed');
    const orphans = await spool.removeOrphans(needed);
    if (orphans > 0) logger.info({ orphans }, 'uploads without a job removed');
    await jobs.removeEndedBefore(new Date(now - (options.retentionDays ?? 90) * DAY_MS));
  }

  /** In a span of the upload's trace, which is marked where the service is at fault, not the file. */
  async function run(job: ImportJob): Promise<void> {
    let fault: unknown;
    try {
      const options = {
        traceparent: job.traceparent || undefined,
        attributes: { 'qipei.import.kind': job.kind },
      };
      await inBackgroundSpan(`import ${job.kind}`, options, async (traceparent) => {
        fault = await takeIn(job, traceparent);
        if (fault !== undefined) throw fault;
      });
    } catch (error) {
      if (fault === undefined) throw error;
    }
  }

  /** Resolves with what the service is at fault for, where that has ended the job. */
  async function takeIn(job: ImportJob, traceparent: string): Promise<unknown> {
    const facts = { jobId: job.id, tenant: job.tenant };
    const taken = new AbortController();
    await using _held = jobs.hold(job.id, () => taken.abort(new TakenOver()));
    const kind = kinds.get(job.kind);
    if (kind === undefined) {
      return await end(job, 'failed', `import-kind-unknown: The service has no import of '${job.kind}'.`);
    }
    if ((await spool.size(job.upload)) !== job.bytesTotal) {
      return await end(job, 'failed', 'upload-lost: The uploaded file is gone or damaged; send it again.');
    }
    logger.info({ ...facts, fromRow: job.rows + 1 }, 'import begins');
    try {
      const state = await runImport({
        ...{
          job,
          kind,
          traceparent,
          queue: jobs,
          batchRows,
          maxUnpackedBytes,
          threadFromBytes,
          backoff,
          source: spool.read(job.upload),
        },
        signal: AbortSignal.any([stop.signal, taken.signal]),
        onCommitted: progressed,
        onWaiting: (reason, attempt, error) =>
          logger.warn({ ...facts, reason, attempt, err: error }, 'import waits'),
      });
      return await end(job, state, '');
    } catch (error) {
      if (stop.signal.aborted) return undefined;
      if (isStorageTrouble(error)) throw error;
      if (error instanceof TakenOver || taken.signal.aborted) {
        logger.warn(facts, 'another runner has taken the import over');
        return undefined;
      }
      const isFault = !(error instanceof UnreadableFile || error instanceof FileRefused);
      if (isFault) logger.error({ ...facts, err: error }, 'import failed by a fault of the service');
      await end(job, 'failed', failureText(error));
      return isFault ? error : undefined;
    }
  }

  /** The upload goes after the end is committed: a crash between the two leaves an orphan, never a job without its file. */
  async function end(job: ImportJob, state: 'done' | 'failed' | 'cancelled', failure: string): Promise<void> {
    const ended = await jobs.finish(job.id, state, failure, clock.now());
    if (ended === undefined) return;
    await spool.remove(job.upload);
    const { rows, failed } = ended;
    logger.info({ jobId: job.id, tenant: job.tenant, state, failure, rows, failed }, 'import ended');
    progressed(ended);
  }

  function progressed(job: ImportJob): void {
    try {
      options.onProgress?.(job);
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
