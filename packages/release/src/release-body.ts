import type { Release } from './release.ts';
import type { ReleaseRules } from './release-rules.ts';

/** What `JSON.stringify` made of a release. */
export function readRelease(body: string): Release {
  const { createdAt, stagedAt, publishedAt, endedAt, ...rest } = JSON.parse(body);
  return {
    ...rest,
    createdAt: new Date(createdAt),
    stagedAt: dateOf(stagedAt),
    publishedAt: dateOf(publishedAt),
    endedAt: dateOf(endedAt),
  };
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

/** What `JSON.stringify` made of rules: what it leaves out is undefined. */
export function readRules(body: string): ReleaseRules {
  const none = { maxRemoved: undefined, maxRemovedPercent: undefined };
  return { ...none, maxChanged: undefined, maxChangedPercent: undefined, ...JSON.parse(body) };
}
