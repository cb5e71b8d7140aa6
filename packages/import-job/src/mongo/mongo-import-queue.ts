import { NotFound } from '@qipei/kernel';
import type { Model } from 'mongoose';
import { advanceBy, type BatchAdvance } from '../batch-advance.ts';
import { JobFault } from '../import-failure.ts';
import type { BatchEnd, ImportBatch, ImportQueue } from '../import-jobs.ts';
import { tellingOf } from './import-ended-telling.ts';
import { type JobDocument, type TurnDocument, toJob } from './import-job-document.ts';
import { beginNext } from './import-turns.ts';
import type { UploadDocument } from './import-upload-document.ts';
import { type ImportModels, OPEN_STATES } from './mongo-import-store.ts';

export interface QueueOptions {
  /** Unique among all runners. */
  runner: string;
  leaseMs: number;
  maxErrors: number;
  /** Where the end of a job is told of; nowhere where undefined. */
  topic: string | undefined;
}

const ERRORS_AT_ONCE = 1_000;
const FORGOTTEN_AT_ONCE = 100;

/** A running job is its runner's while the runner renews its lease; every write to it names the runner. */
export function mongoImportQueue(
  {
    jobs,
    errors,
    turns,
    uploads,
  }: ImportModels & {
    turns: Model<TurnDocument>;
    uploads: Model<UploadDocument>;
  },
  { runner, leaseMs, maxErrors, topic }: QueueOptions,
): Omit<ImportQueue, 'onAnnounced' | 'hold'> & {
  renew(id: string): Promise<boolean>;
  release(id: string): Promise<void>;
} {
  const lease = () => ({ runner, until: new Date(Date.now() + leaseMs) });
  const own = (id: string) => ({ _id: id, state: 'running' as const, 'lease.runner': runner });

  async function renew(id: string): Promise<boolean> {
    const { matchedCount } = await jobs.updateOne(own(id), { $set: { 'lease.until': lease().until } });
    return matchedCount === 1;
  }

  async function takeOver(): Promise<JobDocument | null> {
    // What it lost hold of itself, by a fault of the database, it takes again without waiting.
    const over = [{ 'lease.until': { $lt: new Date() } }, { 'lease.runner': runner }];
    return jobs
      .findOneAndUpdate(
        { state: 'running', $or: over },
        { $set: { lease: lease() }, $inc: { takeovers: 1 } },
        { returnDocument: 'after' },
      )
      .sort({ order: 1 })
      .lean<JobDocument>();
  }

  /** Tells by the document as it was what a batch that was applied before has left. */
  async function begin(id: string, rowsBefore: number): Promise<JobDocument | null> {
    const update = { $set: { begun: rowsBefore, 'lease.until': lease().until } };
    return jobs.findOneAndUpdate({ ...own(id), rows: rowsBefore }, update).lean<JobDocument>();
  }

  async function writeErrors(job: JobDocument, found: BatchAdvance['errors']): Promise<void> {
    for (let at = 0; at < found.length; at += ERRORS_AT_ONCE) {
      await errors.bulkWrite(
        found.slice(at, at + ERRORS_AT_ONCE).map((error) => {
          const _id = `${job._id}.${error.position}`;
          const replacement = { ...error, _id, job: job._id, tenant: job.tenant };
          return { replaceOne: { filter: { _id }, replacement, upsert: true } };
        }),
        // Without this what doesn't pass the schema is left out in silence.
        { ordered: false, throwOnValidationError: true },
      );
    }
  }

  async function record(job: JobDocument, batch: ImportBatch, advance: BatchAdvance) {
    const { bytesDone, counts, notes, errors: found, errorsKept } = advance;
    const { rows } = batch;
    const set = { rows, bytesDone: Math.max(bytesDone, job.bytesDone), notes, errorsKept };
    const errorsListed = found.at(-1)?.position ?? job.errorsListed;
    return jobs
      .findOneAndUpdate(
        { ...own(job._id), rows: batch.rowsBefore },
        { $set: { ...set, errorsListed, 'lease.until': lease().until }, $inc: counts },
        { returnDocument: 'after' },
      )
      .lean<JobDocument>();
  }

  /** Why a job isn't where its runner thinks it is. */
  async function standing(id: string, { rowsBefore, rows }: ImportBatch): Promise<BatchEnd> {
    const found = await jobs.findById(id).lean<JobDocument>();
    if (found?.state !== 'running') return { kind: 'cancelled' };
    if (found.lease?.runner !== runner) return { kind: 'lost' };
    // This batch's own record, of which the answer was lost.
    if (found.rows === rows && rows > rowsBefore) return { kind: 'taken', job: toJob(found) };
    throw new JobFault(`the job stands at row ${found.rows}, not ${rowsBefore}`);
  }

  return {
    renew,
    async release(id) {
      await jobs.updateOne(own(id), { $set: { 'lease.until': new Date(0) } });
    },
    async takeNext() {
      const found = (await takeOver()) ?? (await beginNext(jobs, turns, lease));
      return found === null || found === undefined ? undefined : toJob(found);
    },
    async commitBatch(id, batch) {
      const before = await begin(id, batch.rowsBefore);
      if (before === null) return standing(id, batch);
      if (before.cancelRequested && before.begun !== batch.rowsBefore) return { kind: 'cancelled' };
      const began = performance.now();
      const outcome = await batch.apply(before.takeovers ?? 0);
      // A thread that stood still for long may have lost the job; what it would list is the other's to say.
      if (performance.now() - began > leaseMs / 2 && !(await renew(id))) return standing(id, batch);
      const advance = advanceBy(batch, outcome, before, maxErrors);
      await writeErrors(before, advance.errors);
      const after = await record(before, batch, advance);
      return after === null ? standing(id, batch) : { kind: 'taken', job: toJob(after) };
    },
    async standing(id) {
      const found = await jobs.findById(id).lean<JobDocument>();
      if (found === null) throw new NotFound('import', id);
      return toJob(found);
    },
    async cancelRequested(id) {
      const found = await jobs.findOne(own(id)).select('cancelRequested begun rows').lean<JobDocument>();
      // A batch that may have been applied in part is to be recorded first.
      return found?.cancelRequested === true && found.begun !== found.rows;
    },
    async finish(id, state, failure, now) {
      // Nobody but its runner writes what the event tells of it.
      const found = await jobs.findOne(own(id)).lean<JobDocument>();
      if (found === null) return undefined;
      const done = state === 'done' ? { bytesDone: found.bytesTotal } : {};
      const end = { state, failure: failure.slice(0, 1000), finishedAt: now, ...done };
      const telling = tellingOf(toJob({ ...found, ...end }), { topic, now });
      const ended = await jobs
        .findOneAndUpdate(
          own(id),
          { $set: end, $unset: { running: 1, lease: 1 }, ...telling },
          { returnDocument: 'after' },
        )
        .lean<JobDocument>();
      return ended === null ? undefined : toJob(ended);
    },
    waiting: () => jobs.countDocuments({ state: 'queued' }),
    openUploads: async () =>
      // The uploads first: one that becomes a job between the two is in both, not in neither.
      new Set([
        ...(await uploads.distinct('_id', { jobId: '' })),
        ...(await jobs.distinct('upload', { state: { $in: OPEN_STATES } })),
      ]),
    async removeEndedBefore(instant) {
      let removed = 0;
      for (;;) {
        const ended = await jobs
          // What has yet to be told is kept.
          .find({ finishedAt: { $lt: instant }, 'outbox.since': { $exists: false } })
          .select('_id')
          .limit(FORGOTTEN_AT_ONCE)
          .lean<{ _id: string }[]>();
        if (ended.length === 0) return removed;
        const ids = ended.map(({ _id }) => _id);
        await errors.deleteMany({ job: { $in: ids } });
        removed += (await jobs.deleteMany({ _id: { $in: ids } })).deletedCount;
      }
    },
  };
}
