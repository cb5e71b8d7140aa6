import { insertMissing, isCollectionEmpty, withDatabaseErrors } from '@qipei/mongo';
import type { Model } from 'mongoose';
import { type ImportArchive, type ImportRecord, ImportsOpen } from '../import-archive.ts';
import { hasEnded } from '../import-job.ts';
import { type JobDocument, orderOf, type RowErrorDocument, requestOf, toJob } from './import-job-document.ts';
import type { ProfileDocument } from './import-upload-document.ts';
import type { ImportModels } from './mongo-import-store.ts';
import { profileId, toProfile } from './mongo-mapping-profiles.ts';

const AT_ONCE = 1_000;

/** Of a database that has `IMPORT_JOB_MONGO_MIGRATION`. */
export function mongoImportArchive({
  jobs,
  errors,
  profiles,
}: ImportModels & { profiles: Model<ProfileDocument> }): ImportArchive {
  const rounds = withDatabaseErrors({
    jobsAfter: async (tenant: string, sequence: number) =>
      await jobs
        .find({ $or: [{ tenant, sequence: { $gt: sequence } }, { tenant: { $gt: tenant } }] })
        .sort({ tenant: 1, sequence: 1 })
        .limit(AT_ONCE)
        .lean<JobDocument[]>(),
    errorsAfter: async (job: string, after: number, last: number) =>
      await errors
        .find({ job, position: { $gt: after, $lte: last } })
        .sort({ position: 1 })
        .limit(AT_ONCE)
        .lean<RowErrorDocument[]>(),
    // A tenant has some hundreds at most.
    profiles: async () =>
      await profiles.find().sort({ tenant: 1, kind: 1, name: 1 }).lean<ProfileDocument[]>(),
    listed: async (job: string, errorsListed: number) =>
      await jobs.updateOne({ _id: job }, { $max: { errorsListed } }),
  });

  async function* errorsOf({ _id, tenant, errorsListed }: JobDocument): AsyncGenerator<ImportRecord> {
    for (let after = 0; ; ) {
      const page = await rounds.errorsAfter(_id, after, errorsListed);
      for (const { position, row, line, column, code, value, message } of page) {
        const fault = { row, line, column, code, value, message };
        yield { kind: 'import-error', jobId: _id, tenant, position, fault };
        after = position;
      }
      if (page.length < AT_ONCE) return;
    }
  }

  return {
    isEmpty: async () => (await isCollectionEmpty(jobs)) && (await isCollectionEmpty(profiles)),
    async *read() {
      let [tenant, sequence] = ['', 0];
      for (;;) {
        const page = await rounds.jobsAfter(tenant, sequence);
        for (const found of page) {
          const job = toJob(found);
          if (!hasEnded(job)) throw new ImportsOpen(job.id);
          // The file is gone, and what it was called in the spool is nothing that another storage would know.
          yield { kind: 'import-job', job: { ...job, upload: job.id }, errorsKept: found.errorsKept };
          yield* errorsOf(found);
          ({ tenant, sequence } = found);
        }
        if (page.length < AT_ONCE) break;
      }
      for (const found of await rounds.profiles())
        yield { kind: 'mapping-profile', tenant: found.tenant, profile: toProfile(found) };
    },
    async write(records) {
      let waiting: RowErrorDocument[] = [];
      const flush = async () => {
        await insertMissing(errors, waiting);
        const last = waiting.at(-1);
        if (last !== undefined) await rounds.listed(last.job, last.position);
        waiting = [];
      };
      let last = { tenant: '', sequence: 0 };
      for await (const record of records) {
        if (record.kind === 'import-error') {
          const { jobId, tenant, position, fault } = record;
          waiting.push({ _id: `${jobId}.${position}`, job: jobId, tenant, position, ...fault });
          if (waiting.length === AT_ONCE) await flush();
          continue;
        }
        await flush();
        if (record.kind === 'mapping-profile') {
          const { tenant, profile } = record;
          const { lastUsedAt, ...rest } = profile;
          const _id = profileId(tenant, profile.kind, profile.name);
          await insertMissing(profiles, [
            { ...rest, _id, tenant, ...(lastUsedAt !== undefined && { lastUsedAt }) },
          ]);
          continue;
        }
        const { id, finishedAt, settings, idempotencyKey, requestDigest, ...job } = record.job;
        last = { tenant: job.tenant, sequence: job.tenant === last.tenant ? last.sequence + 1 : 1 };
        const added: JobDocument = {
          ...job,
          settings: JSON.stringify(settings),
          ...requestOf(job.tenant, idempotencyKey, requestDigest),
          ...{ _id: id, order: orderOf(id), sequence: last.sequence, upload: id, begun: -1 },
          ...{ errorsKept: record.errorsKept, errorsListed: 0 },
          ...(finishedAt !== undefined && { finishedAt }),
        };
        await insertMissing(jobs, [added]);
      }
      await flush();
    },
  };
}
