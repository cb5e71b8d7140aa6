export {
  openSharedVehicles,
  openSharedVinTable,
  type SharedVinTable,
  shareVinTable,
} from '../shared-vin-table.ts';
export { addSummary, type BatchSummary, emptySummary } from './batch-summary.ts';
export type { DecodedBlock } from './decode-block.ts';
export { type DecodeLinesOptions, decodeLines } from './decode-lines.ts';
export { createDecodePool, type DecodePool, type DecodePoolOptions } from './decode-pool.ts';
export { csvFormatOf, lineFormatOf, VinColumnUnknown } from './line-format.ts';
export type { LineFormat } from './read-line.ts';
