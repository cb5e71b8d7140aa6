/** A round of the relay syncs the disk twice, which commits that follow each other closely better share. */
const EVERY_MS = 20;

/** To be called at every commit: passes on to `wake` at most once in 20 ms, soon after the first of the calls. */
export function coalescedWake(wake: () => void): () => void {
  let due: NodeJS.Timeout | undefined;
  return () => {
    if (due !== undefined) return;
    due = setTimeout(() => {
      due = undefined;
      wake();
    }, EVERY_MS);
    due.unref();
  };
}
