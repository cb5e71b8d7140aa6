import { TooManyConflicts } from '@qipei/mongo';
import type { Release } from '@qipei/release';
import type { Unsettled } from '@qipei/release/mongo';
import { NOTHING_SAID } from '../../application/data-set-tally.ts';
import { saidAfter } from '../../domain/data-set-diff.ts';
import { fitmentIdentity } from '../../domain/fitment.ts';
import type { SelectorPool } from '../json/selector-pool.ts';
import type { FitmentReleaseModels } from './fitment-release-documents.ts';
import type { FitmentViews } from './fitment-views.ts';
import { liveOfParts } from './live-of-parts.ts';
import { toRewrite, type WaitingWrites } from './rewrite-waiting.ts';
import { countOf, nameOf, ofName, without } from './row-notes.ts';
import type { StagedFitments } from './staged-fitments.ts';
import { type MovingRows, type WaitingDocument, waitingRows } from './waiting-document.ts';

type IsSaid = (name: string, of: MovingRows) => boolean;

const ATTEMPTS = 12;

/**
 * Rows that wait no longer where they did, are put elsewhere, and that a release which goes live says there again as they are: whoever
 * moves one doesn't take it back. It is no part of the difference, so that what is live is still of the row that was moved.
 */
export function droppingNotesOfSaid(
  { fitments, waiting }: Pick<FitmentReleaseModels, 'fitments' | 'waiting'>,
  { views, staged, selectors }: { views: FitmentViews; staged: StagedFitments; selectors: SelectorPool },
): (unsettled: Unsettled) => Promise<void> {
  async function saidBy(release: Release, flip: number, moving: readonly MovingRows[]): Promise<IsSaid> {
    const to = [...new Set(moving.map((of) => of.to))];
    const rowsOf = await staged.of(release.id, release.tenant, to);
    const named = to.filter((partId) => rowsOf.has(partId));
    const liveOf = await liveOfParts(views, release, named, { settling: flip, selectors });
    const said = new Set<string>();
    for (const [partId, { own }] of liveOf) {
      const { fitments, waiting: rows } = saidAfter(NOTHING_SAID, rowsOf.get(partId) ?? []);
      const identities = new Set(fitments.map(fitmentIdentity));
      const keys = new Set(rows.map(({ key }) => key));
      for (const fitment of own.fitments)
        if (identities.has(fitmentIdentity(fitment))) said.add(`${partId} ${fitment.source}`);
      for (const row of own.waiting) if (keys.has(row.key)) said.add(`${partId} ${nameOf(row)}`);
    }
    return (name, of) => said.has(`${of.to} ${ofName(name).source}`) || said.has(`${of.to} ${name}`);
  }

  return async ({ flip, release, as }) => {
    if (as !== 'published') return;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const noted = await waiting
        .find({ publisher: release.tenant, 'moving.at': { $exists: true } })
        .lean<WaitingDocument[]>();
      if (noted.length === 0) return;
      const isSaid = await saidBy(
        release,
        flip,
        noted.flatMap(({ moving = [] }) => moving),
      );
      const left = await views.waiting({ _id: { $in: noted.map(({ _id }) => _id) } }, flip);
      const rowsOf = new Map(left.map((each) => [each._id, new Set(waitingRows(each).map(nameOf))]));
      const settled: { to: string; source: string }[] = [];
      const writes = noted.flatMap((now) => {
        const rows = rowsOf.get(now._id);
        const moving = without(now.moving, (name, of) => {
          const isDropped = rows?.has(name) !== true && isSaid(name, of);
          if (isDropped) settled.push({ to: of.to, source: ofName(name).source });
          return isDropped;
        });
        return countOf(moving) === countOf(now.moving) ? [] : writesOf(now, moving);
      });
      if (writes.length === 0) return;
      // Before the notes: who moves them takes back only what is arriving.
      for (const [_id, rows] of Map.groupBy(settled, ({ to }) => to)) {
        const source = { $in: rows.map((row) => row.source) };
        await fitments.updateOne({ _id }, { $pull: { arriving: { source } } } as never);
      }
      const done = await waiting.bulkWrite(writes, { ordered: false, skipValidation: true });
      if (done.matchedCount + done.deletedCount === writes.length) return;
    }
    throw new TooManyConflicts(waiting.collection.collectionName);
  };
}

/** What is locked is the release's own, and goes on from there. */
function writesOf(now: WaitingDocument, moving: readonly MovingRows[]): WaitingWrites {
  if (now.lock === undefined) return toRewrite(now, { moving });
  const filter = { _id: now._id, tag: now.tag, 'lock.seq': now.lock.seq };
  const update = moving.length === 0 ? { $unset: { moving: 1 } } : { $set: { moving } };
  return [{ updateOne: { filter, update } }] as unknown as WaitingWrites;
}
