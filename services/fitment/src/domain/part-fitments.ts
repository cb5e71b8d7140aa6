import { type Fitment, fitmentIdentity, sameFitment } from './fitment.ts';

/** All that is known of where one part fits; written as a whole. */
export interface PartFitments {
  partId: string;
  /** The tenant that publishes the part and its fitments. */
  publisher: string;
  /** Every tenant may see them, as it may see the part. */
  public: boolean;
  /** The catalogue's version of the part that said so; 0 where an import asked for it. */
  partVersion: number;
  /** Counts the writes, from 1. 0 for what was never saved. */
  version: number;
  fitments: Fitment[];
}

/** What rows stand in the place of, by their sources; undefined for nothing. */
export interface ReplacedFitments {
  /** The release whose rows they are; what they replaced is kept with the part until it can't be rolled back any more. Empty for none. */
  release: string;
  rows: ReadonlyMap<string, Fitment | undefined>;
}

/**
 * Who moves rows here that have waited elsewhere, by their sources: until they are settled they may be taken back. Who moves one in the
 * place of another, that is given up, sorts behind that one.
 */
export type ArrivingRows = ReadonlyMap<string, string>;

export type FitmentChange = { action: 'set' | 'delete'; fitment: Fitment };
export type ChangeResult = 'created' | 'updated' | 'unchanged' | 'deleted';

/**
 * Applies changes in order. Answers with what each did, with the fitments afterwards (the same array when nothing changed), and with the
 * sources of those that were said again as they were. Of those that are `arriving` what is said again is kept: they may be taken back.
 */
export function applyChanges(
  fitments: Fitment[],
  changes: readonly FitmentChange[],
  arriving: ArrivingRows = new Map(),
): { fitments: Fitment[]; results: ChangeResult[]; standing: string[] } {
  const byIdentity = new Map(fitments.map((fitment) => [fitmentIdentity(fitment), fitment]));
  let changed = false;
  const standing: string[] = [];
  const results = changes.map(({ action, fitment }): ChangeResult => {
    const identity = fitmentIdentity(fitment);
    const before = byIdentity.get(identity);
    if (action === 'delete') {
      if (before === undefined) return 'unchanged';
      byIdentity.delete(identity);
      changed = true;
      return 'deleted';
    }
    if (before !== undefined && sameFitment(before, fitment)) {
      if (arriving.has(before.source)) {
        byIdentity.set(identity, fitment);
        changed = true;
      } else standing.push(before.source);
      return 'unchanged';
    }
    byIdentity.set(identity, fitment);
    changed = true;
    return before === undefined ? 'created' : 'updated';
  });
  return { fitments: changed ? [...byIdentity.values()] : fitments, results, standing };
}
