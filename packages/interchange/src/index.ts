export type { CellValue, ColumnSpec, ColumnType } from './columns.ts';
export { type FileMapping, readFileMapping } from './file-mapping.ts';
export { ACTION_WORDS, BRAND_HEADINGS, PART_NUMBER_HEADINGS } from './part-headings.ts';
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
