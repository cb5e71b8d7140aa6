import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@qipei/kernel';
import { isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import type { WriterLock } from '@qipei/search-engine/meilisearch';
import type { Model } from 'mongoose';
import type { WriterLeaseDocument } from './writer-lease-document.ts';

/** Another may write to the index by now. */
export class WriterLeaseLost extends DomainError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'writer-lease-lost',
      message: 'The index may be written to by another replica by now; try again.',
    });
  }
}

export interface MongoWriterLockOptions {
  index: string;
  /** How long a replica that has died keeps the others waiting. Default 120,000. */
  leaseMs?: number;
  /**
   * So long before the lease is over nothing is sent any more: longer than a request may be under way, and clocks may
   * differ. Default 70,000.
   */
  marginMs?: number;
}

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 250;

/** The turn of one replica: a lease in the database, which is kept up while the work lasts and given back after it. */
export function mongoWriterLock(
  model: Model<WriterLeaseDocument>,
  options: MongoWriterLockOptions,
): WriterLock {
  const { index, leaseMs = 120_000, marginMs = 70_000 } = options;
  const until = () => new Date(Date.now() + leaseMs);
  let last: Promise<unknown> = Promise.resolve();

  const leases = withDatabaseErrors({
    async take(holder: string): Promise<boolean> {
      try {
        const free = { _id: index, until: { $lt: new Date() } };
        await model.updateOne(free, { $set: { holder, until: until() } }, { upsert: true });
        return true;
      } catch (error) {
        // There is a lease, and it is not over.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async keep(holder: string): Promise<boolean> {
      const kept = await model.updateOne({ _id: index, holder }, { $set: { until: until() } });
      return kept.matchedCount === 1;
    },
    async giveBack(holder: string): Promise<void> {
      await model.updateOne({ _id: index, holder }, { $set: { until: new Date(0) } });
    },
  });

  async function inTurn<T>(work: (held: () => void) => Promise<T>): Promise<T> {
    const holder = randomUUID();
    // Counted from before the question, so that the answer's way is on the safe side.
    let sure = performance.now();
    for (
      let wait = FIRST_PAUSE_MS;
      !(await leases.take(holder));
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS)
    ) {
      await pause(wait * (0.5 + Math.random()));
      sure = performance.now();
    }
    const keeping = setInterval(() => {
      const asked = performance.now();
      leases.keep(holder).then(
        (kept) => {
          sure = kept ? asked : Number.NEGATIVE_INFINITY;
        },
        // The next may be answered; until then the time that is sure runs out.
        () => undefined,
      );
    }, leaseMs / 8);
    try {
      return await work(() => {
        if (performance.now() - sure > leaseMs - marginMs) throw new WriterLeaseLost();
      });
    } finally {
      clearInterval(keeping);
      // Where this fails the others wait until the lease is over.
      await leases.giveBack(holder).catch(() => undefined);
    }
  }

  return {
    exclusive(work) {
      // Those of one process don't contend for the lease.
      const mine = last.then(() => inTurn(work));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
