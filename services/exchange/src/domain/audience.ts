/** Whoever there is. No tenant has the name. */
export const EVERYBODY = '*';

/**
 * Who sees an entity. What everybody sees is in one view, for all; what isn't public has a view for each tenant that sees
 * it, and its publisher is one of them.
 */
export function audienceOf(sight: {
  gone: boolean;
  isPublic: boolean;
  publisher: string;
  /** To whom its publisher has opened its brand. */
  subscribers: readonly string[];
}): ReadonlySet<string> {
  if (sight.gone) return new Set();
  if (sight.isPublic) return new Set([EVERYBODY]);
  return new Set([sight.publisher, ...sight.subscribers]);
}

/** What a view holds of an entity: that it is there, or that it was. */
export interface View {
  audience: string;
  gone: boolean;
}

export type ViewChange =
  /** Is told once more, at a place of its own. */
  | { audience: string; to: 'saved' | 'gone' }
  /** Another view tells all that there is to tell. */
  | { audience: string; to: 'forgotten' };

/**
 * What has to happen to an entity's views. A reader has two of them, its own and everybody's; where its own holds the entity
 * that one counts, so that who goes on seeing a part never reads in between that it has gone.
 */
export function viewChanges(
  views: readonly View[],
  audience: ReadonlySet<string>,
  { changed }: { changed: boolean },
): ViewChange[] {
  const before = new Map(views.map((view) => [view.audience, view]));
  const forAll = audience.has(EVERYBODY);
  const changes: ViewChange[] = [];
  for (const view of views) {
    if (audience.has(view.audience)) continue;
    if (forAll) changes.push({ audience: view.audience, to: 'forgotten' });
    else if (!view.gone) changes.push({ audience: view.audience, to: 'gone' });
  }
  for (const member of audience) {
    const view = before.get(member);
    if (changed || view === undefined || view.gone) changes.push({ audience: member, to: 'saved' });
  }
  return changes;
}
