import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type OwnSubmission, type RowBatch, readFileMapping } from '@qipei/interchange';
import { DomainError } from '@qipei/kernel';
import { LEFT_OUT_SIGHTING, leavesCellsOut } from './bad-cells.ts';
import { FileRefused, isPassing, isStorageTrouble, JobFault, TakenOver } from './import-failure.ts';
import type { ImportJob } from './import-job.ts';
import type { BatchEnd, ImportBatch, ImportQueue } from './import-jobs.ts';
import type { BatchOutcome, ConcludeOutcome, ImportContext, ImportKind } from './import-kind.ts';
import { rowBatches } from './row-reading.ts';
import { rowsSighted } from './row-sighting.ts';

export interface ImportRun {
  job: ImportJob;
  kind: ImportKind;
  /** Trace context of the run. */
  traceparent: string;
  source: AsyncIterable<Uint8Array>;
  queue: ImportQueue;
  batchRows: number;
  maxUnpackedBytes: number;
  /** Files from this length on are read by a thread of their own. */
  threadFromBytes: number;
  /** When aborted, the run ends after the batch at hand. */
  signal: AbortSignal;
  /** Milliseconds before the next attempt. */
  backoff: (attempt: number) => number;
  onCommitted: (job: ImportJob) => void;
  onWaiting: (reason: 'service' | 'storage', attempt: number, error: unknown) => void;
}

interface PreparedBatch {
  batch: RowBatch;
  prepared: unknown;
}

/**
 * Takes in the rows of a job from the one at which it stands.
 * @throws UnreadableFile, FileRefused, JobFault, TakenOver; the signal's reason when it was aborted.
 */
export async function runImport(run: ImportRun): Promise<'done' | 'cancelled'> {
  const { job, kind, queue } = run;
  const over = new AbortController();
  const signal = AbortSignal.any([run.signal, over.signal]);
  const batches = rowBatches({
    bytes: job.bytesTotal,
    threadFrom: run.threadFromBytes,
    source: run.source,
    format: job.format,
    columns: kind.columns,
    mapping: readFileMapping(job.mapping),
    skipRows: job.rows,
    leavesOut: leavesCellsOut(job.settings),
    limits: { batchRows: run.batchRows, unpackedBytes: run.maxUnpackedBytes },
  });
  let isFirst = true;
  const next = async () => {
    const { done, value } = await batches.next();
    if (done === true) return undefined;
    if (isFirst) accept(run, value);
    isFirst = false;
    return await prepare(run, value, signal);
  };
  try {
    let rows = job.rows;
    let own: OwnSubmission | undefined;
    let upcoming = next();
    for (;;) {
      const current = await upcoming;
      if (current === undefined) return await conclude(run, rows, own);
      if (current === 'cancelled') return 'cancelled';
      // While a batch is applied, which may block this thread, other services already work for the one behind it.
      upcoming = next();
      // It is awaited in the next round; until then its failure isn't an unhandled one.
      upcoming.catch(() => {});
      await nextTurn();
      signal.throwIfAborted();
      const end = await commit(run, current, rows);
      if (end.kind === 'lost') throw new TakenOver();
      if (end.kind === 'cancelled') return 'cancelled';
      rows = current.batch.rowsRead;
      own = current.batch.submission;
      run.onCommitted(end.job);
      if (await queue.cancelRequested(job.id)) return 'cancelled';
    }
  } finally {
    over.abort();
    // Not awaited: it waits in turn for a read or a `prepare` that may be under way.
    batches.return(undefined).catch(() => {});
  }
}

function accept({ kind, job }: ImportRun, batch: RowBatch): void {
  try {
    kind.accept?.(contextOf(job, batch.submission));
  } catch (error) {
    throw new FileRefused('the file is refused', { cause: error });
  }
}

async function prepare(
  run: ImportRun,
  batch: RowBatch,
  signal: AbortSignal,
): Promise<PreparedBatch | 'cancelled'> {
  const { job, kind } = run;
  if (batch.rows.length === 0) return { batch, prepared: undefined };
  const context = { ...contextOf(job, batch.submission), signal };
  const prepared = await waitedOut(run, () => kind.prepare(batch.rows, context), signal);
  return prepared === 'cancelled' ? prepared : { batch, prepared: prepared.value };
}

/** Does it again as long as another service is away. */
async function waitedOut<T>(
  run: ImportRun,
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<{ value: T } | 'cancelled'> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { value: await unlessAborted(work(), signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) throw new JobFault('prepare failed', { cause: error });
      run.onWaiting('service', attempt, error);
    }
    const until = Date.now() + run.backoff(attempt);
    for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
      if (await cancelRequested(run)) return 'cancelled';
      await sleep(Math.min(left, 500), undefined, { signal });
    }
  }
}

/** A storage that is away for a moment doesn't end the waiting for another service. */
async function cancelRequested({ job, queue }: ImportRun): Promise<boolean> {
  try {
    return await queue.cancelRequested(job.id);
  } catch (error) {
    if (!isStorageTrouble(error)) throw error;
    return false;
  }
}

/** What only the whole file says, as batches without rows. */
async function conclude(
  run: ImportRun,
  rows: number,
  own: OwnSubmission | undefined,
): Promise<'done' | 'cancelled'> {
  const { job, kind, queue, traceparent, signal } = run;
  if (kind.conclude === undefined) return 'done';
  const { failed, bytesTotal: bytesDone, notes, ...found } = await queue.standing(job.id);
  const counted = found.created + found.updated + found.unchanged + found.deleted;
  const context = {
    ...contextOf(job, own),
    rows,
    failed,
    leftOut: rowsSighted(notes, LEFT_OUT_SIGHTING),
    counted,
    traceparent,
  };
  for (let more = true; more; ) {
    const ready = await waitedOut(
      run,
      async () => await kind.prepareConclude?.({ ...context, signal }),
      signal,
    );
    if (ready === 'cancelled') return 'cancelled';
    const end = await commitBatch(run, {
      ...{ rowsBefore: rows, rows, bytesDone, notes: [], faults: [] },
      apply: () =>
        guarded(
          () => kind.conclude?.(context) ?? NOTHING,
          (done) => {
            more = done.more ?? false;
          },
        ),
    });
    if (end.kind === 'lost') throw new TakenOver();
    if (end.kind === 'cancelled') return 'cancelled';
    run.onCommitted(end.job);
    if (more && (await queue.cancelRequested(job.id))) return 'cancelled';
  }
  return 'done';
}

async function commit(run: ImportRun, current: PreparedBatch, rowsBefore: number): Promise<BatchEnd> {
  return await commitBatch(run, toBatch(run, current, rowsBefore));
}

async function commitBatch(run: ImportRun, batch: ImportBatch): Promise<BatchEnd> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run.queue.commitBatch(run.job.id, batch);
    } catch (error) {
      if (!isStorageTrouble(error)) throw error;
      run.onWaiting('storage', attempt, error);
      await sleep(run.backoff(attempt), undefined, { signal: run.signal });
    }
  }
}

function toBatch(
  { job, kind, traceparent }: ImportRun,
  { batch, prepared }: PreparedBatch,
  rowsBefore: number,
): ImportBatch {
  const { faults, notes, rowsRead, bytesRead } = batch;
  return {
    rowsBefore,
    rows: rowsRead,
    bytesDone: bytesRead,
    faults,
    notes: notes.map(({ code, value }) => `${code}: ${value}`),
    apply(takeovers) {
      if (batch.rows.length === 0) return NOTHING;
      const context = { ...contextOf(job, batch.submission), rowsBefore, takeovers, traceparent };
      return guarded(() => kind.apply(prepared, context));
    },
  };
}

function guarded(
  apply: () => ConcludeOutcome | Promise<ConcludeOutcome>,
  onDone: (outcome: ConcludeOutcome) => void = () => {},
): BatchOutcome | Promise<BatchOutcome> {
  const take = (outcome: ConcludeOutcome): BatchOutcome => {
    onDone(outcome);
    return requireCounts(outcome);
  };
  try {
    const result = apply();
    return result instanceof Promise ? result.then(take).catch(fault) : take(result);
  } catch (error) {
    return fault(error);
  }
}

function contextOf(
  { tenant, id: jobId, filename, settings }: ImportJob,
  ownSubmission: OwnSubmission | undefined,
): ImportContext {
  return { tenant, jobId, filename, settings, ownSubmission };
}

function fault(error: unknown): never {
  if (isStorageTrouble(error)) throw error;
  // What its sender has done or can mend, such as a release that was discarded meanwhile.
  if (error instanceof DomainError && (error.kind === 'conflict' || error.kind === 'too-large'))
    throw new FileRefused('the rows are refused', { cause: error });
  throw new JobFault('apply failed', { cause: error });
}

const NOTHING: BatchOutcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };

function requireCounts(outcome: BatchOutcome): BatchOutcome {
  for (const count of [outcome.created, outcome.updated, outcome.unchanged, outcome.deleted]) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new TypeError('apply returned something other than a BatchOutcome');
  }
  return outcome;
}

/** `prepare` may take no notice of its signal. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
