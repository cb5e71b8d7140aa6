import { isDuplicateKey } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { ReleaseRunnerDocument } from './release-document.ts';

/** Of the runners of one database one works at a time. Who loses it without knowing can decide nothing: see the ledger's `flip`. */
export function releaseRunnerLease(
  model: Model<ReleaseRunnerDocument>,
  { runner, leaseMs }: { runner: string; leaseMs: number },
) {
  const until = () => new Date(Date.now() + leaseMs);

  async function renew(): Promise<boolean> {
    const own = { _id: 'runner' as const, runner };
    return (await model.updateOne(own, { $set: { until: until() } })).matchedCount === 1;
  }

  return {
    /** False where another has it. */
    async take(): Promise<boolean> {
      try {
        await model.updateOne(
          { _id: 'runner', $or: [{ runner }, { until: { $lt: new Date() } }] },
          { $set: { runner, until: until() } },
          { upsert: true },
        );
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return false;
      }
    },
    hold(lost: () => void): AsyncDisposable {
      const timer = setInterval(() => void beat(), leaseMs / 3);
      async function beat() {
        try {
          if (!(await renew())) lost();
        } catch {
          // The database is away. Whether it is still this runner's turn shows when it is back.
        }
      }
      return {
        async [Symbol.asyncDispose]() {
          clearInterval(timer);
          // Another may go on at once; where that can't be told it waits for the end of the lease.
          await model
            .updateOne({ _id: 'runner', runner }, { $set: { until: new Date(0) } })
            .catch(() => undefined);
        },
      };
    },
  };
}
