export type { CellValue, ColumnSpec, ColumnType } from './columns.ts';
export { type FileMapping, mapColumns, readFileMapping } from './file-mapping.ts';
export { ACTION_WORDS, BRAND_HEADINGS, PART_NUMBER_HEADINGS } from './part-headings.ts';
export { headingsFingerprint } from './preview/headings-fingerprint.ts';
export { type FilePreview, previewFile } from './preview/preview-file.ts';
export { type ReadRowsOptions, readRows } from './read-rows.ts';
export type { FileNote, OwnSubmission } from './record-reader.ts';
export {
  CELL_LEFT_OUT,
  leftOutFault,
  type Row,
  type RowBatch,
  type RowFault,
  type RowFaultCode,
} from './row-batch.ts';
export type { ReadLimits } from './row-batcher.ts';
export type { RowFormat } from './row-format.ts';
export { fileSource, type StoredFile } from './stored-file.ts';
export { DEFAULT_MAX_UNPACKED_BYTES } from './unpack.ts';
export { UnreadableFile, type UnreadableFileCode } from './unreadable-file.ts';
