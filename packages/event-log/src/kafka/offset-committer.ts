import { backoffMs, pause } from '../backoff.ts';

export interface CommitEntry {
  topic: string;
  partition: number;
  /** The next record to be handled. */
  offset: number;
  /** How often that one has failed. */
  failures: number;
}

/** Commits what partitions have reached, all of them in one request, one request at a time. */
export interface OffsetCommitter {
  stage(entry: CommitEntry): void;
  /** Resolves when what was staged for the partition is committed, is not ours to commit any more, or all is stopping. */
  settled(topic: string, partition: number): Promise<void>;
  /** Drops what is staged for the partition. */
  forget(topic: string, partition: number): void;
  /** Since when commits fail; undefined while they succeed. */
  failingSince(): number | undefined;
  lastError(): unknown;
  /** Commits what is staged, as far as that takes no longer than `ms`; nothing afterwards. */
  close(ms: number): Promise<void>;
}

export interface OffsetCommitterOptions {
  commit: (entries: readonly CommitEntry[]) => Promise<void>;
  committed: (entry: CommitEntry) => void;
  /** From then on `close` alone waits. */
  stopping: AbortSignal;
}

export function offsetCommitter({ commit, committed, stopping }: OffsetCommitterOptions): OffsetCommitter {
  const staged = new Map<string, CommitEntry>();
  const stop = new AbortController();
  let waiters: { key: string; resolve: () => void }[] = [];
  let sending: readonly CommitEntry[] = [];
  let running: Promise<void> | undefined;
  let since: number | undefined;
  let error: unknown;

  const keyOf = (topic: string, partition: number) => `${topic}/${partition}`;

  function settle(): void {
    const open = new Set([...staged.keys(), ...sending.map((each) => keyOf(each.topic, each.partition))]);
    const done = waiters.filter((each) => stopping.aborted || !open.has(each.key));
    waiters = waiters.filter((each) => !done.includes(each));
    for (const each of done) each.resolve();
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (staged.size > 0 && !stop.signal.aborted) {
      sending = [...staged.values()];
      staged.clear();
      try {
        await commit(sending);
        failures = 0;
        since = undefined;
        const done = sending;
        sending = [];
        for (const each of done) committed(each);
      } catch (reason) {
        failures += 1;
        since ??= Date.now();
        error = reason;
        // What has been staged meanwhile is further on.
        for (const each of sending) {
          const key = keyOf(each.topic, each.partition);
          if (!staged.has(key)) staged.set(key, each);
        }
        sending = [];
        await pause(backoffMs(failures, 50, 1_000), stop.signal);
      }
      settle();
    }
    running = undefined;
  }

  stopping.addEventListener('abort', settle, { once: true });
  return {
    stage(entry) {
      if (stop.signal.aborted) return;
      staged.set(keyOf(entry.topic, entry.partition), entry);
      running ??= Promise.resolve().then(run);
    },
    settled: (topic, partition) =>
      new Promise((resolve) => {
        waiters.push({ key: keyOf(topic, partition), resolve });
        settle();
      }),
    forget(topic, partition) {
      const key = keyOf(topic, partition);
      staged.delete(key);
      sending = sending.filter((each) => keyOf(each.topic, each.partition) !== key);
      settle();
    },
    failingSince: () => since,
    lastError: () => error,
    async close(ms) {
      const timer = setTimeout(() => stop.abort(), ms);
      await running;
      clearTimeout(timer);
      stop.abort();
      settle();
    },
  };
}
