import type { Release } from '@qipei/release';
import { idsWith, type MongoReleaseLedger } from '@qipei/release/mongo';
import type { Model } from 'mongoose';
import { changePrefix, type FitmentReleaseModels } from './fitment-release-documents.ts';

/** Documents of one step. */
const AT_ONCE = 250;

/** Forgets what a release of fitments holds, a piece at a time; what is kept is the difference that it went by. */
export function forgetMongoFitmentRelease(
  { fitments, staged, stagedRuns, changes, compared, movedRows }: FitmentReleaseModels,
  ledger: Pick<MongoReleaseLedger, 'standing'>,
): (release: Release, what: 'unchanged' | 'all') => Promise<boolean> {
  /** True where none of them is left. */
  async function forget(
    from: Model<{ _id: string }>,
    prefix: string,
    except: string | undefined,
  ): Promise<boolean> {
    const others = except === undefined ? {} : { $nor: [idsWith(except)] };
    const found = await from
      .find({ ...idsWith(prefix), ...others })
      .select('_id')
      .limit(AT_ONCE)
      .lean<{ _id: string }[]>();
    if (found.length > 0) await from.deleteMany({ _id: { $in: found.map(({ _id }) => _id) } });
    return found.length < AT_ONCE;
  }

  /** What rows of it that came late stand in the place of; true where nothing of it is left. */
  async function forgetReplaced(release: string): Promise<boolean> {
    const found = await fitments
      .find({ 'replaced.release': release })
      .select('_id')
      .limit(AT_ONCE)
      .lean<{ _id: string }[]>();
    const some = { _id: { $in: found.map(({ _id }) => _id) } };
    if (found.length > 0) await fitments.updateMany(some, { $pull: { replaced: { release } } });
    return found.length < AT_ONCE;
  }

  return async ({ id }, what) => {
    const { taken } = await ledger.standing(id);
    const kept = what === 'all' ? undefined : changePrefix(id, taken);
    if (what === 'all') {
      if (!(await forgetReplaced(id))) return false;
      if (!(await forget(movedRows as unknown as Model<{ _id: string }>, `${id} `, undefined))) return false;
    }
    return (
      (await forget(staged as unknown as Model<{ _id: string }>, `${id} `, undefined)) &&
      (await forget(stagedRuns as unknown as Model<{ _id: string }>, `${id} `, undefined)) &&
      (await forget(compared as unknown as Model<{ _id: string }>, `${id}.`, undefined)) &&
      (await forget(changes as unknown as Model<{ _id: string }>, `${id}.`, kept))
    );
  };
}
