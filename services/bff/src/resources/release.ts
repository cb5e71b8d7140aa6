import {
  type Release,
  type ReleaseChange,
  ReleaseChangeKind,
  type ReleaseRules,
  ReleaseState,
  ReleaseSubmission,
} from '@qipei/contracts/releases/v1/releases';
import { NotFound } from '@qipei/kernel';
import { z } from 'zod';
import type { ReleaseOwner } from '../peers.ts';
import { enumName, enumNames, instant, instantOrNull, textOrNull } from './unknown-values.ts';

export const RELEASE_KINDS = ['parts', 'fitments'] as const;
export type ReleaseKind = (typeof RELEASE_KINDS)[number];

/** Which service releases what. */
export const OWNER_BY_RELEASE_KIND: Record<ReleaseKind, ReleaseOwner> = {
  parts: 'catalog',
  fitments: 'fitment',
};

/** Ids of releases tell their kind: `rel-parts_…`. @throws NotFound, as the services say it */
export function ownerOfRelease(releaseId: string): ReleaseOwner {
  const kind = RELEASE_KINDS.find((known) => releaseId.startsWith(`rel-${known}_`));
  if (kind === undefined) throw new NotFound('release', releaseId);
  return OWNER_BY_RELEASE_KIND[kind];
}

export const RELEASE_STATES = [
  'staging',
  'staged',
  'publishing',
  'published',
  'superseded',
  'rolling-back',
  'rolled-back',
  'discarded',
  'failed',
] as const;
export const CHANGE_KINDS = ['added', 'changed', 'removed'] as const;
const SUBMISSIONS = ['full', 'update'] as const;
const stateNames = enumNames(ReleaseState, RELEASE_STATES);
const changeNames = enumNames(ReleaseChangeKind, CHANGE_KINDS);
const submissionNames = enumNames(ReleaseSubmission, SUBMISSIONS);

/** Unspecified for none. */
export function stateNumber(name: string | undefined): ReleaseState {
  return numberOf(stateNames, name);
}

/** Unspecified for none. */
export function changeNumber(name: string | undefined): ReleaseChangeKind {
  return numberOf(changeNames, name);
}

function numberOf<N extends number>(names: ReadonlyMap<number, string>, name: string | undefined): N {
  // 0 is the unspecified value of every enum.
  return ([...names].find(([, known]) => known === name)?.[0] ?? 0) as N;
}

export const ReleaseJson = z
  .object({
    releaseId: z.string(),
    kind: z.enum(RELEASE_KINDS),
    feed: z.string().meta({ description: 'The data set; empty for the main one.' }),
    jobId: z.string().meta({ description: 'The import that made it.' }),
    filename: z.string().nullable(),
    submission: z.enum(SUBMISSIONS),
    automatic: z.boolean().meta({ description: 'Published by itself where the rules allow it.' }),
    state: z.enum(RELEASE_STATES).meta({
      description:
        '`staged`: waits for somebody. `published`: the feed’s live release; `superseded`: another was published over it.',
    }),
    baseReleaseId: z.string().nullable().meta({
      description: 'The release that was live when the difference was taken.',
    }),
    stale: z.boolean().meta({
      description: 'Another release went live since the difference was taken: publishing compares anew.',
    }),
    counts: z
      .object({
        added: z.int(),
        changed: z.int(),
        removed: z.int(),
        unchanged: z.int(),
        failed: z.int().meta({ description: 'Rows of the file that were refused.' }),
        before: z.int().meta({ description: 'What the feed had.' }),
      })
      .meta({ description: 'In parts; for fitments in parts whose applications differ.' }),
    holds: z.array(z.object({ code: z.string(), message: z.string() })).meta({
      description:
        'Why it isn’t published by itself: `empty-file`, `rows-refused`, `cells-left-out`, `removed-limit`, `changed-limit`, `live-changed`.',
    }),
    findings: z.array(z.object({ code: z.string(), count: z.int(), samples: z.array(z.string()) })),
    report: z
      .unknown()
      .meta({ description: 'Of the checks that ran while it was staged; null where none did.' }),
    failure: z.string().nullable(),
    kept: z.int().meta({
      description: 'What a roll-back left as it was, because something else had changed it since.',
    }),
    retained: z.boolean().meta({ description: 'Its difference is still there, and it can be rolled back.' }),
    createdAt: instant.nullable(),
    stagedAt: instant.nullable(),
    publishedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Release', description: 'An import that was staged and compared with what is live.' });

export function releaseJson(release: Release | undefined): z.infer<typeof ReleaseJson> {
  if (release === undefined) throw new Error('a peer answered without the release');
  const kind = RELEASE_KINDS.find((known) => known === release.kind);
  if (kind === undefined)
    throw new Error(`a peer answered with a release of the unknown kind ${release.kind}`);
  const { releaseId, feed, jobId, automatic, stale, kept, retained, counts } = release;
  const { added = 0, changed = 0, removed = 0, unchanged = 0, failed = 0, before = 0 } = counts ?? {};
  return {
    ...{ releaseId, kind, feed, jobId, automatic, stale, kept, retained },
    filename: textOrNull(release.filename),
    submission: enumName(submissionNames, release.submission),
    state: enumName(stateNames, release.state),
    baseReleaseId: textOrNull(release.baseReleaseId),
    counts: { added, changed, removed, unchanged, failed, before },
    holds: release.holds.map(({ code, message }) => ({ code, message })),
    findings: release.findings.map(({ code, count, samples }) => ({ code, count, samples })),
    report: jsonOrNull(release.reportJson),
    failure: textOrNull(release.failure),
    createdAt: instantOrNull(release.createdAt),
    stagedAt: instantOrNull(release.stagedAt),
    publishedAt: instantOrNull(release.publishedAt),
    endedAt: instantOrNull(release.endedAt),
  };
}

export const ReleaseChangeJson = z
  .object({
    change: z.enum(CHANGE_KINDS),
    key: z.string().meta({ description: 'Brand and number of the part.' }),
    before: z.unknown().meta({ description: 'Null where there was nothing.' }),
    after: z.unknown().meta({ description: 'Null where there is nothing.' }),
  })
  .meta({ id: 'ReleaseChange' });

export function releaseChangeJson(change: ReleaseChange): z.infer<typeof ReleaseChangeJson> {
  return {
    change: enumName(changeNames, change.change),
    key: change.key,
    before: jsonOrNull(change.beforeJson),
    after: jsonOrNull(change.afterJson),
  };
}

function jsonOrNull(text: string): unknown {
  return text === '' ? null : (JSON.parse(text) as unknown);
}

const limit = z.int().min(0).nullable();
const percent = z.number().min(0).max(100).nullable();

export const ReleaseRulesJson = z
  .strictObject({
    maxRemoved: limit,
    maxRemovedPercent: percent,
    maxChanged: limit,
    maxChangedPercent: percent,
  })
  .meta({
    id: 'ReleaseRules',
    description:
      'What is published without a person; null is no limit. Percentages are of what the feed had. A full submission that ' +
      'is empty, or had rows refused, always waits.',
  });

export const SetReleaseRulesJson = ReleaseRulesJson.extend({
  rulesVersion: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Of the rules that you have seen.' }),
}).meta({ id: 'SetReleaseRules', description: 'All four limits at once; null is no limit.' });

export function releaseRulesJson(rules: ReleaseRules | undefined): z.infer<typeof ReleaseRulesJson> {
  const { maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent } = rules ?? {};
  return {
    maxRemoved: maxRemoved ?? null,
    maxRemovedPercent: maxRemovedPercent ?? null,
    maxChanged: maxChanged ?? null,
    maxChangedPercent: maxChangedPercent ?? null,
  };
}

/** What is null is left out of the message. */
export function readReleaseRules(rules: z.infer<typeof ReleaseRulesJson>): ReleaseRules {
  const { maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent } = rules;
  return {
    maxRemoved: maxRemoved ?? undefined,
    maxRemovedPercent: maxRemovedPercent ?? undefined,
    maxChanged: maxChanged ?? undefined,
    maxChangedPercent: maxChangedPercent ?? undefined,
  };
}
