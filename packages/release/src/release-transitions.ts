import { DomainError } from '@qipei/kernel';
import { isOver, type Release, type ReleaseDiff, type ReleaseStart } from './release.ts';
import { holdsOf, type ReleaseRules } from './release-rules.ts';

/** The release isn't in a state in which this can be done. `details.state` names it. */
export class ReleaseStateConflict extends DomainError {
  constructor({ state }: Pick<Release, 'state'>, what: string) {
    super({
      kind: 'conflict',
      code: 'release-state',
      message: `A release that is ${state} can't be ${what}.`,
      details: { state },
    });
  }
}

/** Of one tenant and kind. What is staged takes room until somebody decides. */
export const MAX_OPEN_RELEASES = 50;

/** A tenant has as many releases waiting as it may. */
export class TooManyReleases extends DomainError {
  constructor() {
    const message = `There are ${MAX_OPEN_RELEASES} releases that wait already; publish or discard some.`;
    super({ kind: 'conflict', code: 'too-many-releases', message });
  }
}

/** What it takes to roll back isn't kept any more. */
export class ReleaseForgotten extends DomainError {
  constructor() {
    const message = 'What it takes to roll this release back is no longer kept.';
    super({ kind: 'conflict', code: 'release-forgotten', message });
  }
}

export function newRelease(start: ReleaseStart, now: Date): Release {
  return {
    ...start,
    state: 'staging',
    ...{ base: '', stale: false, supersedes: '', failure: '', report: '', kept: 0, rowsRefused: 0 },
    counts: { added: 0, changed: 0, removed: 0, unchanged: 0, before: 0 },
    ...{ holds: [], findings: [], content: 'whole' },
    ...{ createdAt: now, stagedAt: undefined, publishedAt: undefined, endedAt: undefined },
  };
}

/** The last row is in; `live` is the feed's live release. It goes on by itself where it may. */
export function staged(
  release: Release,
  diff: ReleaseDiff,
  { rules, live, now }: { rules: ReleaseRules; live: Release | undefined; now: Date },
): Release {
  requireState(release, ['staging'], 'staged');
  const holds = holdsOf(release, diff, rules);
  const { counts, rowsRefused, findings, report = '' } = diff;
  return {
    ...release,
    ...{ counts, rowsRefused, findings, report, holds, base: live?.id ?? '', stale: false, stagedAt: now },
    state: release.automatic && holds.length === 0 ? 'publishing' : 'staged',
  };
}

/** Undefined where it has been asked before. @throws ReleaseStateConflict */
export function askedToPublish(release: Release): Release | undefined {
  if (release.state === 'publishing' || release.state === 'published') return undefined;
  requireState(release, ['staged'], 'published');
  return { ...release, state: 'publishing', failure: '' };
}

/** Undefined where it has been asked before. @throws ReleaseStateConflict, ReleaseForgotten */
export function askedToRollBack(release: Release): Release | undefined {
  if (release.state === 'rolling-back' || release.state === 'rolled-back') return undefined;
  requireState(release, ['published'], 'rolled back');
  if (release.content === 'going' || release.content === 'gone') throw new ReleaseForgotten();
  return { ...release, state: 'rolling-back', failure: '' };
}

/** Undefined where it was discarded before. @throws ReleaseStateConflict */
export function discarded(release: Release, now: Date): Release | undefined {
  if (release.state === 'discarded') return undefined;
  requireState(release, ['staging', 'staged'], 'discarded');
  return { ...release, state: 'discarded', endedAt: now };
}

/** All that it changes is live. `live` is the release that was until now. */
export function published(
  release: Release,
  live: Release | undefined,
  now: Date,
): { release: Release; superseded: Release | undefined } {
  requireState(release, ['publishing'], 'published');
  return {
    release: {
      ...release,
      ...{ state: 'published', publishedAt: now, stale: false, content: 'trimming' },
      supersedes: live?.id ?? '',
    },
    superseded: live && { ...live, state: 'superseded', endedAt: now },
  };
}

/** What is live isn't what it was compared with: nothing was published, and here is the new difference. */
export function diverted(release: Release, counts: Release['counts'], live: Release | undefined): Release {
  requireState(release, ['publishing'], 'compared anew');
  const message =
    'What is live has changed since the difference was taken. Look at the new one, then publish.';
  const others = release.holds.filter(({ code }) => code !== 'live-changed');
  const holds = [...others, { code: 'live-changed' as const, message }];
  return { ...release, state: 'staged', counts, holds, base: live?.id ?? '', stale: false };
}

/** `previous` is the release that it superseded. */
export function rolledBack(
  release: Release,
  previous: Release | undefined,
  { kept, now }: { kept: number; now: Date },
): { release: Release; live: Release | undefined } {
  requireState(release, ['rolling-back'], 'rolled back');
  return {
    release: { ...release, state: 'rolled-back', kept, endedAt: now },
    live: previous && { ...previous, state: 'published', endedAt: undefined },
  };
}

/** What was asked for couldn't be done, by a fault of the service: it may be asked again. */
export function refused(release: Release, failure: string): Release {
  requireState(release, ['publishing', 'rolling-back'], 'refused');
  return { ...release, state: release.state === 'publishing' ? 'staged' : 'published', failure };
}

/** Its import ended before it had read the whole file. Undefined where it is no longer staging. */
export function abandoned(release: Release, failure: string, now: Date): Release | undefined {
  if (release.state !== 'staging') return undefined;
  return { ...release, state: 'failed', failure, endedAt: now };
}

/** What is kept of it next; undefined where all is as it should be. `newer` releases of the feed were published since. */
export function nextContent(release: Release, keep: number, newer: number): Release['content'] | undefined {
  if (release.content === 'gone') return undefined;
  if (release.content === 'going') return 'gone';
  if (release.state === 'discarded' || release.state === 'failed') return 'going';
  if ((isOver(release) || release.state === 'superseded') && newer >= keep) return 'going';
  return release.content === 'trimming' ? 'kept' : undefined;
}

function requireState(release: Release, states: readonly Release['state'][], what: string): void {
  if (!states.includes(release.state)) throw new ReleaseStateConflict(release, what);
}
