import {
  type LockedCollection,
  type LockedDocument,
  type MongoReleaseLedger,
  type ReleaseLocks,
  releaseLocks,
} from '@qipei/release/mongo';
import type { PartReleaseModels } from './part-release-documents.ts';

/** Parts that a release is about to change are locked for its attempt: whoever else writes them has to free them first. */
export interface PartLocks extends Pick<ReleaseLocks, 'sweep'> {
  /** See `ReleaseLocks`. */
  free(found: readonly LockedDocument[]): Promise<void>;
}

export function partLocks(
  models: Pick<PartReleaseModels, 'parts' | 'nexts'>,
  ledger: Pick<MongoReleaseLedger, 'decide' | 'unsettled'>,
): PartLocks {
  const parts = lockedParts(models);
  const locks = releaseLocks([parts], ledger);
  return { free: (found) => locks.free(parts, found), sweep: locks.sweep };
}

function lockedParts({ parts, nexts }: Pick<PartReleaseModels, 'parts' | 'nexts'>): LockedCollection {
  return { live: parts, next: nexts, place: { version: 0 } } as unknown as LockedCollection;
}
