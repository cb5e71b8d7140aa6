/** What is open and isn't saved; each is told that it may be left, and that it stays after all. */
interface Work {
  allow(isAllowed: boolean): void;
}

const open = new Set<Work>();

/** @returns what ends it */
export function openWork(work: Work): () => void {
  open.add(work);
  return () => {
    open.delete(work);
  };
}

/**
 * Asks once, where anything isn't saved, before what loses all of it: signing out. Undefined where it is to stay; otherwise what is
 * called if nothing came of it.
 */
export function leaveAll(ask: () => boolean): (() => void) | undefined {
  const left = [...open];
  if (left.length > 0 && !ask()) return undefined;
  for (const work of left) work.allow(true);
  return () => {
    for (const work of left) work.allow(false);
  };
}
