export { IMPORT_JOB_MIGRATION } from './import-job-schema.ts';
export { sqliteImportJobs } from './sqlite-import-jobs.ts';
