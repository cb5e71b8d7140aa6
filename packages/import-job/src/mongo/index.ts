export { type GridFsImportSpoolOptions, gridFsImportSpool } from './grid-fs-import-spool.ts';
export {
  IMPORT_ENDED_MONGO_MIGRATION,
  IMPORT_JOB_MONGO_MIGRATION,
  importOutbox,
} from './import-job-document.ts';
export {
  type BatchCount,
  type ImportMarker,
  importMarkerSchema,
  rowOutcome,
  withRow,
} from './import-marker.ts';
export { IMPORT_UPLOAD_MONGO_MIGRATION } from './import-upload-document.ts';
export { type MongoImportJobsOptions, mongoImportJobs } from './mongo-import-jobs.ts';
