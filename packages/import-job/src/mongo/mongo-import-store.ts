import { setTimeout as pause } from 'node:timers/promises';
import { NotFound, newId } from '@qipei/kernel';
import { isDuplicateKey } from '@qipei/mongo';
import type { Model } from 'mongoose';
import { TooManyImports } from '../import-job.ts';
import type { ImportJobStore, NewImportJob } from '../import-jobs.ts';
import { readPageRequest, toPage } from '../page.ts';
import { tellingOf } from './import-ended-telling.ts';
import {
  type JobDocument,
  orderOf,
  type RowErrorDocument,
  requestKeyOf,
  requestOf,
  toJob,
} from './import-job-document.ts';

export interface ImportModels {
  jobs: Model<JobDocument>;
  errors: Model<RowErrorDocument>;
}

export const OPEN_STATES = ['queued', 'running'] as const;

/**
 * `announce` is called when there is something to do. The bound of open jobs holds where several come at the same moment,
 * who may then all be refused.
 */
export function mongoImportStore(
  { jobs, errors }: ImportModels,
  { maxOpenJobs, topic, announce }: { maxOpenJobs: number; topic: string | undefined; announce: () => void },
): Omit<ImportJobStore, 'uploads' | 'profiles'> {
  async function find(tenant: string, id: string): Promise<JobDocument> {
    const found = await jobs.findOne({ _id: id, tenant }).lean<JobDocument>();
    if (found === null) throw new NotFound('import', id);
    return found;
  }

  const countOpen = (tenant: string) => jobs.countDocuments({ tenant, state: { $in: OPEN_STATES } });

  async function requireRoom(tenant: string): Promise<void> {
    if ((await countOpen(tenant)) >= maxOpenJobs) throw new TooManyImports(maxOpenJobs);
  }

  async function findByKey(tenant: string, key: string): Promise<JobDocument | undefined> {
    if (key === '') return undefined;
    return (await jobs.findOne({ requestKey: requestKeyOf(tenant, key) }).lean<JobDocument>()) ?? undefined;
  }

  /**
   * Ids of a tenant's jobs grow in the order in which they run, so that of two markers the later one can be told: the
   * number behind the last job's is taken by one insert only, whose id was made when that last one was known.
   */
  async function insert(job: NewImportJob): Promise<JobDocument> {
    for (;;) {
      const last = await jobs
        .findOne({ tenant: job.tenant })
        .sort({ sequence: -1 })
        .select('order sequence')
        .lean<Pick<JobDocument, 'order' | 'sequence'>>();
      const document = queued(job, last?.order ?? '', (last?.sequence ?? 0) + 1);
      try {
        await jobs.insertMany([document]);
        return document;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const before = await findByKey(job.tenant, job.idempotencyKey ?? '');
        if (before !== undefined) return before;
        await pause(Math.random() * 10);
      }
    }
  }

  return {
    async create(job) {
      const before = await findByKey(job.tenant, job.idempotencyKey ?? '');
      if (before !== undefined) return toJob(before);
      await requireRoom(job.tenant);
      const document = await insert(job);
      if (document.upload !== job.upload) return toJob(document);
      if ((await countOpen(job.tenant)) > maxOpenJobs) {
        const { deletedCount } = await jobs.deleteOne({ _id: document._id, state: 'queued' });
        if (deletedCount === 1) throw new TooManyImports(maxOpenJobs);
      }
      announce();
      return toJob(document);
    },
    requireRoom,
    async byKey(tenant, key) {
      const found = await findByKey(tenant, key);
      return found && toJob(found);
    },
    get: async (tenant, id) => toJob(await find(tenant, id)),
    async list(tenant, request) {
      const { size, after } = readPageRequest(request);
      const found = await jobs
        .find({
          tenant,
          ...(after === undefined ? {} : { sequence: { $lt: after } }),
          ...(request.kind === undefined || request.kind === '' ? {} : { kind: request.kind }),
          ...(request.state === undefined ? {} : { state: request.state }),
        })
        .sort({ sequence: -1 })
        .limit(size + 1)
        .lean<JobDocument[]>();
      const { items, nextPageToken } = toPage(found, size, ({ sequence }) => sequence);
      return { items: items.map(toJob), nextPageToken };
    },
    async errors(tenant, id, request) {
      const { size, after } = readPageRequest(request);
      const job = await find(tenant, id);
      const found = await errors
        // A batch that was written and not recorded may have left more.
        .find({
          ...{ job: id, tenant, position: { $gt: after ?? 0, $lte: job.errorsListed } },
          ...(request.code === undefined || request.code === '' ? {} : { code: request.code }),
        })
        .sort({ position: 1 })
        .limit(size + 1)
        .lean<RowErrorDocument[]>();
      const { items, nextPageToken } = toPage(found, size, ({ position }) => position);
      return {
        items: items.map(({ row, line, column, code, value, message }) => ({
          ...{ row, line, column, code, value, message },
        })),
        nextPageToken,
      };
    },
    async errorCounts(tenant, id) {
      const { errorsListed } = await find(tenant, id);
      const counts = await errors.aggregate<{ _id: string; errors: number }>([
        { $match: { job: id, tenant, position: { $lte: errorsListed } } },
        { $group: { _id: '$code', errors: { $sum: 1 } } },
        { $sort: { errors: -1, _id: 1 } },
      ]);
      return counts.map(({ _id, errors: count }) => ({ code: _id, errors: count }));
    },
    async cancel(tenant, id, now) {
      const end = { state: 'cancelled' as const, finishedAt: now };
      const ended = toJob({ ...(await find(tenant, id)), ...end });
      const { matchedCount } = await jobs.updateOne(
        { _id: id, tenant, state: 'queued' },
        { $set: end, ...tellingOf(ended, { topic, now }) },
      );
      if (matchedCount === 0)
        await jobs.updateOne({ _id: id, tenant, state: 'running' }, { $set: { cancelRequested: true } });
      const job = toJob(await find(tenant, id));
      announce();
      return job;
    },
  };
}

function queued(given: NewImportJob, lastOrder: string, sequence: number): JobDocument {
  const { idempotencyKey = '', requestDigest = '', ...job } = given;
  const id = idBehind(job.kind, job.createdAt.getTime(), lastOrder);
  return {
    _id: id,
    order: orderOf(id),
    sequence,
    ...job,
    settings: JSON.stringify(job.settings),
    ...requestOf(job.tenant, idempotencyKey, requestDigest),
    state: 'queued',
    cancelRequested: false,
    begun: -1,
    ...{ bytesDone: 0, rows: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 },
    ...{ errorsKept: 0, errorsListed: 0, failure: '', notes: [] },
  };
}

/** The last id may come from a machine whose clock is ahead. */
function idBehind(kind: string, now: number, lastOrder: string): string {
  for (let ahead = 0; ; ahead = ahead * 2 + 1) {
    const id = newId(kind, now + ahead);
    if (orderOf(id) > lastOrder) return id;
  }
}
