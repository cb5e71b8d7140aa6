import { newId } from '@qipei/kernel';
import { type Connection, withDatabaseErrors } from '@qipei/mongo';
import { importLimits } from '../batch-advance.ts';
import { announceImport, onImportAnnounced } from '../import-announcement.ts';
import type { ImportJobs, ImportLimits, ImportTelling } from '../import-jobs.ts';
import { importModels } from './import-job-document.ts';
import { mongoImportArchive } from './mongo-import-archive.ts';
import { mongoImportQueue } from './mongo-import-queue.ts';
import { mongoImportStore } from './mongo-import-store.ts';
import { mongoImportUploads } from './mongo-import-uploads.ts';
import { mongoMappingProfiles } from './mongo-mapping-profiles.ts';

export interface MongoImportJobsOptions extends ImportLimits, ImportTelling {
  /** After so long without a sign of life a runner's job goes to another. Default 30,000. */
  leaseMs?: number;
}

/**
 * The jobs of a service in its database (which has `IMPORT_JOB_MONGO_MIGRATION`). One of these is for one runner; several
 * replicas of a service have one each. The clocks of their machines may differ by some seconds: by more, a job goes to another
 * runner too early, which costs time and is no fault.
 */
export function mongoImportJobs(connection: Connection, options: MongoImportJobsOptions = {}): ImportJobs {
  const { maxErrors, maxOpenJobs, maxOpenUploads } = importLimits(options);
  const { leaseMs = 30_000, topic } = options;
  const models = importModels(connection);
  const storage = `mongodb:${connection.name}`;
  const store = mongoImportStore(models, {
    ...{ maxOpenJobs, topic },
    announce: () => announceImport(storage),
  });
  const runner = newId('runner');
  const queue = withDatabaseErrors(mongoImportQueue(models, { runner, leaseMs, maxErrors, topic }));
  return {
    archive: mongoImportArchive(models),
    ...withDatabaseErrors(store),
    uploads: withDatabaseErrors(mongoImportUploads(models.uploads, maxOpenUploads)),
    profiles: withDatabaseErrors(mongoMappingProfiles(models.profiles)),
    ...queue,
    hold(id, lost) {
      const timer = setInterval(() => void beat(), leaseMs / 3);
      async function beat() {
        try {
          if (!(await queue.renew(id))) lost();
        } catch {
          // The database is away. Whether the job is still this runner's turns out when it is back.
        }
      }
      return {
        async [Symbol.asyncDispose]() {
          clearInterval(timer);
          // Another may go on with it at once; where that can't be told it waits for the end of the lease.
          await queue.release(id).catch(() => undefined);
        },
      };
    },
    onAnnounced: (listener) => onImportAnnounced(storage, listener),
  };
}
