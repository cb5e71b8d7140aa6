export { type GridFsImportSpoolOptions, gridFsImportSpool } from './grid-fs-import-spool.ts';
export { IMPORT_JOB_MONGO_MIGRATION } from './import-job-document.ts';
export {
  type BatchCount,
  type ImportMarker,
  importMarkerSchema,
  rowOutcome,
  withRow,
} from './import-marker.ts';
export { IMPORT_UPLOAD_MONGO_MIGRATION } from './import-upload-document.ts';
export { type MongoImportJobsOptions, mongoImportJobs } from './mongo-import-jobs.ts';
