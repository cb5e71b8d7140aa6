import { TooManyConflicts } from '@qipei/mongo';
import type { ItemLock, StoredItem } from './inventory-documents.ts';
import type { StepDocuments } from './step-documents.ts';
import { freeAbandoned } from './step-recovery.ts';

/** Time as the protocol sees it; a test's may run otherwise. */
export interface Pace {
  now(): number;
  pause(ms: number): Promise<void>;
}

/**
 * A lock that is older may be taken from its holder, which then finds its step undone and begins anew: so a holder that
 * is only slow, or a clock that is wrong, costs time and nothing else.
 */
export const LEASE_MS = 5_000;
/** For how long a step gets out of others' way: longer than it takes to get past one that died. */
export const PATIENCE_MS = 7_500;

const FIRST_PAUSE_MS = 3;
const LONGEST_PAUSE_MS = 100;

export function backoffMs(round: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round) * (0.5 + Math.random());
}

export interface LockOptions {
  documents: StepDocuments;
  pace: Pace;
  /** Of `pace`; when to give up. */
  until: number;
  lock: Omit<ItemLock, 'at'>;
}

/**
 * Locks all that are there of the items, and returns them as they then are. While it waits for one, it has none locked
 * that comes behind it in the order of the ids: so no circle of waiting can come about.
 * @throws TooManyConflicts, with some still locked.
 */
export async function lockItems(
  ids: readonly string[],
  { documents, pace, until, lock }: LockOptions,
): Promise<Map<string, StoredItem>> {
  const sorted = [...new Set(ids)].sort();
  const held = new Map<string, StoredItem>();
  const metSince = new Map<string, number>();
  for (let round = 0; sorted.length > 0; round += 1) {
    const wanted = sorted.filter((id) => !held.has(id));
    const found = await documents.lock(wanted, { ...lock, at: new Date(pace.now()) });
    let blocked: StoredItem | undefined;
    for (const item of found) {
      if (item.lock?.by === lock.by) held.set(item._id, item);
      else if (blocked === undefined || item._id < blocked._id) blocked = item;
    }
    if (blocked === undefined) break;
    const { _id: barrier, lock: others } = blocked;
    const above = [...held.keys()].filter((id) => id > barrier);
    for (const id of above) held.delete(id);
    await documents.unlock(above, lock.by);
    // It was let go of in the meantime.
    if (others === undefined) continue;
    const now = pace.now();
    if (now > until) throw new TooManyConflicts('item');
    const since = Math.min(metSince.get(others.by) ?? now, others.at.getTime());
    metSince.set(others.by, since);
    if (now - since > LEASE_MS) await freeAbandoned(documents, blocked);
    else await pace.pause(backoffMs(round));
  }
  return held;
}
