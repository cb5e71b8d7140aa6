import type { ImportKind } from './import-kinds.ts';
import { draftOf, type MappingDraft, mappingOf } from './mapping-draft.ts';

/** A file on its way to being imported, and what was said of it by hand. */
export interface FileChoice {
  /** Counts the choices, so that nothing of one file is shown for another. */
  id: number;
  file: File | undefined;
  /** What was changed by hand; undefined: nothing. */
  draft: MappingDraft | undefined;
  profile: string;
  /** As which it was read when something was first changed: a mapping is of a kind. */
  kind: ImportKind | undefined;
}

/** Nothing that was said of one file, or of one kind, holds for another. */
const UNSAID = { draft: undefined, profile: '', kind: undefined } as const;

export const NO_FILE: FileChoice = { id: 0, file: undefined, ...UNSAID };

export function withFile(choice: FileChoice, file: File | undefined): FileChoice {
  return { ...UNSAID, id: choice.id + 1, file };
}

export function withKind(choice: FileChoice, kind: ImportKind): FileChoice {
  return { ...choice, ...UNSAID, kind };
}

/** Empty for none: an empty mapping is one, without any a profile made for such headings is used. */
export function withProfile(choice: FileChoice, profile: string, kind: ImportKind | undefined): FileChoice {
  return { ...choice, kind, profile, draft: profile === '' ? draftOf({}) : undefined };
}

export function withDraft(choice: FileChoice, draft: MappingDraft, kind: ImportKind | undefined): FileChoice {
  return { ...choice, kind, profile: '', draft };
}

/** JSON, as it is sent; empty: nothing was changed by hand. */
export function mappingText({ draft }: FileChoice): string {
  return draft === undefined ? '' : JSON.stringify(mappingOf(draft));
}

/**
 * What is shown, and what the next change is made to: what the platform has made of this very choice, else the choice itself. A
 * change that is made before the platform has answered to the one before is a change of that one.
 */
export function shownDraft(
  choice: FileChoice,
  preview: { mapping: unknown } | undefined,
  isOfChoice: boolean,
): MappingDraft {
  return isOfChoice || choice.draft === undefined ? draftOf(preview?.mapping) : choice.draft;
}

/** Whether there is work that leaving would lose. */
export function isEdited(choice: FileChoice): boolean {
  const mapping = mappingText(choice);
  return mapping !== '' && mapping !== '{}';
}
