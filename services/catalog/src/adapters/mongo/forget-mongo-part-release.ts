import type { Release } from '@qipei/release';
import { idsWith, type MongoReleaseLedger } from '@qipei/release/mongo';
import {
  changeId,
  changePrefix,
  identityOfStaged,
  MOVED,
  type PartReleaseModels,
  type StagedPartDocument,
} from './part-release-documents.ts';

/** Documents of one step. */
const AT_ONCE = 1_000;

/** Forgets what a release of parts holds, a piece at a time. */
export function forgetMongoPartRelease(
  { staged, changes }: PartReleaseModels,
  ledger: Pick<MongoReleaseLedger, 'standing'>,
): (release: Release, what: 'unchanged' | 'all') => Promise<boolean> {
  /** How far it is with what keeps some; a restart begins again. */
  let at = { step: '', after: '' };

  /** True where none of them is left. */
  async function forgetChanges(id: string, except: string | undefined): Promise<boolean> {
    const others = except === undefined ? {} : { $nor: [idsWith(except)] };
    const found = await changes
      .find({ ...idsWith(`${id}.`), ...others })
      .select('_id')
      .limit(AT_ONCE)
      .lean<{ _id: string }[]>();
    if (found.length > 0) await changes.deleteMany({ _id: { $in: found.map(({ _id }) => _id) } });
    return found.length < AT_ONCE;
  }

  async function forgetStaged(id: string, taken: number, all: boolean): Promise<boolean> {
    const found = await staged
      .find(idsWith(`${id} `, at.after))
      .select('_id')
      .sort({ _id: 1 })
      .limit(AT_ONCE)
      .lean<Pick<StagedPartDocument, '_id'>[]>();
    const last = found.at(-1);
    if (last === undefined) return true;
    const changed = all ? new Map<string, number>() : await changesOf(id, taken, found);
    const gone = found.filter((each) => !changed.has(identityOfStaged(each)));
    // What only changed hands is rolled back by its hash.
    const moved = found.filter((each) => changed.get(identityOfStaged(each)) === MOVED);
    if (gone.length > 0) await staged.deleteMany({ _id: { $in: gone.map(({ _id }) => _id) } });
    if (moved.length > 0)
      await staged.updateMany({ _id: { $in: moved.map(({ _id }) => _id) } }, { $unset: { content: 1 } });
    at = { ...at, after: last._id };
    return found.length < AT_ONCE;
  }

  async function changesOf(id: string, taken: number, found: readonly Pick<StagedPartDocument, '_id'>[]) {
    const ids = found.flatMap((each) =>
      ([1, 2, 3, MOVED] as const).map((change) => changeId(id, taken, change, identityOfStaged(each))),
    );
    const known = await changes
      .find({ _id: { $in: ids } })
      .select('identity change')
      .lean<{ identity: string; change: number }[]>();
    return new Map(known.map(({ identity, change }) => [identity, change]));
  }

  return async ({ id }, what) => {
    const step = `${what} ${id}`;
    if (at.step !== step) at = { step, after: '' };
    const { taken } = await ledger.standing(id);
    if (!(await forgetStaged(id, taken, what === 'all'))) return false;
    return await forgetChanges(id, what === 'all' ? undefined : changePrefix(id, taken));
  };
}
