import { type FSWatcher, watch } from 'node:fs';
import { dirname } from 'node:path';

/** Notices come in bursts: so long after the first of them the file is looked at. */
const SETTLE_MS = 50;

export interface WatchedFile {
  /** How often to look without a notice: some file systems, and volumes of a cluster, give none. */
  pollMs: number;
  look: () => Promise<void>;
  onError: (error: unknown) => void;
}

/** Looks at a file when its folder changes, and now and then; one look at a time. */
export function watchFile(path: string, { pollMs, look, onError }: WatchedFile): AsyncDisposable {
  let looking: Promise<void> | undefined;
  let again = false;
  let settling: NodeJS.Timeout | undefined;
  let watcher: FSWatcher | undefined;
  let closed = false;

  function lookNow(): void {
    if (closed) return;
    if (looking !== undefined) {
      again = true;
      return;
    }
    looking = look()
      .catch(onError)
      .then(() => {
        looking = undefined;
        if (!again) return;
        again = false;
        lookNow();
      });
  }

  /** The folder comes with the first table; until it is there, and where there are no notices, the poll has to do. */
  function listen(): void {
    if (watcher !== undefined || closed) return;
    try {
      watcher = watch(dirname(path), { persistent: false }, () => {
        settling ??= setTimeout(() => {
          settling = undefined;
          lookNow();
        }, SETTLE_MS);
      });
      watcher.on('error', () => {
        watcher?.close();
        watcher = undefined;
      });
    } catch {
      watcher = undefined;
    }
  }

  listen();
  const poll = setInterval(() => {
    listen();
    lookNow();
  }, pollMs);
  poll.unref();
  return {
    async [Symbol.asyncDispose]() {
      closed = true;
      clearInterval(poll);
      clearTimeout(settling);
      watcher?.close();
      await looking;
    },
  };
}
