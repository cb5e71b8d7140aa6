export type { WrittenAcesVersion } from './aces-dialect.ts';
export {
  ACES_HEADER_TEXTS,
  ACES_VERSIONS,
  type AcesApp,
  type AcesAsset,
  type AcesAttribute,
  type AcesDiagram,
  type AcesDigitalFile,
  type AcesFooter,
  type AcesHeader,
  type AcesHeaderText,
  type AcesLabel,
  type AcesNote,
  type AcesParam,
  type AcesQualifier,
  type AcesRecord,
  type AcesRef,
  type AcesUnknown,
  type AcesVehicle,
  type AcesVehicleForm,
  type AcesVersion,
  vehicleForms,
} from './aces-feed.ts';
export type { AcesLoss } from './aces-losses.ts';
export { type AcesWriter, acesWriter, writeAces } from './aces-writer.ts';
export { appOfRow, type FitmentCells, headerOfFeed, type TellRowLoss } from './app-of-row.ts';
export {
  type AcesFeedAsset,
  type AcesFileDescription,
  assetIdentity,
  assetOfCells,
  describedFileOfCells,
  digitalFileOfCells,
} from './asset-rows.ts';
export { type AcesBatch, type AcesFault, type AcesFileNote, readAces } from './read-aces.ts';
export type { AcesFaultCode } from './read-element.ts';
export { type FitmentAsset, readAssetText } from './row-extras.ts';
export { qualifierText, readQualifierText } from './row-texts.ts';
