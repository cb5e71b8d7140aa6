export { EXPORT_JOB_MIGRATIONS, sqliteExportJobs } from './sqlite-export-jobs.ts';
