import { createHash } from 'node:crypto';
import { DomainError, InvalidInput } from '@qipei/kernel';
import type { Release, ReleaseDiff } from './release.ts';

/** Limits on what is published without a person. One that is undefined doesn't hold; percentages are of what the feed had. */
export interface ReleaseRules {
  maxRemoved: number | undefined;
  maxRemovedPercent: number | undefined;
  maxChanged: number | undefined;
  maxChangedPercent: number | undefined;
}

/** Until a tenant sets its own. */
export const DEFAULT_RULES: ReleaseRules = {
  maxRemoved: undefined,
  maxRemovedPercent: 5,
  maxChanged: undefined,
  maxChangedPercent: 30,
};

export type HoldCode =
  | 'empty-file'
  | 'rows-refused'
  | 'cells-left-out'
  | 'removed-limit'
  | 'changed-limit'
  | 'live-changed';

/** Why a release isn't published by itself. A person may publish it all the same. */
export interface ReleaseHold {
  code: HoldCode;
  message: string;
}

/** Also of a release that isn't automatic: whoever decides is told the same. */
export function holdsOf(
  { submission }: Pick<Release, 'submission'>,
  { counts, named, rowsRefused, rowsLeftOut = 0, records }: ReleaseDiff,
  rules: ReleaseRules,
): ReleaseHold[] {
  const holds: ReleaseHold[] = [];
  const hold = (code: HoldCode, message: string) => void holds.push({ code, message });
  if (submission === 'full' && named === 0)
    hold('empty-file', 'A full submission that names nothing would remove all that the feed has.');
  if (submission === 'full' && rowsRefused > 0)
    hold('rows-refused', `${rowsRefused} rows were refused; what only they name would be removed.`);
  // Of an update too: what is left out of a row is taken from its part.
  if (rowsLeftOut > 0)
    hold(
      'cells-left-out',
      `${rowsLeftOut} rows have cells that were left out; their parts would be without them.`,
    );
  const { before, removed, changed } = counts;
  const { maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent } = rules;
  const ofRemoved = { word: 'removed', most: maxRemoved, percent: maxRemovedPercent };
  const ofChanged = { word: 'changed', most: maxChanged, percent: maxChangedPercent };
  const tooManyRemoved = [
    beyond({ ...ofRemoved, count: removed, before, what: '' }),
    records &&
      beyond({ ...ofRemoved, count: records.removed, before: records.before, what: ' records of assets' }),
  ].filter((message) => message !== undefined);
  if (tooManyRemoved.length > 0) hold('removed-limit', tooManyRemoved.join(' '));
  const tooManyChanged = beyond({ ...ofChanged, count: changed, before, what: '' });
  if (tooManyChanged !== undefined) hold('changed-limit', tooManyChanged);
  return holds;
}

/** What a limit has to say; undefined where it holds. */
function beyond({
  count,
  before,
  what,
  word,
  most,
  percent,
}: {
  count: number;
  before: number;
  what: string;
  word: string;
  most: number | undefined;
  percent: number | undefined;
}): string | undefined {
  if (most !== undefined && count > most) return `${count}${what} would be ${word}; the rules allow ${most}.`;
  if (percent === undefined || count * 100 <= before * percent) return undefined;
  return `${count} of ${before}${what} would be ${word}; the rules allow ${percent} %.`;
}

/** Another text where the rules are others; who knows it has seen them as they are. */
export function rulesVersion({
  maxRemoved,
  maxRemovedPercent,
  maxChanged,
  maxChangedPercent,
}: ReleaseRules): string {
  const facts = [maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent].map((limit) => limit ?? null);
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 22);
}

/** Another has changed the rules since they were looked at. */
export class ReleaseRulesChanged extends DomainError {
  constructor(rules: ReleaseRules) {
    const { maxRemoved, maxRemovedPercent, maxChanged, maxChangedPercent } = rules;
    super({
      kind: 'conflict',
      code: 'release-rules-changed',
      message: 'The limits are others by now: look again, then change them.',
      details: {
        current: {
          rules: {
            maxRemoved: maxRemoved ?? null,
            maxRemovedPercent: maxRemovedPercent ?? null,
            maxChanged: maxChanged ?? null,
            maxChangedPercent: maxChangedPercent ?? null,
          },
          rulesVersion: rulesVersion(rules),
        },
      },
    });
  }
}

/**
 * Whether `wanted` is to be written over `current`: not where that is so already, whoever made it so.
 * @throws ReleaseRulesChanged where others were looked at; `seen` undefined is whoever doesn't care
 */
export function mayReplaceRules(
  current: ReleaseRules,
  wanted: ReleaseRules,
  seen: string | undefined,
): boolean {
  const version = rulesVersion(current);
  if (version === rulesVersion(wanted)) return false;
  if (seen !== undefined && seen !== version) throw new ReleaseRulesChanged(current);
  return true;
}

/** @throws InvalidInput */
export function requireRules(rules: ReleaseRules): ReleaseRules {
  for (const [field, value] of Object.entries(rules) as [keyof ReleaseRules, number | undefined][]) {
    if (value === undefined) continue;
    const percent = field.endsWith('Percent');
    const fits = percent ? value >= 0 && value <= 100 : Number.isSafeInteger(value) && value >= 0;
    if (fits) continue;
    const message = percent ? 'A percentage is from 0 to 100.' : 'A limit is a whole number from 0.';
    throw new InvalidInput(field, 'release-rule-invalid', message);
  }
  return rules;
}
