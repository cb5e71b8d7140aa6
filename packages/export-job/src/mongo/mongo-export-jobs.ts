import { setTimeout as pause } from 'node:timers/promises';
import { readPageRequest, toPage } from '@qipei/import-job';
import { NotFound, newId } from '@qipei/kernel';
import { type Connection, isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import { announceExport, onExportAnnounced } from '../export-announcement.ts';
import type { ExportLoss, ExportState } from '../export-job.ts';
import { withTold } from '../export-job-body.ts';
import type { ExportJobs } from '../export-jobs.ts';
import { MAX_OPEN_EXPORTS, TooManyExports, UNMADE_KEPT_MS } from '../export-limits.ts';
import { type ExportJobDocument, exportJobModel, toExportJob } from './export-job-document.ts';
import { beginNextExport } from './export-turns.ts';

export interface MongoExportJobsOptions {
  /** After so long without a sign of life a runner's job goes to another. Default 30,000. */
  leaseMs?: number;
}

const OPEN = ['queued', 'running'] as const;

/**
 * The exports of a service in its database (which has `EXPORT_JOB_MONGO_MIGRATION`). One of these is for one runner; several
 * replicas of a service have one each. The bound of open jobs holds where several come at the same moment, who may then all
 * be refused.
 */
export function mongoExportJobs(
  connection: Connection,
  { leaseMs = 30_000 }: MongoExportJobsOptions = {},
): ExportJobs & { onAnnounced(listener: () => void): Disposable } {
  const jobs = exportJobModel(connection);
  const storage = `mongodb:${connection.name}`;
  const runner = newId('runner');
  const lease = () => ({ runner, until: new Date(Date.now() + leaseMs) });
  const own = (id: string) => ({ _id: id, state: 'running' as const, 'lease.runner': runner });
  const countOpen = (tenant: string) => jobs.countDocuments({ tenant, state: { $in: OPEN } });

  async function find(tenant: string, id: string): Promise<ExportJobDocument> {
    const found = await jobs.findOne({ _id: id, tenant }).lean<ExportJobDocument>();
    if (found === null) throw new NotFound('export', id);
    return found;
  }

  async function insert(document: Omit<ExportJobDocument, 'sequence'>): Promise<void> {
    for (;;) {
      const last = await jobs
        .findOne({ tenant: document.tenant })
        .sort({ sequence: -1 })
        .select('sequence')
        .lean<Pick<ExportJobDocument, 'sequence'>>();
      try {
        await jobs.insertMany([{ ...document, sequence: (last?.sequence ?? 0) + 1 }]);
        return;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await pause(Math.random() * 10);
      }
    }
  }

  const { renew, release, ...methods } = withDatabaseErrors({
    async add({ id, tenant, ...rest }: Parameters<ExportJobs['add']>[0]) {
      if ((await countOpen(tenant)) >= MAX_OPEN_EXPORTS) throw new TooManyExports();
      await insert({
        ...{ _id: id, tenant, state: 'queued', cancelRequested: false, rows: 0, turn: 0 },
        ...{ body: JSON.stringify(rest), losses: '[]' },
      });
      if ((await countOpen(tenant)) > MAX_OPEN_EXPORTS) {
        const { deletedCount } = await jobs.deleteOne({ _id: id, state: 'queued' });
        if (deletedCount === 1) throw new TooManyExports();
      }
      announceExport(storage);
    },
    get: async (tenant: string, id: string) => toExportJob(await find(tenant, id)),
    async list(tenant: string, request: Parameters<ExportJobs['list']>[1]) {
      const { size, after } = readPageRequest(request);
      const found = await jobs
        .find({ tenant, ...(after === undefined ? {} : { sequence: { $lt: after } }) })
        .select('-losses')
        .sort({ sequence: -1 })
        .limit(size + 1)
        .lean<ExportJobDocument[]>();
      const { items, nextPageToken } = toPage(found, size, ({ sequence }) => sequence);
      return { items: items.map(toExportJob), nextPageToken };
    },
    losses: async (tenant: string, id: string) => JSON.parse((await find(tenant, id)).losses) as ExportLoss[],
    async cancel(tenant: string, id: string, now: Date) {
      const { body } = await find(tenant, id);
      const expiresAt = new Date(now.getTime() + UNMADE_KEPT_MS);
      const told = { body: withTold(body, { finishedAt: now, expiresAt }), expiresAt };
      const { matchedCount } = await jobs.updateOne(
        { _id: id, tenant, state: 'queued' },
        { $set: { state: 'cancelled', ...told } },
      );
      if (matchedCount === 0)
        await jobs.updateOne({ _id: id, tenant, state: 'running' }, { $set: { cancelRequested: true } });
      return toExportJob(await find(tenant, id));
    },
    async remove(tenant: string, id: string) {
      const { deletedCount } = await jobs.deleteOne({ _id: id, tenant });
      if (deletedCount === 0) throw new NotFound('export', id);
    },
    async takeNext() {
      // What it lost hold of itself, by a fault of the database, it takes again without waiting.
      const over = [{ 'lease.until': { $lt: new Date() } }, { 'lease.runner': runner }];
      const broken = await jobs
        .findOneAndUpdate(
          { state: 'running', $or: over },
          { $set: { lease: lease(), rows: 0 } },
          { returnDocument: 'after', sort: { _id: 1 } },
        )
        .lean<ExportJobDocument>();
      const found = broken ?? (await beginNextExport(jobs, lease));
      return found === undefined ? undefined : toExportJob(found);
    },
    async progress(id: string, rows: number) {
      const update = { $set: { rows, 'lease.until': lease().until } };
      const { matchedCount } = await jobs.updateOne({ ...own(id), cancelRequested: false }, update);
      return matchedCount === 1;
    },
    async giveBack(id: string, left: Parameters<ExportJobs['giveBack']>[1]) {
      const before = await jobs.findOne(own(id)).lean<ExportJobDocument>();
      if (before === null) return;
      const body = withTold(before.body, left);
      await jobs.updateOne(own(id), { $set: { state: 'queued', rows: 0, body }, $unset: { lease: 1 } });
    },
    async end(id: string, end: Parameters<ExportJobs['end']>[1], at: { now: Date; expiresAt: Date }) {
      const { state } = end;
      const losses = state === 'done' ? end.losses : [];
      const before = await jobs.findOne(own(id)).lean<ExportJobDocument>();
      if (before !== null) {
        const { now: finishedAt, expiresAt } = at;
        const told = {
          ...{ finishedAt, expiresAt, losses: losses.reduce((sum, { count }) => sum + count, 0) },
          ...(state === 'done' && { bytes: end.bytes, sha256: end.sha256, asOf: end.asOf, notes: end.notes }),
          ...(state === 'failed' && { failure: end.failure }),
        };
        const rows = state === 'done' ? end.rows : before.rows;
        const kept = { body: withTold(before.body, told), losses: JSON.stringify(losses) };
        const { matchedCount } = await jobs.updateOne(own(id), {
          $set: { state, rows, expiresAt, ...kept },
          $unset: { lease: 1 },
        });
        if (matchedCount === 1) return state === 'done';
      }
      // Another runner that has the job by now has a use for its own file.
      return (await jobs.exists({ _id: id, state: { $in: ['running', 'done'] } })) !== null;
    },
    async removeExpired(now: Date) {
      await jobs.deleteMany({ expiresAt: { $lt: now } });
    },
    countIn: (state: ExportState) => jobs.countDocuments({ state }),
    withFiles: async () =>
      new Set<string>(await jobs.distinct('_id', { state: { $in: ['running', 'done'] } })),
    async renew(id: string) {
      const { matchedCount } = await jobs.updateOne(own(id), { $set: { 'lease.until': lease().until } });
      return matchedCount === 1;
    },
    async release(id: string) {
      await jobs.updateOne(own(id), { $set: { 'lease.until': new Date(0) } });
    },
  });

  return {
    ...methods,
    hold(id, lost) {
      const timer = setInterval(() => void beat(), leaseMs / 3);
      async function beat() {
        try {
          if (!(await renew(id))) lost();
        } catch {
          // The database is away. Whether the job is still this runner's turns out when it is back.
        }
      }
      return {
        async [Symbol.asyncDispose]() {
          clearInterval(timer);
          // Another may go on with it at once; where that can't be told it waits for the end of the lease.
          await release(id).catch(() => undefined);
        },
      };
    },
    onAnnounced: (listener) => onExportAnnounced(storage, listener),
  };
}
