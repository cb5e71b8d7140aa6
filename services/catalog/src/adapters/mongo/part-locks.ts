import type { MongoReleaseLedger } from '@qipei/release/mongo';
import type { PartDocument } from './part-document.ts';
import type { PartReleaseModels } from './part-release-documents.ts';

type Locked = Pick<PartDocument, '_id' | 'lock'>;

/** Parts that a release is about to change are locked for its attempt: whoever else writes them has to free them first. */
export interface PartLocks {
  /**
   * Takes the decision away from attempts that haven't flipped yet, and frees these parts. What has flipped and isn't carried out
   * yet stays locked: the caller waits.
   */
  free(found: readonly Locked[]): Promise<void>;
  /** Frees all that attempts up to this one have locked, and what was to come of it. They must be over. */
  sweep(upTo: number): Promise<void>;
}

const AT_ONCE = 500;

export function partLocks(
  { parts, nexts }: Pick<PartReleaseModels, 'parts' | 'nexts'>,
  ledger: Pick<MongoReleaseLedger, 'decide' | 'unsettled'>,
): PartLocks {
  async function unlock(ids: readonly string[], seq: object | number): Promise<void> {
    const locked = { _id: { $in: [...ids] }, 'lock.seq': seq };
    // What never was anything but the place of a part to come. Those that have waited for an event have been one.
    await parts.deleteMany({ ...locked, version: 0 });
    await parts.updateMany(locked, { $unset: { lock: 1 } });
  }

  return {
    async free(found) {
      for (const [seq, ofAttempt] of Map.groupBy(found, ({ lock }) => lock?.seq)) {
        const release = ofAttempt[0]?.lock?.release;
        if (seq === undefined || release === undefined) continue;
        const flipped = await ledger.decide(release, seq);
        if (flipped && (await ledger.unsettled())?.flip === seq) continue;
        await unlock(
          ofAttempt.map(({ _id }) => _id),
          seq,
        );
      }
    },
    async sweep(upTo) {
      for (;;) {
        const found = await parts
          .find({ 'lock.seq': { $lte: upTo } })
          .select('_id')
          .limit(AT_ONCE)
          .lean<{ _id: string }[]>();
        if (found.length === 0) break;
        await unlock(
          found.map(({ _id }) => _id),
          { $lte: upTo },
        );
      }
      for (;;) {
        const found = await nexts
          .find({ seq: { $lte: upTo } })
          .select('_id')
          .limit(AT_ONCE)
          .lean<{ _id: string }[]>();
        if (found.length === 0) return;
        await nexts.deleteMany({ _id: { $in: found.map(({ _id }) => _id) }, seq: { $lte: upTo } });
      }
    },
  };
}
