import { NotFound } from '@qipei/kernel';
import { isDuplicateKey } from '@qipei/mongo';
import type { QueryFilter } from 'mongoose';
import type { Release, ReleaseDiff, ReleaseStart } from '../release.ts';
import { readRelease, readRules } from '../release-body.ts';
import { releaseEvent } from '../release-event.ts';
import { DEFAULT_RULES, type ReleaseRules } from '../release-rules.ts';
import type { ReleaseLedger, SettleContext } from '../release-store.ts';
import {
  diverted,
  MAX_OPEN_RELEASES,
  newRelease,
  published,
  ReleaseStateConflict,
  rolledBack,
  staged,
  TooManyReleases,
} from '../release-transitions.ts';
import type { Flipped, ReleaseDocument, ReleaseModels } from './release-document.ts';
import { nextNumber } from './release-numbers.ts';
import { releaseRecords } from './release-records.ts';

/** What readers see of releases: all up to `flip`. */
export interface ReleaseMark {
  /** 0 where nothing was ever released. */
  flip: number;
  /** What it decided isn't carried out everywhere yet. */
  settling: boolean;
}

/** A release that was flipped and isn't carried out everywhere yet. */
export interface Unsettled {
  release: Release;
  /** The attempt that decided. */
  flip: number;
  as: Flipped;
  /** The difference that it carries out. */
  taken: number;
  memo: string;
}

/**
 * The steps of a publishing over documents that have no transaction together. An attempt has a number, under which it prepares what
 * it likes; one write of the release's own document decides for it (`flip`), unless somebody else has taken the decision away
 * (`decide`). Afterwards it is carried out, by whoever, until `settled`.
 */
export interface MongoReleaseLedger extends ReleaseLedger {
  begin(start: ReleaseStart, now: Date): Promise<Release>;
  /** `taken`: under which number the difference is kept. */
  staged(id: string, diff: ReleaseDiff, now: Date, taken?: number): Promise<Release>;
  published(id: string, context: SettleContext): Promise<Release>;
  diverted(id: string, counts: Release['counts'], taken?: number): Promise<Release>;
  rolledBack(id: string, kept: number, context: SettleContext): Promise<Release>;
  nextNumber(): Promise<number>;
  /** The release and the number of its difference. @throws NotFound */
  standing(id: string): Promise<{ release: Release; taken: number }>;
  /** The number of an attempt to publish or roll back, as it is asked for; earlier ones, of whatever release, can no longer flip. @throws ReleaseStateConflict */
  beginAttempt(id: string): Promise<number>;
  /** The one atomic step. False where the attempt can't flip any more. `kept` and `memo` are of the attempt. */
  flip(id: string, attempt: number, outcome: { now: Date; kept: number; memo: string }): Promise<boolean>;
  /** Whether an attempt has flipped; if it hasn't it never will. */
  decide(id: string, attempt: number): Promise<boolean>;
  unsettled(): Promise<Unsettled | undefined>;
  /** All is carried out: the releases beside it get to know, and its event is told. Once, however often it is called. */
  settled(unsettled: Unsettled, context: SettleContext): Promise<void>;
  mark(): Promise<ReleaseMark>;
  /** Of one tenant's releases, for who reads page after page. */
  lastFlipOf(tenant: string): Promise<number>;
}

type Feed = Pick<Release, 'tenant' | 'feed'>;

/** Over a database that has `RELEASE_MONGO_MIGRATION`. Events go to `topic`, from the outboxes of the releases' own documents. */
export function mongoReleaseLedger(
  models: ReleaseModels,
  { kind, topic }: { kind: string; topic: string },
): MongoReleaseLedger & { rulesOf(tenant: string): Promise<ReleaseRules> } {
  const { releases, rules, counter } = models;
  const records = releaseRecords(models);

  async function rulesOf(tenant: string): Promise<ReleaseRules> {
    const found = await rules.findById(tenant).lean<{ body: string }>();
    return found === null ? DEFAULT_RULES : readRules(found.body);
  }

  /** The feed's live release, also while it is being rolled back. */
  async function liveOf({ tenant, feed }: Feed, except = ''): Promise<Release | undefined> {
    const found = await releases
      .findOne({ tenant, feed, state: { $in: ['published', 'rolling-back'] }, _id: { $ne: except } })
      .sort({ flip: -1 })
      .select('body')
      .lean<Pick<ReleaseDocument, 'body'>>();
    return found === null ? undefined : readRelease(found.body);
  }

  /** Marks those that were compared with something other than what is live. */
  async function markStale(of: Feed, live: string): Promise<void> {
    const { tenant, feed } = of;
    const waiting = await releases
      .find({ tenant, feed, state: { $in: ['staged', 'publishing'] } })
      .select('_id')
      .lean<{ _id: string }[]>();
    for (const { _id } of waiting)
      await records.change({ _id, state: { $in: ['staged', 'publishing'] } }, (release) => {
        const stale = release.base !== live;
        return release.stale === stale ? undefined : { release: { ...release, stale } };
      });
  }

  const countOpen = (tenant: string) =>
    releases.countDocuments({ tenant, state: { $in: ['staging', 'staged', 'publishing'] } });

  async function changed(id: string, changing: Parameters<typeof records.change>[1]): Promise<Release> {
    const release = await records.change({ _id: id }, changing);
    if (release === undefined) throw new NotFound('release', id);
    return release;
  }

  /** The whole of it at once, where there is nothing to be carried out. */
  async function settleAtOnce(id: string, kept: number, context: SettleContext): Promise<Release> {
    const attempt = await ledger.beginAttempt(id);
    if (!(await ledger.flip(id, attempt, { now: context.now, kept, memo: '' })))
      throw new ReleaseStateConflict((await records.require(id)).release, 'settled twice at once');
    const unsettled = await ledger.unsettled();
    if (unsettled !== undefined) await ledger.settled(unsettled, context);
    return (await records.require(id)).release;
  }

  async function requireAsked(id: string, state: Release['state'], word: string): Promise<void> {
    const { release } = await records.require(id);
    if (release.state !== state) throw new ReleaseStateConflict(release, word);
  }

  const ledger: MongoReleaseLedger & { rulesOf(tenant: string): Promise<ReleaseRules> } = {
    rulesOf,
    nextNumber: () => nextNumber(counter),
    async begin(start, now) {
      const known = await records.find(start.id);
      if (known !== undefined) return known.release;
      if ((await countOpen(start.tenant)) >= MAX_OPEN_RELEASES) throw new TooManyReleases();
      const release = newRelease(start, now);
      try {
        await records.add(release);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await records.require(start.id)).release;
      }
      if ((await countOpen(start.tenant)) > MAX_OPEN_RELEASES) {
        await releases.deleteOne({ _id: start.id, state: 'staging', version: 1 });
        throw new TooManyReleases();
      }
      return release;
    },
    async staged(id, diff, now, taken = 0) {
      const { release: found } = await records.require(id);
      const [limits, live] = [await rulesOf(found.tenant), await liveOf(found)];
      const after = await changed(id, (release) => ({
        release: staged(release, diff, { rules: limits, live, now }),
        fields: { taken },
      }));
      // Another may have gone live between the look and the write.
      await markStale(found, (await liveOf(found))?.id ?? '');
      return after;
    },
    async published(id, context) {
      await requireAsked(id, 'publishing', 'published');
      return await settleAtOnce(id, 0, context);
    },
    async diverted(id, counts, taken = 0) {
      const { release: found } = await records.require(id);
      const live = await liveOf(found);
      return await changed(id, (release) => ({
        release: diverted(release, counts, live),
        fields: { taken, attempt: 0 },
      }));
    },
    async rolledBack(id, kept, context) {
      await requireAsked(id, 'rolling-back', 'rolled back');
      return await settleAtOnce(id, kept, context);
    },
    async standing(id) {
      const { release, document } = await records.require(id);
      return { release, taken: document.taken };
    },
    async beginAttempt(id) {
      for (;;) {
        const attempt = await nextNumber(counter);
        await changed(id, (release) => {
          if (release.state !== 'publishing' && release.state !== 'rolling-back')
            throw new ReleaseStateConflict(release, 'settled');
          return { fields: { attempt } };
        });
        const others = { _id: { $ne: id }, state: { $in: ['publishing', 'rolling-back'] as const } };
        await releases.updateMany(
          { ...others, attempt: { $gt: 0, $lt: attempt } },
          // Who has read it to flip it finds another version.
          { $set: { attempt: 0 }, $inc: { version: 1 } },
        );
        // One that began between the number and its record didn't see this one.
        const later = { $or: [{ ...others, attempt: { $gt: attempt } }, { flip: { $gt: attempt } }] };
        if ((await releases.exists(later)) === null) return attempt;
      }
    },
    async flip(id, attempt, { now, kept, memo }) {
      const { release: found } = await records.require(id);
      const live = await liveOf(found, id);
      const after = await records.change({ _id: id, attempt }, (release) => {
        const fields = { attempt: 0, flip: attempt, settling: attempt, memo };
        if (release.state === 'rolling-back')
          return {
            release: rolledBack(release, undefined, { kept, now }).release,
            fields: { ...fields, settlingAs: 'rolled-back' },
          };
        return {
          release: published(release, live, now).release,
          fields: { ...fields, settlingAs: 'published' },
        };
      });
      return after !== undefined;
    },
    async decide(id, attempt) {
      await records.change({ _id: id, attempt }, () => ({ fields: { attempt: 0 } }));
      return (await records.find(id))?.document.flip === attempt;
    },
    async unsettled() {
      const document = await releases
        .findOne({ settling: { $gt: 0 } })
        .sort({ settling: 1 })
        .select('-outbox')
        .lean<ReleaseDocument>();
      if (document === null) return undefined;
      const { settling: flip, settlingAs = 'published', taken, memo = '' } = document;
      return { release: readRelease(document.body), flip, as: settlingAs, taken, memo };
    },
    async settled({ release, flip, as }, context) {
      if ((await records.find(release.id))?.document.settling !== flip) return;
      const liveId = as === 'published' ? release.id : release.supersedes;
      if (release.supersedes !== '')
        await (as === 'published' ? supersede(release, flip) : liveAgain(release.supersedes, flip));
      await markStale(release, (await liveOf(release))?.id ?? '');
      const told = { kind, ...(as === 'rolled-back' && { liveId }) };
      await records.change({ _id: release.id, settling: flip }, (now) => ({
        // It may have been asked to be rolled back meanwhile, which is no part of what is told.
        events: [{ topic, ...releaseEvent({ ...told, release: { ...now, state: as } }, context) }],
        fields: { settling: 0, memo: '' },
      }));
    },
    async mark() {
      const found = await releases
        .findOne({ flip: { $gt: 0 } })
        .sort({ flip: -1 })
        .select('flip settling')
        .lean<Pick<ReleaseDocument, 'flip' | 'settling'>>();
      return { flip: found?.flip ?? 0, settling: (found?.settling ?? 0) > 0 };
    },
    async lastFlipOf(tenant) {
      const found = await releases
        .findOne({ tenant, flip: { $gt: 0 } })
        .sort({ flip: -1 })
        .select('flip')
        .lean<Pick<ReleaseDocument, 'flip'>>();
      return found?.flip ?? 0;
    },
  };

  /** What a later flip has made of it stays, also where a call for an earlier one comes late. */
  const before = (flip: number) => ({
    $or: [{ followed: { $lt: flip } }, { followed: { $exists: false } }],
  });

  async function supersede({ supersedes: _id, publishedAt }: Release, flip: number): Promise<void> {
    const live = { _id, state: { $in: ['published', 'rolling-back'] as const }, ...before(flip) };
    await records.change(live as QueryFilter<ReleaseDocument>, (release) => ({
      release: { ...release, state: 'superseded', endedAt: publishedAt },
      fields: { followed: flip },
    }));
  }

  async function liveAgain(_id: string, flip: number): Promise<void> {
    await records.change({ _id, state: 'superseded', ...before(flip) }, (release) => ({
      release: { ...release, state: 'published', endedAt: undefined },
      fields: { followed: flip },
    }));
  }

  return ledger;
}
