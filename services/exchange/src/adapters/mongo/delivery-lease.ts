import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { DeliveryTurn } from '../../application/deliver-webhooks.ts';
import type { LeaseDocument } from './webhook-schema.ts';

export interface DeliveryLeaseOptions {
  /** How long a replica that has died keeps the others waiting. Default 20,000. */
  leaseMs?: number;
  /** So long before the lease is over its holder stops: clocks may differ. Default 5,000. */
  marginMs?: number;
  /** How often who waits looks. Default 1,000. */
  lookMs?: number;
  onError: (error: unknown) => void;
}

const LEASE = 'deliveries';

/**
 * One replica at a time sends. Who stood still for longer than its lease may send once more what another has sent: a receiver
 * knows it by its id.
 */
export function deliveryLease(model: Model<LeaseDocument>, options: DeliveryLeaseOptions): DeliveryTurn {
  const { leaseMs = 20_000, marginMs = 5_000, lookMs = 1_000, onError } = options;
  const until = () => new Date(Date.now() + leaseMs);

  const leases = withDatabaseErrors({
    async take(holder: string): Promise<boolean> {
      try {
        const free = { _id: LEASE, until: { $lt: new Date() } };
        await model.updateOne(free, { $set: { holder, until: until() } }, { upsert: true });
        return true;
      } catch (error) {
        // There is a lease, and it is not over.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async keep(holder: string): Promise<boolean> {
      const kept = await model.updateOne({ _id: LEASE, holder }, { $set: { until: until() } });
      return kept.matchedCount === 1;
    },
    async giveBack(holder: string): Promise<void> {
      await model.updateOne({ _id: LEASE, holder }, { $set: { until: new Date(0) } });
    },
  });

  async function held(
    holder: string,
    { taken, work, stop }: { taken: number; work: (stop: AbortSignal) => Promise<void>; stop: AbortSignal },
  ): Promise<void> {
    const lost = new AbortController();
    let sure = taken;
    const keeping = setInterval(() => {
      const asked = performance.now();
      if (asked - sure > leaseMs - marginMs) lost.abort();
      leases.keep(holder).then(
        (kept) => {
          if (kept) sure = asked;
          else lost.abort();
        },
        // The next may be answered; until then the time that is sure runs out.
        () => undefined,
      );
    }, leaseMs / 8);
    try {
      await work(AbortSignal.any([stop, lost.signal]));
    } finally {
      clearInterval(keeping);
      // Where this fails the others wait until the lease is over.
      await leases.giveBack(holder).catch(() => undefined);
    }
  }

  return async (work, stop) => {
    while (!stop.aborted) {
      const holder = randomUUID();
      try {
        // Counted from before the question, so that the answer's way is on the safe side.
        const taken = performance.now();
        if (await leases.take(holder)) {
          await held(holder, { taken, work, stop });
          continue;
        }
      } catch (error) {
        onError(error);
      }
      await sleep(lookMs * (0.5 + Math.random()), undefined, { signal: stop }).catch(() => undefined);
    }
  };
}
