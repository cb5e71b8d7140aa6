export { failOpenMongoReleases } from './fail-open-releases.ts';
export { idsWith } from './id-range.ts';
export {
  type MongoReleaseSteps,
  mongoReleaseContent,
  type PreparedAttempt,
  type ReleaseAttempt,
} from './mongo-release-content.ts';
export type { MongoReleaseLedger, ReleaseMark, Unsettled } from './mongo-release-ledger.ts';
export { type MongoReleases, mongoReleases } from './mongo-releases.ts';
export {
  RELEASE_MONGO_MIGRATION,
  type ReleaseDocument,
  type ReleaseModels,
  releaseModels,
} from './release-document.ts';
export {
  type LockedCollection,
  type LockedDocument,
  type NextDocument,
  type ReleaseLock,
  type ReleaseLocks,
  releaseLocks,
  UNLOCKED,
  writeBeside,
} from './release-locks.ts';
export { type ReleaseViews, releaseViews } from './release-views.ts';
export { ReleaseWentLive } from './release-went-live.ts';
