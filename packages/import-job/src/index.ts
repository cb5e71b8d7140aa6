export { type Alarm, alarm } from './alarm.ts';
export { BAD_CELLS_SETTING, leavesCellsOut } from './bad-cells.ts';
export { type FileImportSpoolOptions, fileImportSpool } from './file-import-spool.ts';
export { type ImportServiceOptions, importServiceHandlers } from './grpc-import-service.ts';
export { announceImport, onImportAnnounced } from './import-announcement.ts';
export { type ImportArchive, type ImportRecord, ImportsOpen, withImports } from './import-archive.ts';
export { importFailureOf } from './import-end.ts';
export { failureText, isDiskFull, isStorageTrouble } from './import-failure.ts';
export { hasEnded, type ImportJob, type ImportState, TooManyImports, UploadTooLarge } from './import-job.ts';
export type {
  BatchEnd,
  ImportBatch,
  ImportJobStore,
  ImportJobs,
  ImportLimits,
  ImportQueue,
  NewImportJob,
} from './import-jobs.ts';
export type {
  ApplyContext,
  BatchOutcome,
  ConcludeContext,
  ConcludeOutcome,
  ImportContext,
  ImportKind,
  PrepareContext,
} from './import-kind.ts';
export { observeWaitingImports } from './import-metrics.ts';
export {
  type ImportLogger,
  type ImportRunner,
  type ImportRunnerOptions,
  startImportRunner,
} from './import-runner.ts';
export type { ImportSpool } from './import-spool.ts';
export { type Page, type PageRequest, readPageRequest, toPage } from './page.ts';
export { releaseIdOf } from './release-id.ts';
export type { RowSighting } from './row-sighting.ts';
