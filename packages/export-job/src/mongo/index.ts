export { EXPORT_JOB_MONGO_MIGRATION } from './export-job-document.ts';
export { type MongoExportFilesOptions, mongoExportFiles } from './mongo-export-files.ts';
export { type MongoExportJobsOptions, mongoExportJobs } from './mongo-export-jobs.ts';
