export { type ReleaseServiceOptions, releaseServiceHandlers } from './grpc-release-service.ts';
export type {
  DiffCounts,
  KeptContent,
  Release,
  ReleaseDiff,
  ReleaseFinding,
  ReleaseStart,
  ReleaseState,
  Submission,
} from './release.ts';
export type { ChangeKind, ReleaseChange, ReleaseContent } from './release-content.ts';
export { readKeyPage, toKeyPage } from './release-page.ts';
export { DEFAULT_RULES, type ReleaseHold, type ReleaseRules } from './release-rules.ts';
export { type ReleaseRunner, type ReleaseRunnerOptions, startReleaseRunner } from './release-runner.ts';
export {
  feedOf,
  isRelease,
  RELEASE_SETTINGS,
  releaseStart,
  requireOwnSubmission,
  requireReleaseSettings,
} from './release-settings.ts';
export type {
  ReleaseFilter,
  ReleaseLedger,
  ReleaseQueue,
  ReleaseStore,
  Releases,
  SettleContext,
} from './release-store.ts';
export { ReleaseForgotten, ReleaseStateConflict } from './release-transitions.ts';
export { ReleasesOpen, withoutOpenReleases } from './releases-open.ts';
