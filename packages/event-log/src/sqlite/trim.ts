import { isSqliteError } from '@qipei/sqlite';
import type { RecordStore } from './record-store.ts';
import type { TurnCommit } from './turn-commit.ts';

const TICK_MS = 1_000;
const STEP = 1_000;
const STEPS_WHEN_IDLE = 20;

/**
 * Deletes old records a thousand at a time: a step a second while others write, more while nobody does. The pages are
 * used again; the file doesn't shrink.
 */
export function startTrimming(deps: { records: RecordStore; commits: TurnCommit; retentionDays: number }): {
  stop(): void;
} {
  const { records, commits, retentionDays } = deps;
  let busy = false;
  let stopped = false;

  async function tick(): Promise<void> {
    const olderThan = new Date(Date.now() - retentionDays * 86_400_000);
    for (let step = 0; step < STEPS_WHEN_IDLE && !stopped; step += 1) {
      if (step > 0 && !commits.idle()) return;
      const stale = records.topicIds().filter((topicId) => records.trimmable(topicId, olderThan));
      if (stale.length === 0) return;
      for (const topicId of stale)
        if (!stopped) await commits.run(() => records.trim(topicId, olderThan, STEP));
    }
  }

  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    tick()
      .catch((error: unknown) => {
        // The lock was held or the disk is full: whoever appends is told; the next tick tries again.
        if (!isSqliteError(error)) throw error;
      })
      .finally(() => {
        busy = false;
      });
  }, TICK_MS);
  timer.unref();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
