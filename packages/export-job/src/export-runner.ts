import { setImmediate as nextTurn } from 'node:timers/promises';
import { alarm, type ImportLogger, isStorageTrouble } from '@qipei/import-job';
import { type Clock, DomainError, systemClock } from '@qipei/kernel';
import { inBackgroundSpan } from '@qipei/service-kit/observe';
import type { ExportFiles } from './export-files.ts';
import type { ExportJob } from './export-job.ts';
import type { ExportEnd, ExportJobs } from './export-jobs.ts';
import type { ExportKind } from './export-kind.ts';

export interface ExportRunnerOptions {
  jobs: ExportJobs & { onAnnounced(listener: () => void): Disposable };
  files: ExportFiles;
  kind: ExportKind;
  logger: ImportLogger;
  clock?: Clock;
  /** How long a file is kept. Default 7 days. */
  keepMs?: number;
  /** How often it looks for work that nobody told it of. Default 1,000. */
  pollMs?: number;
}

export interface ExportRunner extends AsyncDisposable {
  wake(): void;
}

const DAY_MS = 24 * 3_600_000;
const MAX_BACKOFF_MS = 30_000;
/** How often a job tells how far it is, and learns that it was cancelled. */
const PROGRESS_MS = 500;

/** So often a job is begun anew where releases go live while it reads. */
const MOST_ATTEMPTS = 5;

class Cancelled extends Error {}

/**
 * Makes exports one after another. One that a crash or a stop broke off is begun anew: its file was never there. One that fails
 * for what passes waits again in its tenant's turn. What has expired is removed.
 */
export function startExportRunner(options: ExportRunnerOptions): ExportRunner {
  const { jobs, files, kind, logger, clock = systemClock } = options;
  const { keepMs = 7 * DAY_MS, pollMs = 1_000 } = options;
  const stop = new AbortController();
  const bell = alarm();
  const announcements = jobs.onAnnounced(bell.ring);
  const finished = loop();

  async function loop(): Promise<void> {
    let faults = 0;
    let tidied = Number.NEGATIVE_INFINITY;
    while (!stop.signal.aborted) {
      try {
        if (performance.now() - tidied > 60_000) {
          await jobs.removeExpired(clock.now());
          await files.removeOrphans(await jobs.withFiles());
          tidied = performance.now();
        }
        const job = await jobs.takeNext();
        if (job === undefined) await bell.wait(pollMs);
        else await run(job);
        faults = 0;
      } catch (error) {
        if (stop.signal.aborted) return;
        faults += 1;
        logger.error({ err: error }, 'exports are interrupted');
        await bell.wait(Math.min(200 * 2 ** (faults - 1), MAX_BACKOFF_MS));
      }
      await nextTurn();
    }
  }

  async function run(job: ExportJob): Promise<void> {
    const { id, tenant, traceparent } = job;
    const began = performance.now();
    const lost = new AbortController();
    await using _held = jobs.hold(id, () => lost.abort());
    const span = { traceparent: traceparent || undefined, attributes: { 'qipei.export.kind': job.kind } };
    const end = await inBackgroundSpan(`export ${job.kind}`, span, () => made(job, lost.signal));
    if (end === undefined) return;
    const now = clock.now();
    const kept = await jobs.end(id, end, { now, expiresAt: new Date(now.getTime() + keepMs) });
    if (!kept) await files.remove(id);
    const milliseconds = Math.round(performance.now() - began);
    logger.info({ exportId: id, tenant, outcome: end.state, milliseconds }, 'export ended');
  }

  /** As `make`; a job that is to be begun anew is given back, so that it holds up nobody else's. */
  async function made(job: ExportJob, lost: AbortSignal): Promise<ExportEnd | undefined> {
    const { id, attempts } = job;
    try {
      return await make(job, lost);
    } catch (error) {
      if (wentLive(error)) {
        await jobs.giveBack(id, { attempts: attempts + 1 });
        return undefined;
      }
      // Where the storage is what is away the job stays as it is, and is taken again when that is back.
      await jobs.giveBack(id, { attempts }).catch(() => undefined);
      throw error;
    }
  }

  /** Undefined where this runner stops, or another has the job. Fails with what passes. */
  async function make(job: ExportJob, lost: AbortSignal): Promise<ExportEnd | undefined> {
    const { id, tenant, gzip } = job;
    try {
      if (job.cancelRequested) return { state: 'cancelled' };
      await using opened = await kind.open(job, stop.signal);
      const { bytes, sha256 } = await files.write(id, watched(id, opened, lost), { gzip });
      const { asOf, notes } = opened;
      return { state: 'done', rows: opened.rows(), bytes, sha256, asOf, notes, losses: opened.losses() };
    } catch (error) {
      if (stop.signal.aborted || lost.aborted) return undefined;
      if (error instanceof Cancelled) return { state: 'cancelled' };
      const inVain = wentLive(error) && job.attempts + 1 >= MOST_ATTEMPTS;
      if (!inVain && (isStorageTrouble(error) || isPassing(error))) throw error;
      logger.error({ exportId: id, tenant, err: error }, 'an export failed');
      const told = error instanceof DomainError;
      const failure = told
        ? `${error.code}: ${error.message}`
        : 'internal-error: The file could not be made.';
      return { state: 'failed', failure };
    }
  }

  async function* watched(
    id: string,
    run: { bytes: AsyncIterable<Uint8Array | string>; rows(): number },
    lost: AbortSignal,
  ): AsyncGenerator<Uint8Array | string> {
    let told = performance.now();
    for await (const piece of run.bytes) {
      if (stop.signal.aborted) throw new Error('the runner stops');
      lost.throwIfAborted();
      if (performance.now() - told > PROGRESS_MS) {
        if (!(await jobs.progress(id, run.rows()))) throw new Cancelled();
        told = performance.now();
      }
      yield piece;
      // Imports and the relay of events share the thread.
      await nextTurn();
    }
    if (!(await jobs.progress(id, run.rows()))) throw new Cancelled();
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

/** Another service is away for now: the job is begun anew. */
function isPassing(error: unknown): boolean {
  return error instanceof DomainError && ['unavailable', 'deadline'].includes(error.kind);
}

/** What the job read was replaced meanwhile: a file of it would be of before and after. */
function wentLive(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'release-went-live';
}
