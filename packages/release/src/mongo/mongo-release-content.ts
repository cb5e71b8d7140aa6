import { TooManyConflicts } from '@qipei/mongo';
import type { DiffCounts, Release } from '../release.ts';
import type { ReleaseContent } from '../release-content.ts';
import type { SettleContext } from '../release-store.ts';
import type { MongoReleaseLedger, Unsettled } from './mongo-release-ledger.ts';
import type { ReleaseLocks } from './release-locks.ts';

/** An attempt to publish a difference, or to roll it back. */
export interface ReleaseAttempt {
  seq: number;
  /** The number of the difference. */
  taken: number;
  now: Date;
}

/** `kept`: entities that a roll-back leaves as they are; `memo`: what the kind remembers until all is carried out. */
export interface PreparedAttempt {
  kept: number;
  memo: string;
}

/** What a kind of release does with what it holds; the order of it is `mongoReleaseContent`'s. */
export interface MongoReleaseSteps {
  /** Keeps the difference anew, under a number of its own: the one that was looked at before stays as it is. */
  take(release: Release): Promise<{ counts: DiffCounts; taken: number }>;
  /** Whether a difference would come out the same now. */
  holds(release: Release, taken: number): Promise<boolean>;
  /**
   * Writes what publishing makes of it beside what is live, and locks that for the attempt. Undefined where something isn't as
   * it was compared.
   */
  prepareToPublish(release: Release, attempt: ReleaseAttempt): Promise<PreparedAttempt | undefined>;
  /** The same for a roll-back; undefined where something has been written meanwhile. */
  prepareToRollBack(release: Release, attempt: ReleaseAttempt): Promise<PreparedAttempt | undefined>;
  /** Carries out what was decided; what is done already stays as it is. */
  settle(unsettled: Unsettled, context: SettleContext): Promise<void>;
}

/** How often a publishing that others come between is begun anew before somebody is to look at it again. */
const PUBLISH_ATTEMPTS = 5;
/** The same for a roll-back, before it has to wait. */
const ROLL_BACK_ATTEMPTS = 20;

/**
 * Publishes and rolls back over documents that have no transaction together. What they will be is written beside what they are, page by
 * page, and each is locked meanwhile; one write of the release's document makes all of it what is read; then it is carried out. Broken
 * off anywhere it is done again, or gone on with where it was decided.
 */
export function mongoReleaseContent(
  {
    ledger,
    locks,
    collection,
  }: {
    ledger: MongoReleaseLedger;
    locks: Pick<ReleaseLocks, 'sweep'>;
    /** What it changes, by the name that an error says. */
    collection: string;
  },
  steps: MongoReleaseSteps,
): Settling {
  /** Whatever of anybody's was decided and not carried out. */
  async function settleOpen(context: SettleContext): Promise<void> {
    for (;;) {
      const unsettled = await ledger.unsettled();
      if (unsettled === undefined) return;
      await steps.settle(unsettled, context);
      await ledger.settled(unsettled, context);
      await locks.sweep(unsettled.flip);
    }
  }

  /** Undefined where it has been decided already. */
  async function begin(release: Release, context: SettleContext): Promise<ReleaseAttempt | undefined> {
    await settleOpen(context);
    const { release: now, taken } = await ledger.standing(release.id);
    if (now.state !== release.state) return undefined;
    const seq = await ledger.beginAttempt(release.id);
    // Attempts before it are over: none of them can flip any more, and what had flipped is carried out.
    await settleOpen(context);
    await locks.sweep(seq - 1);
    return { seq, taken, now: context.now };
  }

  /** False where something came between. */
  async function decide(
    release: Release,
    { seq }: ReleaseAttempt,
    prepared: PreparedAttempt | undefined,
    context: SettleContext,
  ): Promise<boolean> {
    if (prepared === undefined) return false;
    if (!(await ledger.flip(release.id, seq, { now: context.now, ...prepared }))) return false;
    await settleOpen(context);
    return true;
  }

  return {
    async publish(release, context) {
      for (let left = PUBLISH_ATTEMPTS; ; left -= 1) {
        const attempt = await begin(release, context);
        if (attempt === undefined) return;
        if (left === 0 || !(await steps.holds(release, attempt.taken))) {
          const { counts, taken } = await steps.take(release);
          await ledger.diverted(release.id, counts, taken);
          await locks.sweep(attempt.seq);
          return;
        }
        const prepared = await steps.prepareToPublish(release, attempt);
        if (await decide(release, attempt, prepared, context)) return;
      }
    },
    async rollBack(release, context) {
      for (let left = ROLL_BACK_ATTEMPTS; left > 0; left -= 1) {
        const attempt = await begin(release, context);
        if (attempt === undefined) return;
        const prepared = await steps.prepareToRollBack(release, attempt);
        if (await decide(release, attempt, prepared, context)) return;
        await locks.sweep(attempt.seq);
      }
      // Others write these documents all the time.
      throw new TooManyConflicts(collection);
    },
  };
}

interface Settling extends Pick<ReleaseContent, 'publish' | 'rollBack'> {
  publish(release: Release, context: SettleContext): Promise<void>;
  rollBack(release: Release, context: SettleContext): Promise<void>;
}
