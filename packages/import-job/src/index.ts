export { type ImportServiceOptions, importServiceHandlers } from './grpc-import-service.ts';
export { hasEnded, type ImportJob, type ImportState, TooManyImports, UploadTooLarge } from './import-job.ts';
export { IMPORT_JOB_MIGRATION } from './import-job-schema.ts';
export {
  type BatchProgress,
  type ImportJobStore,
  type ImportJobStoreOptions,
  importJobStore,
  type NewImportJob,
} from './import-job-store.ts';
export type { BatchOutcome, ImportContext, ImportKind, PrepareContext } from './import-kind.ts';
export {
  type ImportLogger,
  type ImportRunner,
  type ImportRunnerOptions,
  startImportRunner,
} from './import-runner.ts';
export { type ImportSpool, type ImportSpoolOptions, importSpool } from './import-spool.ts';
export type { Page, PageRequest } from './page.ts';
