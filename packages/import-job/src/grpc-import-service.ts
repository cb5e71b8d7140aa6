import type { ImportServiceService } from '@qipei/contracts/imports/v1/imports';
import { type Clock, systemClock } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { profileHandlers } from './grpc-profile-handlers.ts';
import { uploadHandlers } from './grpc-upload-handlers.ts';
import { hasEnded, type ImportJob } from './import-job.ts';
import { jobMessage, stateOf } from './import-job-message.ts';
import type { ImportJobStore } from './import-jobs.ts';
import { type PreviewRowFaults, previewImport } from './import-preview.ts';
import type { ImportSpool } from './import-spool.ts';
import type { ImportOffer } from './import-start.ts';
import { startImport } from './start-import.ts';

export interface ImportServiceOptions extends ImportOffer {
  store: ImportJobStore;
  spool: ImportSpool;
  /** What a kind itself finds wrong with rows, for previews; by kind. */
  rowFaults?: Readonly<Record<string, PreviewRowFaults>>;
  clock?: Clock;
  /** The job is durable and waits. A runner of the same process knows without being told. */
  onQueued?: (job: ImportJob) => void;
}

/** qipei.imports.v1.ImportService over the jobs of one service. Bind it with `grpcService(ImportServiceService, …)`. */
export function importServiceHandlers(
  options: ImportServiceOptions,
): GrpcHandlers<typeof ImportServiceService> {
  const { store, spool, clock = systemClock, onQueued = () => {} } = options;
  const dependencies = { store, spool, offer: options, clock, onQueued };
  return {
    startImport: (requests, context) => startImport(requests, context, dependencies),
    async getImport({ jobId }, { tenant }) {
      const job = await store.get(tenant, jobId);
      return { job: jobMessage(job), mapping: job.mapping };
    },
    async listImports({ state, ...request }, { tenant }) {
      const { items, nextPageToken } = await store.list(tenant, { ...request, state: stateOf(state) });
      return { jobs: items.map(jobMessage), nextPageToken };
    },
    async listImportErrors({ jobId, ...page }, { tenant }) {
      const { items, nextPageToken } = await store.errors(tenant, jobId, page);
      return { errors: items, nextPageToken };
    },
    countImportErrors: async ({ jobId }, { tenant }) => ({ counts: await store.errorCounts(tenant, jobId) }),
    async cancelImport({ jobId }, { tenant }) {
      const job = await store.cancel(tenant, jobId, clock.now());
      if (hasEnded(job)) await spool.remove(job.upload);
      return { job: jobMessage(job) };
    },
    previewImport: (requests, { tenant }) =>
      previewImport(requests, { tenant, offer: options, profiles: store.profiles }),
    ...profileHandlers({ profiles: store.profiles, offer: options, clock }),
    ...uploadHandlers(dependencies),
  };
}
