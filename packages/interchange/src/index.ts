export type { CellValue, ColumnSpec, ColumnType } from './columns.ts';
export {
  type FileNote,
  type ReadLimits,
  type ReadRowsOptions,
  type Row,
  type RowBatch,
  type RowFault,
  type RowFaultCode,
  type RowFormat,
  readRows,
} from './read-rows.ts';
export { UnreadableFile, type UnreadableFileCode } from './unreadable-file.ts';
