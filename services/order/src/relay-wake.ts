/**
 * Wakes the relay at most this often: it syncs the disk twice for each of its rounds, which commits that follow each
 * other closely better share.
 */
const EVERY_MS = 20;

/** To be called at every commit. */
export function relayWake(wake: () => void): () => void {
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
