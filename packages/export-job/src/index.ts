export { type ExportFiles, exportFiles } from './export-files.ts';
export {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportJob,
  type ExportLoss,
  type ExportSelection,
  type ExportState,
} from './export-job.ts';
export type { ExportJobs } from './export-jobs.ts';
export { type ExportKind, type ExportRun, RECORD_BY_RECORD } from './export-kind.ts';
export { type ExportLosses, exportLosses } from './export-losses.ts';
export { observeExports } from './export-metrics.ts';
export { type ExportRunner, startExportRunner } from './export-runner.ts';
export { type ExportOffer, exportServiceHandlers } from './grpc-export-service.ts';
export { ExportUnsupported, noExports } from './no-exports.ts';
