import type { Page, PageRequest } from '@qipei/import-job';
import type { Release } from './release.ts';
import type { SettleContext } from './release-store.ts';

export type ChangeKind = 'added' | 'changed' | 'removed';

export interface ReleaseChange {
  change: ChangeKind;
  /** What people call the entity by. */
  key: string;
  /** JSON; empty where there is none, or none is kept any more. */
  before: string;
  after: string;
}

/** What one kind of release holds, beside what is live. */
export interface ReleaseContent {
  /** The difference in the order of the keys, of one kind of change or of all. @throws InvalidInput for the page */
  changes(release: Release, change: ChangeKind | undefined, page: PageRequest): Promise<Page<ReleaseChange>>;
  /**
   * Makes all of it live and calls `ledger.published`; or, where what is live isn't what the release was compared with,
   * takes the difference anew and calls `ledger.diverted`. One atomic step to whoever reads; broken off anywhere it is done
   * again from the start or goes on.
   */
  publish(release: Release, context: SettleContext): void | Promise<void>;
  /**
   * Puts back what the release changed, except what something else has changed since, and calls `ledger.rolledBack`. The
   * same promises.
   */
  rollBack(release: Release, context: SettleContext): void | Promise<void>;
  /**
   * Forgets what is staged and as it was (`unchanged`), or everything (`all`): a bounded piece of it. True when nothing of
   * it is left.
   */
  forget(release: Release, what: 'unchanged' | 'all'): boolean | Promise<boolean>;
}
