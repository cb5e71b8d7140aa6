export { IMPORT_JOB_MIGRATIONS } from './import-job-schema.ts';
export { sqliteImportJobs } from './sqlite-import-jobs.ts';
