export type { FileMapping } from '../file-mapping.ts';
export { UnreadableFile } from '../unreadable-file.ts';
export { checkedAppOf } from './aces-app.ts';
export { acesIntoCheck, type CheckedFile, checkAces } from './check-aces.ts';
export {
  CHECK_CODES,
  CHECK_RULES,
  type CheckCode,
  type CheckRule,
  type CheckSeverity,
} from './check-codes.ts';
export { type CheckFileOptions, checkFile } from './check-file.ts';
export type { PartRowReading } from './check-part-rows.ts';
export type { CheckExample, CheckFinding, CheckReport, RecordAtFault } from './check-report.ts';
export type {
  CheckedApp,
  CheckedAttribute,
  CheckedPart,
  CheckedQualifier,
  CheckedVehicle,
} from './checked-app.ts';
export { checkFeed, createFeedCheck, type FeedCheck, type FeedCheckOptions } from './feed-check.ts';
export { type CheckedItem, createPartsCheck, type PartsCheck } from './parts-check.ts';
export { type QualifierTable, qualifierTable } from './qualifier-table.ts';
export { reportText } from './report-text.ts';
export { checkedRow } from './row-app.ts';
export { sarifLog } from './sarif-log.ts';
export type { VehicleTable } from './vehicle-table.ts';
