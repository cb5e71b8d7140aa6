import { withDatabaseErrors } from '@qipei/mongo';
import type { DiffCounts, Release } from '@qipei/release';
import { idsWith, type MongoReleaseLedger } from '@qipei/release/mongo';
import type { PartDocument } from './part-document.ts';
import {
  CHANGES,
  type Change,
  changeId,
  changePrefix,
  identityOfStaged,
  MOVED,
  type PartChangeDocument,
  type PartReleaseModels,
  type StagedPartDocument,
  stagedId,
} from './part-release-documents.ts';

type Live = Pick<PartDocument, '_id' | 'identity' | 'version' | 'feed' | 'scope' | 'contentHash'> & {
  body?: Buffer;
};

interface Difference {
  change: Change;
  identity: string;
  live: Live | undefined;
}

/** Parts of one look; what is in memory doesn't grow with the file. */
const DEFAULT_PAGE = 250;
const COUNTED_AT_ONCE = 5_000;

export interface PartReleaseDiff {
  /** Keeps the difference under a number of its own: the one that was looked at before stays as it is. `rows`: all that are staged. */
  take(release: Release): Promise<{ counts: DiffCounts; named: number; taken: number; rows: number }>;
  /** Whether a difference would come out the same now: every part in it is as it was then, and no other has come to differ. */
  holds(release: Release, taken: number): Promise<boolean>;
}

/** Compares what is staged with what is live, page by page; nothing is locked meanwhile. */
export function partReleaseDiff(
  { parts, staged, changes }: PartReleaseModels,
  ledger: Pick<MongoReleaseLedger, 'nextNumber'>,
  page = DEFAULT_PAGE,
): PartReleaseDiff {
  const ofFeed = ({ tenant, feed }: Release) => ({
    publisher: tenant,
    scope: { $in: [tenant, ''] },
    ...(feed === '' ? { feed: { $exists: false } } : { feed }),
  });

  type Staged = Pick<StagedPartDocument, '_id' | 'hash' | 'repeats'>;
  async function* stagedPages({ id }: Release): AsyncGenerator<Staged[]> {
    for (let after = ''; ; ) {
      const found = await staged
        .find(idsWith(`${id} `, after))
        .select('hash repeats')
        .sort({ _id: 1 })
        .limit(page)
        .lean<Staged[]>();
      if (found.length > 0) yield found;
      const last = found.at(-1);
      if (last === undefined || found.length < page) return;
      after = last._id;
    }
  }

  async function liveOf(publisher: string, identities: readonly string[], withBody: boolean) {
    const found = await parts
      .find({ publisher, identity: { $in: [...identities] } })
      .select(`identity version feed scope contentHash${withBody ? ' body' : ''}`)
      .lean<Live[]>();
    return new Map(found.map((each) => [each.identity, each]));
  }

  async function* named(release: Release, withBody: boolean): AsyncGenerator<[Staged[], Difference[]]> {
    for await (const found of stagedPages(release)) {
      const live = await liveOf(release.tenant, found.map(identityOfStaged), withBody);
      const differing = found.flatMap((each) => {
        const identity = identityOfStaged(each);
        const now = live.get(identity);
        const change = changeOf(each.hash, now, release.feed);
        return change === undefined ? [] : [{ change, identity, live: now }];
      });
      yield [found, differing];
    }
  }

  /** What only a full submission removes. */
  async function* unnamed(release: Release, withBody: boolean): AsyncGenerator<Difference[]> {
    if (release.submission !== 'full') return;
    for (let after = ''; ; ) {
      const found = await parts
        .find({ ...ofFeed(release), _id: { $gt: after } })
        .select(`identity version feed scope contentHash${withBody ? ' body' : ''}`)
        .sort({ _id: 1 })
        .limit(page)
        .lean<Live[]>();
      const ids = found.map(({ identity }) => stagedId(release.id, identity));
      const isNamed = new Set(
        (
          await staged
            .find({ _id: { $in: ids } })
            .select('_id')
            .lean<{ _id: string }[]>()
        ).map(identityOfStaged),
      );
      yield found
        .filter(({ identity }) => !isNamed.has(identity))
        .map((live) => ({ change: CHANGES.removed, identity: live.identity, live }));
      const last = found.at(-1);
      if (last === undefined || found.length < page) return;
      after = last._id;
    }
  }

  /** Page by page: a server gives up a query that lasts. */
  async function countOfFeed(release: Release): Promise<number> {
    let count = 0;
    for (let after = ''; ; ) {
      const found = await parts
        .find({ ...ofFeed(release), _id: { $gt: after } })
        .select('_id')
        .sort({ _id: 1 })
        .limit(COUNTED_AT_ONCE)
        .lean<{ _id: string }[]>();
      count += found.length;
      const last = found.at(-1);
      if (last === undefined || found.length < COUNTED_AT_ONCE) return count;
      after = last._id;
    }
  }

  return withDatabaseErrors<PartReleaseDiff>({
    async take(release) {
      const taken = await ledger.nextNumber();
      const counted = new Map<Change, number>();
      const keep = async (differences: readonly Difference[]) => {
        if (differences.length > 0)
          await changes.insertMany(differences.map((each) => toChange(release.id, taken, each)));
        for (const { change } of differences) counted.set(change, (counted.get(change) ?? 0) + 1);
      };
      let [all, differing, rows] = [0, 0, 0];
      for await (const [found, differences] of named(release, true)) {
        all += found.length;
        for (const { repeats } of found) rows += 1 + repeats;
        differing += differences.filter(({ change }) => change !== MOVED).length;
        await keep(differences);
      }
      for await (const differences of unnamed(release, true)) await keep(differences);
      const counts = {
        added: counted.get(CHANGES.added) ?? 0,
        changed: counted.get(CHANGES.changed) ?? 0,
        removed: counted.get(CHANGES.removed) ?? 0,
        unchanged: all - differing,
        before: await countOfFeed(release),
      };
      return { counts, named: all, taken, rows };
    },
    async holds(release, taken) {
      let count = 0;
      const isKnown = async (differences: readonly Difference[]) => {
        count += differences.length;
        const ids = differences.map(({ change, identity }) => changeId(release.id, taken, change, identity));
        const found = await changes
          .find({ _id: { $in: ids } })
          .select('beforeVersion beforeFeed identity')
          .lean<Pick<PartChangeDocument, 'identity' | 'beforeVersion' | 'beforeFeed'>[]>();
        const known = new Map(found.map((each) => [each.identity, each]));
        return differences.every(({ identity, live }) => {
          const then = known.get(identity);
          return (
            then?.beforeVersion === (live?.version ?? 0) && (then.beforeFeed ?? '') === (live?.feed ?? '')
          );
        });
      };
      for await (const [, differences] of named(release, false))
        if (!(await isKnown(differences))) return false;
      for await (const differences of unnamed(release, false))
        if (!(await isKnown(differences))) return false;
      return count === (await changes.countDocuments(idsWith(changePrefix(release.id, taken))));
    },
  });
}

/** A part that was withdrawn counts as none; undefined where nothing changes. */
function changeOf(hash: Buffer | undefined, live: Live | undefined, feed: string): Change | undefined {
  const isLive = live?.scope !== undefined;
  if (hash === undefined) return isLive ? CHANGES.removed : undefined;
  if (!isLive) return CHANGES.added;
  if (live.contentHash === undefined || !live.contentHash.equals(hash)) return CHANGES.changed;
  return (live.feed ?? '') === feed ? undefined : MOVED;
}

function toChange(
  releaseId: string,
  taken: number,
  { change, identity, live }: Difference,
): PartChangeDocument {
  return {
    ...{ _id: changeId(releaseId, taken, change, identity), change, identity },
    ...{ beforeVersion: live?.version ?? 0, beforeFeed: live?.feed ?? '' },
    ...(change !== MOVED &&
      live?.scope !== undefined &&
      live.body !== undefined && { beforeBody: live.body }),
  };
}
