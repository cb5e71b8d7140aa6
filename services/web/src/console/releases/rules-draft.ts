import type { Answers } from '../../api/answers.ts';

type Rules = Answers['releaseRules'];
export const LIMITS = ['maxRemoved', 'maxRemovedPercent', 'maxChanged', 'maxChangedPercent'] as const;

/** What was typed, of the limits that were touched. */
export type RulesDraft = Partial<Record<(typeof LIMITS)[number], string>>;

/** As a limit stands in its field: empty is none. */
export function limitText(limit: number | null): string {
  return limit === null ? '' : String(limit);
}

/** The limits that say something else than `rules`; an empty one is none. */
export function changedLimits(draft: RulesDraft, rules: Rules): Partial<Rules> {
  const changed: Partial<Rules> = {};
  for (const name of LIMITS) {
    const typed = draft[name]?.trim();
    if (typed === undefined) continue;
    const limit = typed === '' ? null : Number(typed);
    if (limit !== rules[name]) changed[name] = limit;
  }
  return changed;
}

/** Whether what another has set between `before` and `now` is none of the limits that are to be changed. */
export function isElsewhere(changed: Partial<Rules>, before: Rules, now: Rules): boolean {
  return LIMITS.every((name) => !Object.hasOwn(changed, name) || before[name] === now[name]);
}

/** What is still to be saved when `sent` has been: what was typed since. */
export function withoutSent(draft: RulesDraft, sent: RulesDraft): RulesDraft {
  return Object.fromEntries(
    LIMITS.flatMap((name) => {
      const typed = draft[name];
      return typed === undefined || typed === sent[name] ? [] : [[name, typed]];
    }),
  );
}
