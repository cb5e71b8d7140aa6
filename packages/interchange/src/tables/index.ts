export {
  type TableFormat,
  type TableRow,
  type TableWriter,
  type TableWriterOptions,
  tableWriter,
} from './table-writer.ts';
export { TooManyRows } from './xlsx-writer.ts';
