import {
  ReleaseChangeKind,
  type Release as ReleaseMessage,
  type ReleaseRules as ReleaseRulesMessage,
  ReleaseState as ReleaseStateMessage,
  ReleaseSubmission,
} from '@qipei/contracts/releases/v1/releases';
import type { Release, ReleaseState } from './release.ts';
import type { ChangeKind } from './release-content.ts';
import type { ReleaseRules } from './release-rules.ts';

const STATES = {
  staging: ReleaseStateMessage.STAGING,
  staged: ReleaseStateMessage.STAGED,
  publishing: ReleaseStateMessage.PUBLISHING,
  published: ReleaseStateMessage.PUBLISHED,
  superseded: ReleaseStateMessage.SUPERSEDED,
  'rolling-back': ReleaseStateMessage.ROLLING_BACK,
  'rolled-back': ReleaseStateMessage.ROLLED_BACK,
  discarded: ReleaseStateMessage.DISCARDED,
  failed: ReleaseStateMessage.FAILED,
} as const satisfies Record<ReleaseState, ReleaseStateMessage>;

export const CHANGE_KINDS = {
  added: ReleaseChangeKind.ADDED,
  changed: ReleaseChangeKind.CHANGED,
  removed: ReleaseChangeKind.REMOVED,
} as const satisfies Record<ChangeKind, ReleaseChangeKind>;

export function toReleaseMessage(kind: string, release: Release): ReleaseMessage {
  const { feed, jobId, filename, stale, failure, createdAt, stagedAt, publishedAt, endedAt, kept } = release;
  const { added, changed, removed, unchanged, before } = release.counts;
  return {
    ...{ feed, jobId, filename, stale, failure, createdAt, stagedAt, publishedAt, endedAt, kept, kind },
    releaseId: release.id,
    submission: release.submission === 'full' ? ReleaseSubmission.FULL : ReleaseSubmission.UPDATE,
    automatic: release.automatic,
    state: STATES[release.state],
    baseReleaseId: release.base,
    counts: { added, changed, removed, unchanged, before, failed: release.rowsRefused },
    holds: release.holds.map(({ code, message }) => ({ code, message })),
    findings: release.findings.map(({ code, count, samples }) => ({ code, count, samples: [...samples] })),
    reportJson: release.report,
    retained: release.content !== 'going' && release.content !== 'gone',
  };
}

/** Undefined for any. */
export function readReleaseState(message: ReleaseStateMessage): ReleaseState | undefined {
  return (Object.keys(STATES) as ReleaseState[]).find((state) => STATES[state] === message);
}

/** Undefined for any. */
export function readChangeKind(message: ReleaseChangeKind): ChangeKind | undefined {
  return (Object.keys(CHANGE_KINDS) as ChangeKind[]).find((kind) => CHANGE_KINDS[kind] === message);
}

export function toRulesMessage(rules: ReleaseRules): ReleaseRulesMessage {
  const { maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent } = rules;
  return { maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent };
}
