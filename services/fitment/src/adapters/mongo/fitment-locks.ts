import {
  type LockedDocument,
  type MongoReleaseLedger,
  type ReleaseLocks,
  releaseLocks,
} from '@qipei/release/mongo';
import { type FitmentReleaseModels, lockedFitments } from './fitment-release-documents.ts';

/** What a release is about to change is locked for its attempt: whoever else writes it has to free it first. See `ReleaseLocks`. */
export interface FitmentLocks extends ReleaseLocks {
  freeFitments(found: readonly LockedDocument[]): Promise<void>;
  freeWaiting(found: readonly LockedDocument[]): Promise<void>;
}

export function fitmentLocks(
  models: FitmentReleaseModels,
  ledger: Pick<MongoReleaseLedger, 'decide' | 'unsettled'>,
): FitmentLocks {
  const { fitments, waiting } = lockedFitments(models);
  const locks = releaseLocks([fitments, waiting], ledger);
  return {
    ...locks,
    freeFitments: (found) => locks.free(fitments, found),
    freeWaiting: (found) => locks.free(waiting, found),
  };
}
