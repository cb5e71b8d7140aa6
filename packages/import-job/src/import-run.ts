import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { type RowBatch, readRows } from '@qipei/interchange';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { isPassing, isStorageTrouble, JobFault } from './import-failure.ts';
import type { ImportJob } from './import-job.ts';
import type { ImportJobStore } from './import-job-store.ts';
import type { BatchOutcome, ImportKind } from './import-kind.ts';

export interface ImportRun {
  job: ImportJob;
  kind: ImportKind;
  source: AsyncIterable<Uint8Array>;
  db: Database;
  store: ImportJobStore;
  batchRows: number;
  /** When aborted, the run ends after the batch at hand. */
  signal: AbortSignal;
  /** Milliseconds before the next attempt. */
  backoff: (attempt: number) => number;
  onCommitted: () => void;
  onWaiting: (reason: 'service' | 'storage', attempt: number, error: unknown) => void;
}

interface PreparedBatch {
  batch: RowBatch;
  prepared: unknown;
}

/**
 * Takes in the rows of a job from the one at which it stands.
 * @throws UnreadableFile, JobFault; the signal's reason when it was aborted.
 */
export async function runImport(run: ImportRun): Promise<'done' | 'cancelled'> {
  const { job, kind, store } = run;
  const over = new AbortController();
  const signal = AbortSignal.any([run.signal, over.signal]);
  const batches = readRows({
    source: run.source,
    format: job.format,
    columns: kind.columns,
    skipRows: job.rows,
    limits: { batchRows: run.batchRows },
  });
  const next = async () => {
    const { done, value } = await batches.next();
    return done === true ? undefined : prepare(run, value, signal);
  };
  try {
    let rows = job.rows;
    let upcoming = next();
    for (;;) {
      const current = await upcoming;
      if (current === undefined) return 'done';
      if (current === 'cancelled') return 'cancelled';
      // While a batch is applied, which blocks this thread, other services already work for the one behind it.
      upcoming = next();
      // It is awaited in the next round; until then its failure isn't an unhandled one.
      upcoming.catch(() => {});
      await nextTurn();
      signal.throwIfAborted();
      if ((await commit(run, current, rows)) === 'cancelled') return 'cancelled';
      rows = current.batch.rowsRead;
      run.onCommitted();
      if (store.cancelRequested(job.id)) return 'cancelled';
    }
  } finally {
    over.abort();
    // Not awaited: it waits in turn for a read or a `prepare` that may be under way.
    batches.return(undefined).catch(() => {});
  }
}

async function prepare(
  run: ImportRun,
  batch: RowBatch,
  signal: AbortSignal,
): Promise<PreparedBatch | 'cancelled'> {
  const { job, kind, store } = run;
  if (batch.rows.length === 0) return { batch, prepared: undefined };
  const context = { tenant: job.tenant, jobId: job.id, signal };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { batch, prepared: await unlessAborted(kind.prepare(batch.rows, context), signal) };
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) throw new JobFault('prepare failed', { cause: error });
      run.onWaiting('service', attempt, error);
    }
    const until = Date.now() + run.backoff(attempt);
    for (let left = until - Date.now(); left > 0; left = until - Date.now()) {
      if (store.cancelRequested(job.id)) return 'cancelled';
      await sleep(Math.min(left, 500), undefined, { signal });
    }
  }
}

async function commit(
  run: ImportRun,
  current: PreparedBatch,
  rowsBefore: number,
): Promise<'taken' | 'cancelled'> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return immediateTransaction(run.db, () => applyBatch(run, current, rowsBefore));
    } catch (error) {
      if (!isStorageTrouble(error)) throw error;
      run.onWaiting('storage', attempt, error);
      await sleep(run.backoff(attempt), undefined, { signal: run.signal });
    }
  }
}

function applyBatch(
  { job, kind, store }: ImportRun,
  current: PreparedBatch,
  rowsBefore: number,
): 'taken' | 'cancelled' {
  const { batch } = current;
  const standing = store.standing(job.id);
  if (standing === undefined || standing.cancelRequested) return 'cancelled';
  // Without this a second runner on the same file would apply rows twice.
  if (standing.rows !== rowsBefore)
    throw new JobFault(`the job stands at row ${standing.rows}, not ${rowsBefore}`);
  const { errors, ...outcome } = batch.rows.length === 0 ? NOTHING : apply();
  store.record(job.id, {
    rows: batch.rowsRead,
    bytesDone: batch.bytesRead,
    outcome,
    errors: [...batch.faults, ...errors].sort((a, b) => a.row - b.row),
    notes: batch.notes.map(({ code, value }) => `${code}: ${value}`),
  });
  return 'taken';

  function apply(): BatchOutcome {
    try {
      const result = kind.apply(current.prepared, { tenant: job.tenant, jobId: job.id });
      requireCounts(result);
      return result;
    } catch (error) {
      throw isStorageTrouble(error) ? error : new JobFault('apply failed', { cause: error });
    }
  }
}

const NOTHING: BatchOutcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };

/** An asynchronous `apply` would return a promise, and its writes would miss the transaction. */
function requireCounts(outcome: BatchOutcome): void {
  for (const count of [outcome.created, outcome.updated, outcome.unchanged, outcome.deleted]) {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new TypeError('apply returned something other than a BatchOutcome');
  }
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
