import type { Release } from '@qipei/release';
import type { Model } from 'mongoose';
import { otherParts, type RowMove } from '../../domain/unresolved-fitments.ts';
import { changesOf } from './fitment-changes.ts';
import {
  changeId,
  type FitmentChangeDocument,
  type FitmentReleaseModels,
  type MovedRowsDocument,
} from './fitment-release-documents.ts';
import { waitingId } from './waiting-document.ts';

/** Before they are moved: a roll-back looks for them there. */
export async function rememberMoves(
  movedRows: Model<MovedRowsDocument>,
  publisher: string,
  moves: readonly RowMove[],
): Promise<void> {
  const pairs = otherParts(moves);
  if (pairs.length === 0) return;
  const writes = pairs.map(([partId, to]) => {
    const filter = { _id: waitingId(publisher, partId) };
    return { updateOne: { filter, update: { $addToSet: { to } }, upsert: true } };
  });
  await movedRows.bulkWrite(writes as never, { ordered: false });
}

/**
 * Puts the parts to which rows of a release were moved beside those that it changes itself, so that rolling it back is carried out on them
 * as well. Returns whether there are some that weren't there: what has been moved until these parts are locked is only known then.
 */
export async function addMovedParts(
  { changes, movedRows }: Pick<FitmentReleaseModels, 'changes' | 'movedRows'>,
  { id, tenant }: Release,
  { taken, page }: { taken: number; page: number },
): Promise<boolean> {
  let added = 0;
  /** From there on as well. */
  async function movedTo(partIds: readonly string[]): Promise<string[]> {
    const known = new Set<string>();
    for (let open = [...partIds]; open.length > 0; ) {
      const ids = open.map((partId) => waitingId(tenant, partId));
      const found = await movedRows.find({ _id: { $in: ids } }).lean<MovedRowsDocument[]>();
      open = found.flatMap(({ to }) => to).filter((partId) => !known.has(partId));
      for (const partId of open) known.add(partId);
    }
    return [...known];
  }

  // What rows wait no longer for waited for it when the release was looked at.
  const select = 'partId afterWaiting';
  for await (const found of changesOf(changes, { id, taken }, { page, select })) {
    const waited = found.filter(({ afterWaiting }) => afterWaiting !== undefined && afterWaiting !== '');
    if (waited.length === 0) continue;
    const partIds = await movedTo(waited.map(({ partId }) => partId));
    if (partIds.length === 0) continue;
    const none = { beforeFitments: '', beforeWaiting: '', afterFitments: '', afterWaiting: '' };
    const writes = partIds.map((partId) => {
      const document: Omit<FitmentChangeDocument, '_id'> = {
        ...{ partId, version: 0, tag: '', change: 'changed', brand: '', partNumber: '', moved: true },
        ...none,
      };
      const filter = { _id: changeId(id, taken, partId) };
      return { updateOne: { filter, update: { $setOnInsert: document }, upsert: true } };
    });
    const done = await changes.bulkWrite(writes as never, { ordered: false, skipValidation: true });
    added += done.upsertedCount;
  }
  return added > 0;
}
