import { setImmediate as nextTurn } from 'node:timers/promises';
import { alarm, failureText, type ImportLogger, isStorageTrouble } from '@qipei/import-job';
import { type Clock, systemClock } from '@qipei/kernel';
import { inBackgroundSpan } from '@qipei/service-kit/observe';
import type { Release } from './release.ts';
import type { ReleaseContent } from './release-content.ts';
import { recordSettled } from './release-metrics.ts';
import type { ReleaseQueue, ReleaseStore } from './release-store.ts';

export interface ReleaseRunnerOptions {
  /** What is released: `parts`, `fitments`. */
  kind: string;
  releases: ReleaseQueue & Pick<ReleaseStore, 'get'>;
  content: ReleaseContent;
  /**
   * Why an import will never end its staging, as `<code>: <message>`; undefined where it may yet. Asked of releases that are
   * staging.
   */
  importFailure(tenant: string, jobId: string): Promise<string | undefined>;
  logger: ImportLogger;
  clock?: Clock;
  /** After each release that was settled. */
  onSettled?: () => void;
  /** So many releases of a feed, beside the live one, keep what it takes to look at them and to roll back. Default 5. */
  keep?: number;
  /** How often it looks for work that nobody told it of. Default 1,000. */
  pollMs?: number;
  /** First wait when the storage is away, doubled up to 30 s. Default 200. */
  backoffMs?: number;
}

export interface ReleaseRunner extends AsyncDisposable {
  /** There may be something to do. Not needed where a store of this process was asked. */
  wake(): void;
}

const MAX_BACKOFF_MS = 30_000;

/**
 * Publishes and rolls back what was asked for, one after another, in the order in which it was asked. What a crash broke off
 * is found again in the store.
 */
export function startReleaseRunner(options: ReleaseRunnerOptions): ReleaseRunner {
  const { kind, releases, content, logger, clock = systemClock, keep = 5 } = options;
  const { pollMs = 1_000, backoffMs = 200 } = options;
  const stop = new AbortController();
  const bell = alarm();
  const announcements = releases.onAnnounced(bell.ring);
  const finished = loop();

  async function loop(): Promise<void> {
    let faults = 0;
    while (!stop.signal.aborted) {
      try {
        const release = await releases.takeNext();
        if (release !== undefined) await run(release);
        else if (!(await tidy())) await bell.wait(pollMs);
        faults = 0;
      } catch (error) {
        if (stop.signal.aborted) return;
        faults += 1;
        logger.error({ err: error }, 'releases are interrupted');
        await bell.wait(Math.min(backoffMs * 2 ** (faults - 1), MAX_BACKOFF_MS));
      }
      await nextTurn();
    }
  }

  /** In a span of the upload's trace. */
  async function run(release: Release): Promise<void> {
    const { id, tenant, state, traceparent } = release;
    const word = state === 'publishing' ? 'publish' : 'roll back';
    const began = performance.now();
    let lost = false;
    await using _held = releases.hold(id, () => {
      lost = true;
    });
    try {
      const span = { traceparent: traceparent || undefined, attributes: { 'qipei.release.kind': kind } };
      await inBackgroundSpan(`${word} ${kind}`, span, async (within) => {
        const context = { now: clock.now(), traceparent: within };
        await (state === 'publishing'
          ? content.publish(release, context)
          : content.rollBack(release, context));
      });
    } catch (error) {
      if (stop.signal.aborted || lost) return;
      if (isStorageTrouble(error)) throw error;
      logger.error({ releaseId: id, tenant, err: error }, `a release could not ${word}`);
      await releases.refuse(id, failureText(error));
    }
    const { state: outcome } = await releases.get(tenant, id);
    if (outcome === state) throw new Error('a release was neither settled nor refused');
    const milliseconds = performance.now() - began;
    logger.info(
      { releaseId: id, tenant, outcome, milliseconds: Math.round(milliseconds) },
      'release settled',
    );
    recordSettled(kind, outcome, milliseconds);
    options.onSettled?.();
  }

  /** A piece of what is to be forgotten. False where there is nothing left of it. */
  async function tidy(): Promise<boolean> {
    for (const { id, tenant, jobId } of await releases.staging()) {
      const failure = await options.importFailure(tenant, jobId);
      if (failure !== undefined) await releases.abandon(id, failure, clock.now());
    }
    const [first] = await releases.forgettable(keep);
    if (first === undefined) return false;
    const { release, next } = first;
    // Marked before it is begun: what is half forgotten is never rolled back.
    const done = next === 'going' || (await content.forget(release, next === 'gone' ? 'all' : 'unchanged'));
    if (done) await releases.setContent(release.id, next);
    return true;
  }

  return {
    wake: bell.ring,
    async [Symbol.asyncDispose]() {
      stop.abort();
      bell.ring();
      announcements[Symbol.dispose]();
      await finished;
    },
  };
}
