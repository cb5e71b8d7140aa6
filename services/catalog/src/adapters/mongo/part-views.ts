import { type MongoReleaseLedger, releaseViews } from '@qipei/release/mongo';
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

/** Parts that a release changes are read where it has prepared them until that is carried out; all others where they always are. */
export function partViews(
  { parts, nexts }: Pick<PartReleaseModels, 'parts' | 'nexts'>,
  ledger: Pick<MongoReleaseLedger, 'mark'>,
): PartViews {
  const live: PartSources = [{ parts, only: {} }];
  // Whatever is asked of it has the fields of a part.
  const coming = nexts as unknown as Model<PartDocument>;
  const views = releaseViews(ledger);

  function sourcesOf(settling: number | undefined): PartSources {
    if (settling === undefined) return live;
    const ofFlip = { seq: settling } as QueryFilter<PartDocument>;
    return [
      { parts, only: { 'lock.seq': { $ne: settling } } as QueryFilter<PartDocument> },
      { parts: coming, only: ofFlip },
    ];
  }

  return { within: (read) => views.within((settling) => read(sourcesOf(settling))) };
}
