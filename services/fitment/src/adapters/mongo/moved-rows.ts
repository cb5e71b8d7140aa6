import type { MongoMigration } from '@qipei/mongo';
import type { Release } from '@qipei/release';
import { idsWith } from '@qipei/release/mongo';
import type { Model } from 'mongoose';
import { otherParts, type RowMove } from '../../domain/unresolved-fitments.ts';
import {
  changeId,
  type FitmentChangeDocument,
  type FitmentReleaseModels,
  type MovedRowsDocument,
} from './fitment-release-documents.ts';

/**
 * Once it was kept of a part of any release where its rows went, by `<publisher>/<part>`: now it is kept of all of the publisher's that can be
 * rolled back.
 */
export const MOVED_ROWS_MONGO_MIGRATION: MongoMigration = {
  id: '006-moved-rows-of-releases',
  async up(db) {
    const moved = db.collection<{ _id: string; partId?: string; to?: string[] }>('moved_rows');
    const releases = db.collection<{ _id: string }>('data_release');
    for await (const { _id, to = [] } of moved.find({ to: { $exists: true } })) {
      const tenant = _id.slice(0, _id.indexOf('/'));
      const held = releases
        .find({ tenant, content: { $nin: ['going', 'gone'] } })
        .project<{ _id: string }>({});
      for (const { _id: release } of await held.toArray())
        for (const partId of to)
          await moved.updateOne({ _id: `${release} ${partId}` }, { $set: { partId } }, { upsert: true });
      await moved.deleteOne({ _id });
    }
  },
};

/** Before they are moved: a roll-back looks for them there. */
export async function rememberMoves(
  movedRows: Model<MovedRowsDocument>,
  release: string,
  moves: readonly RowMove[],
): Promise<void> {
  const partIds = otherParts(moves);
  if (partIds.length === 0) return;
  const writes = partIds.map((partId) => {
    const filter = { _id: `${release} ${partId}` };
    return { updateOne: { filter, update: { $set: { partId } }, upsert: true } };
  });
  await movedRows.bulkWrite(writes as never, { ordered: false });
}

/**
 * Puts the parts to which rows of a release were moved beside those that it changes itself, so that rolling it back is carried out on them
 * as well. Returns whether there are some that weren't there: what has been moved until these parts are locked is only known then.
 */
export async function addMovedParts(
  { changes, movedRows }: Pick<FitmentReleaseModels, 'changes' | 'movedRows'>,
  { id }: Release,
  { taken, page }: { taken: number; page: number },
): Promise<boolean> {
  let added = 0;
  for (let after = ''; ; ) {
    const found = await movedRows
      .find(idsWith(`${id} `, after))
      .sort({ _id: 1 })
      .limit(page)
      .lean<MovedRowsDocument[]>();
    const none = { beforeFitments: '', beforeWaiting: '', afterFitments: '', afterWaiting: '' };
    const writes = found.map(({ partId }) => {
      const document: Omit<FitmentChangeDocument, '_id'> = {
        ...{ partId, version: 0, tag: '', change: 'changed', brand: '', partNumber: '', moved: true },
        ...none,
      };
      const filter = { _id: changeId(id, taken, partId) };
      return { updateOne: { filter, update: { $setOnInsert: document }, upsert: true } };
    });
    if (writes.length > 0) {
      const done = await changes.bulkWrite(writes as never, { ordered: false, skipValidation: true });
      added += done.upsertedCount;
    }
    const last = found.at(-1);
    if (last === undefined || found.length < page) return added > 0;
    after = last._id;
  }
}
