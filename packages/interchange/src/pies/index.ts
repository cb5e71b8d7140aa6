export { ELEMENTS_OF_6 } from './convert-item.ts';
export { PIES_ELEMENTS } from './item-fields.ts';
export { itemOfPart, type PartAsItem, versionOfPart } from './item-of-part.ts';
export {
  PIES_VERSIONS,
  type PiesBatch,
  type PiesFault,
  type PiesFaultCode,
  type PiesHeader,
  type PiesMarketCopy,
  type PiesMarketCopyContent,
  type PiesNoteCode,
  type PiesPriceSheet,
  type PiesRecord,
  type PiesTrailer,
  type PiesVersion,
  WRITTEN_PIES_VERSIONS,
  type WrittenPiesVersion,
} from './pies-feed.ts';
export type * from './pies-item.ts';
export type { PiesLoss, PiesLossCode } from './pies-losses.ts';
export { type PiesWorkbookWriter, piesWorkbookWriter } from './pies-workbook-writer.ts';
export { type PiesWriter, type PiesWriterOptions, piesWriter, plainHeader } from './pies-writer.ts';
export type { CareCodes, PlainPart, TellPartLoss } from './plain-item.ts';
export { readPies } from './read-pies.ts';
export { readPiesWorkbook } from './read-pies-workbook.ts';
export { interchangeKind, type PiesDetails, type PiesListPrice, type PiesPart } from './row-of-item.ts';
