import { withDatabaseErrors } from '@qipei/mongo';
import {
  type Release,
  type ReleaseContent,
  readKeyPage,
  type SettleContext,
  toKeyPage,
} from '@qipei/release';
import {
  idsWith,
  type MongoReleaseLedger,
  mongoReleaseContent,
  type PreparedAttempt,
  type ReleaseAttempt,
  type ReleaseLocks,
} from '@qipei/release/mongo';
import { isSameSaid } from '../../application/data-set-tally.ts';
import type { ExpanderOf } from '../../application/expander-of.ts';
import { shownChange } from '../../application/shown-fitments.ts';
import { rolledBackTo, withoutRelease } from '../../domain/data-set-diff.ts';
import type { SelectorPool } from '../json/selector-pool.ts';
import { droppingNotesOfSaid } from './drop-notes-of-said.ts';
import { changedContent, changesOf } from './fitment-changes.ts';
import type { FitmentReleaseDiff } from './fitment-release-diff.ts';
import {
  changePrefix,
  type FitmentChangeDocument,
  type FitmentReleaseModels,
} from './fitment-release-documents.ts';
import type { FitmentViews } from './fitment-views.ts';
import { forgetMongoFitmentRelease } from './forget-mongo-fitment-release.ts';
import { type LiveOfPart, liveOfParts } from './live-of-parts.ts';
import { addMovedParts } from './moved-rows.ts';
import { type PartToPrepare, prepareFitments } from './prepare-fitments.ts';
import { replacedOf } from './replaced-fitments.ts';
import { settleMongoFitments } from './settle-mongo-fitments.ts';
import type { StagedFitments } from './staged-fitments.ts';

export interface MongoFitmentReleaseParts {
  models: FitmentReleaseModels;
  ledger: MongoReleaseLedger;
  locks: ReleaseLocks;
  views: FitmentViews;
  staged: StagedFitments;
  diff: FitmentReleaseDiff;
  expanderOf: ExpanderOf;
  selectors: SelectorPool;
  /** Parts of one look. */
  page?: number | undefined;
}

type Content = ReturnType<typeof changedContent>;

/** Releases of fitments, in the steps of `mongoReleaseContent`: each part with its rows that wait. */
export function mongoFitmentRelease(parts: MongoFitmentReleaseParts): ReleaseContent {
  const { models, ledger, locks, views, staged, diff, expanderOf, selectors, page = 200 } = parts;
  const { fitments, changes } = models;
  const prepare = prepareFitments(models, { expanderOf, staged });
  const dropNotes = droppingNotesOfSaid(models, { views, staged, selectors });
  const settle = settleMongoFitments(models, { expanderOf, page });

  /** Undefined where `partOf` says of one that it can't be prepared, or something is written meanwhile. */
  async function prepareAll(
    release: Release,
    attempt: ReleaseAttempt,
    partOf: (
      live: LiveOfPart,
      content: Content,
      change: FitmentChangeDocument,
    ) => Omit<PartToPrepare, 'partId' | 'live'> | 'kept' | undefined,
  ): Promise<PreparedAttempt | undefined> {
    let kept = 0;
    for await (const found of changesOf(changes, { id: release.id, taken: attempt.taken }, { page })) {
      const ids = found.map(({ partId }) => partId);
      // Nothing settles while an attempt prepares, and what is written otherwise meanwhile isn't locked.
      const liveOf = await liveOfParts(views, release, ids, { settling: undefined, selectors });
      const coming: PartToPrepare[] = [];
      for (const change of found) {
        const { partId } = change;
        const live = liveOf.get(partId) as LiveOfPart;
        const part = partOf(live, changedContent(change, release), change);
        if (part === undefined) return undefined;
        if (part === 'kept') kept += 1;
        else coming.push({ ...part, partId, live });
      }
      if (!(await prepare(coming, release, attempt))) return undefined;
    }
    return { kept, memo: '' };
  }

  return withDatabaseErrors<MongoFitmentRelease>({
    ...mongoReleaseContent(
      { ledger, locks, collection: fitments.collection.collectionName },
      {
        take: diff.take,
        holds: diff.holds,
        prepareToPublish: (release, attempt) =>
          prepareAll(release, attempt, (live, { before, after }, { version, tag = '' }) => {
            const isUntouched = live.version === version && live.tag === tag;
            // Of another data set's it takes over what that says by now.
            return isUntouched || isSameSaid(live.own, before) ? { from: before, own: after } : undefined;
          }),
        async prepareToRollBack(release, attempt) {
          const addMoved = () => addMovedParts(models, release, { taken: attempt.taken, page });
          await addMoved();
          const prepared = await prepareAll(
            release,
            attempt,
            ({ own: from, replaced }, content, { moved }) => {
              const { id, jobId } = release;
              if (moved === true) return { from, own: withoutRelease(from, jobId, replacedOf(replaced, id)) };
              const own = rolledBackTo(from, content, jobId);
              return own === undefined ? 'kept' : { from, own };
            },
          );
          return (await addMoved()) ? undefined : prepared;
        },
        async settle(unsettled, context) {
          await dropNotes(unsettled);
          await settle(unsettled, context);
        },
      },
    ),
    async changes(release, kind, request) {
      const { size, after } = readKeyPage(request);
      const { taken } = await ledger.standing(release.id);
      const prefix = changePrefix(release.id, taken);
      const found = await changes
        .find({
          ...idsWith(prefix, after === '' ? '' : `${prefix}${after}`),
          ...(kind !== undefined && { change: kind }),
          moved: { $exists: false },
        })
        .sort({ _id: 1 })
        .limit(size + 1)
        .lean<FitmentChangeDocument[]>();
      const { items, nextPageToken } = toKeyPage(found, size, ({ partId }) => partId);
      return {
        items: items.map((each) => {
          const { before, after: then } = changedContent(each, release);
          const { partId, brand = '', partNumber = '', change } = each;
          return shownChange({ partId, brand, partNumber, change }, before, then);
        }),
        nextPageToken,
      };
    },
    forget: forgetMongoFitmentRelease(models, ledger),
  });
}

interface MongoFitmentRelease extends ReleaseContent {
  publish(release: Release, context: SettleContext): Promise<void>;
  rollBack(release: Release, context: SettleContext): Promise<void>;
  forget(release: Release, what: 'unchanged' | 'all'): Promise<boolean>;
}
