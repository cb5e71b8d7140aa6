import type { MongoReleaseLedger, ReleaseMark } from '@qipei/release/mongo';
import type { Model, QueryFilter } from 'mongoose';
import type { PartDocument } from './part-document.ts';
import type { PartReleaseModels } from './part-release-documents.ts';

/** Where some of the parts are read; filters name fields of `PartDocument` alone. */
export interface PartSource {
  parts: Model<PartDocument>;
  /** To be part of every filter. */
  only: QueryFilter<PartDocument>;
}

/** The places where the parts are read at a moment: every part is in one of them. */
export type PartSources = readonly PartSource[];

export interface PartViews {
  /**
   * What `read` answers while no release goes live: where one has meanwhile it is asked again. So all that it reads is as it was
   * before a release, or as it is after it.
   */
  within<T>(read: (sources: PartSources) => Promise<T>): Promise<T>;
}

/**
 * While a release is carried out, the parts that it changes stay locked for its attempt and are read where it has prepared them; all
 * others where they always are. Which parts those are doesn't change until it is through.
 */
export function partViews(
  { parts, nexts }: Pick<PartReleaseModels, 'parts' | 'nexts'>,
  ledger: Pick<MongoReleaseLedger, 'mark'>,
): PartViews {
  const live: PartSources = [{ parts, only: {} }];
  // Whatever is asked of it has the fields of a part.
  const coming = nexts as unknown as Model<PartDocument>;
  /** What was found last is mostly still so: that is looked up behind each read alone. */
  let last: ReleaseMark | undefined;

  function sourcesOf({ flip, settling }: ReleaseMark): PartSources {
    if (!settling) return live;
    const ofFlip = { seq: flip } as QueryFilter<PartDocument>;
    return [
      { parts, only: { 'lock.seq': { $ne: flip } } as QueryFilter<PartDocument> },
      { parts: coming, only: ofFlip },
    ];
  }

  return {
    async within(read) {
      let mark = last ?? (await ledger.mark());
      for (;;) {
        const answer = await read(sourcesOf(mark));
        const now = await ledger.mark();
        last = now;
        if (now.flip === mark.flip && now.settling === mark.settling) return answer;
        mark = now;
      }
    },
  };
}
