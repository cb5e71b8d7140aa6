export { failOpenMongoReleases } from './fail-open-releases.ts';
export type { MongoReleaseLedger, ReleaseMark, Unsettled } from './mongo-release-ledger.ts';
export { type MongoReleases, mongoReleases } from './mongo-releases.ts';
export {
  RELEASE_MONGO_MIGRATION,
  type ReleaseDocument,
  type ReleaseModels,
  releaseModels,
} from './release-document.ts';
