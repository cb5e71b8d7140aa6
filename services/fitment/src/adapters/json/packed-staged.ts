import type { RowsOfPart } from '../../domain/data-set-diff.ts';
import type { FitmentChange } from '../../domain/part-fitments.ts';
import { packFitments, unpackFitments } from './packed-fitments.ts';
import { packUnresolved, unpackUnresolved } from './packed-unresolved.ts';
import type { SelectorPool } from './selector-pool.ts';

/** Rows of a part as they are kept until they are compared; each is empty where there are none. */
export interface PackedStaged {
  /** A letter for each of the fitments, where one is deleted. */
  actions: string;
  fitments: string;
  waiting: string;
  settled: string;
}

export function packStaged({ changes, waiting, settled }: RowsOfPart): PackedStaged {
  const deletes = changes.some(({ action }) => action === 'delete');
  return {
    actions: deletes ? changes.map(({ action }) => action[0]).join('') : '',
    fitments: changes.length === 0 ? '' : packFitments(changes.map(({ fitment }) => fitment)),
    waiting: waiting.length === 0 ? '' : packUnresolved(waiting),
    settled: settled.length === 0 ? '' : settled.join(' '),
  };
}

export function unpackStaged(
  { actions, fitments, waiting, settled }: PackedStaged,
  { publisher, partId, selectors }: { publisher: string; partId: string; selectors: SelectorPool },
): RowsOfPart {
  const read = fitments === '' ? [] : unpackFitments(fitments, selectors);
  return {
    changes: read.map((fitment, at): FitmentChange => {
      return { action: actions[at] === 'd' ? 'delete' : 'set', fitment };
    }),
    waiting: waiting === '' ? [] : unpackUnresolved(publisher, partId, waiting),
    settled: settled === '' ? [] : settled.split(' '),
  };
}
