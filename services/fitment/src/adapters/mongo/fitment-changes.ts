import type { Release } from '@qipei/release';
import { idsWith } from '@qipei/release/mongo';
import type { Model } from 'mongoose';
import type { SaidOfPart } from '../../domain/data-set-diff.ts';
import { packFitments, unpackFitments } from '../json/packed-fitments.ts';
import { packUnresolved, unpackUnresolved } from '../json/packed-unresolved.ts';
import { changePrefix, type FitmentChangeDocument } from './fitment-release-documents.ts';
import { type StoredText, storedText, textOf } from './stored-text.ts';

/** The parts of a difference in the order of their ids, some at once. */
export async function* changesOf(
  changes: Model<FitmentChangeDocument>,
  { id, taken }: { id: string; taken: number },
  { page, select = '' }: { page: number; select?: string },
): AsyncGenerator<FitmentChangeDocument[]> {
  for (let after = ''; ; ) {
    const found = await changes
      .find(idsWith(changePrefix(id, taken), after))
      .select(select)
      .sort({ _id: 1 })
      .limit(page)
      .lean<FitmentChangeDocument[]>();
    if (found.length > 0) yield found;
    const last = found.at(-1);
    if (last === undefined || found.length < page) return;
    after = last._id;
  }
}

/** What the data set says of a part before a release and after it. */
export function changedContent(
  change: FitmentChangeDocument,
  { tenant }: Pick<Release, 'tenant'>,
): { before: SaidOfPart; after: SaidOfPart } {
  const said = (fitments: StoredText = '', waiting: StoredText = ''): SaidOfPart => ({
    fitments: fitments === '' ? [] : unpackFitments(textOf(fitments)),
    waiting: waiting === '' ? [] : unpackUnresolved(tenant, change.partId, textOf(waiting)),
  });
  return {
    before: said(change.beforeFitments, change.beforeWaiting),
    after: said(change.afterFitments, change.afterWaiting),
  };
}

/** @throws PartTooLarge */
export function packedSaid(partId: string, before: SaidOfPart, after: SaidOfPart) {
  const fitments = (said: SaidOfPart) =>
    said.fitments.length === 0 ? '' : storedText(partId, packFitments(said.fitments));
  const waiting = (said: SaidOfPart) =>
    said.waiting.length === 0 ? '' : storedText(partId, packUnresolved(said.waiting));
  return {
    ...{ beforeFitments: fitments(before), beforeWaiting: waiting(before) },
    ...{ afterFitments: fitments(after), afterWaiting: waiting(after) },
  };
}
