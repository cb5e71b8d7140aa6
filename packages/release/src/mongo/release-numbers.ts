import { isDuplicateKey } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { ReleaseCounterDocument } from './release-document.ts';

/** A number greater than all that were given out before, to whomever. */
export async function nextNumber(counter: Model<ReleaseCounterDocument>): Promise<number> {
  for (;;) {
    try {
      const found = await counter
        .findOneAndUpdate(
          { _id: 'number' },
          { $inc: { value: 1 } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<ReleaseCounterDocument>();
      if (found !== null) return found.value;
    } catch (error) {
      // The first two came at once.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
